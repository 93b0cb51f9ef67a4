"""Why an open issue may be about the same trouble as a change in the numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ground(StrEnum):
    """What both share, the most telling first."""

    ANSWERS = "answers"
    INDICATOR = "indicator"
    WEEK = "week"
    PROCESS = "process"
    UNIT = "unit"


# An issue that answers what began in the same week outweighs all else together: somebody has named the cause of that
# week already. Of the rest the same indicator does, save week and process together: that is as good a story.
WEIGHTS = {Ground.ANSWERS: 12, Ground.INDICATOR: 5, Ground.WEEK: 3, Ground.PROCESS: 2, Ground.UNIT: 1}


@dataclass(frozen=True)
class Traits:
    """Where something belongs: keys of indicators, processes and units, and the Mondays of the weeks it began in.

    `answered` are the Mondays of the weeks in which signals began that it answers.
    """

    indicators: frozenset[int]
    processes: frozenset[int]
    units: frozenset[int]
    weeks: frozenset[date]
    answered: frozenset[date] = frozenset()


def grounds(one: Traits, other: Traits) -> tuple[Ground, ...]:
    """What both share, the most telling first. The unit alone tells nothing: every issue has one."""
    shared = {
        Ground.ANSWERS: one.weeks & other.answered,
        Ground.INDICATOR: one.indicators & other.indicators,
        Ground.WEEK: one.weeks & other.weeks,
        Ground.PROCESS: one.processes & other.processes,
        Ground.UNIT: one.units & other.units,
    }
    found = tuple(ground for ground in Ground if shared[ground])
    return () if found == (Ground.UNIT,) else found


def likely(about: Traits, others: Iterable[tuple[int, Traits]], most: int = 5) -> list[tuple[int, tuple[Ground, ...]]]:
    """Keys of the likely ones with their grounds, best first; of equals the newer one (its key is higher)."""
    found = [(key, shared) for key, traits in others if (shared := grounds(about, traits))]
    found.sort(key=lambda one: (sum(WEIGHTS[ground] for ground in one[1]), one[0]), reverse=True)
    return found[:most]
