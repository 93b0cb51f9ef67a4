"""Pure rules of what somebody serves: the ways from a record up to objectives, and which of them is the straightest."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Way(IntEnum):
    """How a record comes to an objective, the straightest first."""

    DIRECT = 0
    TARGET = 1
    INDICATOR = 2
    PROCESS = 3


# A line that says itself which objective it means; the others come there by an indicator or a process.
STRAIGHT = (Way.DIRECT, Way.TARGET)


@dataclass(frozen=True)
class Tie:
    """One way from a record up to an objective: through so many records that it came out of (`steps`), and through an
    indicator and a process where there are any. Keys are those of records.
    """

    objective: int
    live: bool
    steps: int
    way: Way
    indicator: int | None = None
    process: int | None = None


def line_of(ties: Iterable[Tie]) -> list[Tie]:
    """The line of sight: the straightest way to each objective, of those that are about as straight as the best one.

    Live objectives come before ended ones, what the record says itself before what it came out of, its own numbers
    before its process, which serves so much that it says little beside them. None for nothing.
    """
    ordered = sorted(ties, key=lambda tie: (*_straight(tie), tie.way, tie.objective, tie.indicator or 0))
    found: dict[int, Tie] = {}
    for tie in ordered:
        if _straight(tie) == _straight(ordered[0]):
            found.setdefault(tie.objective, tie)
    return list(found.values())


def straight_of(ties: Iterable[Tie]) -> list[Tie]:
    """The straightest of the lines to each live objective that say themselves which one they mean."""
    found: dict[int, Tie] = {}
    for tie in sorted(ties, key=lambda tie: (tie.steps, tie.way, tie.objective, tie.indicator or 0)):
        if tie.live and tie.way in STRAIGHT:
            found.setdefault(tie.objective, tie)
    return list(found.values())


def _straight(tie: Tie) -> tuple[bool, bool, int]:
    return not tie.live, tie.way is Way.PROCESS, tie.steps
