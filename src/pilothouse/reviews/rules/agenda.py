"""What comes first on an agenda."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

# Below this chance an objective's target looks out of reach, so that leaders talk about it while there is time.
LOW_CHANCE = 0.25
# A meeting can look at so many changes somebody has already answered; the strongest come first.
MOST_ANSWERED_SIGNALS = 12


class Section(IntEnum):
    """The parts of an agenda in the order of the meeting."""

    SIGNALS = 1
    ISSUES = 2
    ACTIONS = 3
    VERDICTS = 4
    RESOURCES = 5
    OBJECTIVES = 6


@dataclass(frozen=True)
class Candidate:
    """A record that asks for the meeting's attention, and why. `weight`: the heavier, the earlier in its section."""

    record_id: int
    section: Section
    weight: float
    reason: str


def arranged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The agenda: by section, the heavier first, each record once (where it stands first)."""
    once: dict[int, Candidate] = {}
    for one in sorted(candidates, key=lambda c: (c.section, -c.weight, c.record_id)):
        once.setdefault(one.record_id, one)
    return list(once.values())
