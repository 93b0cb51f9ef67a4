"""How far a number can be trusted: a label from A to D, out of where it comes from and how it is kept. Pure.

A: read from a source, fresh, defined, without gaps and hardly ever corrected. Each weakness costs points; what costs
most is told first, and what would be cheapest to mend is proposed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# A definition shorter than this defines nothing.
FEWEST_LETTERS = 40
# Shares from which on corrections and gaps count, and from which on they count double.
NOTICEABLE, HEAVY = 0.05, 0.2


class Label(StrEnum):
    """From A, decide on it, to D, mend it before you decide on it."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Weakness(StrEnum):
    """What keeps a number from an A; words for people are the doors'."""

    NO_VALUES = "no_values"
    LATE = "late"
    BY_HAND = "by_hand"
    FILE = "file"
    NO_OWNER = "no_owner"
    NO_PROCESS = "no_process"
    SHORT_DEFINITION = "short_definition"
    CORRECTED = "corrected"
    GAPS = "gaps"


# What it takes to mend each, least first: a field to fill in, a value to enter, a file to connect, a habit to change.
CHEAPEST = (
    Weakness.NO_OWNER, Weakness.NO_PROCESS, Weakness.SHORT_DEFINITION, Weakness.LATE, Weakness.NO_VALUES,
    Weakness.FILE, Weakness.BY_HAND, Weakness.GAPS, Weakness.CORRECTED,
)  # fmt: skip
_BY_HAND = {"form", "paste"}


@dataclass(frozen=True)
class Facts:
    """What the label of a series is made of, over its latest values (two dozen of them).

    `routes` are the ways by which they came in; `late` how many periods are overdue; `corrected` and `gaps` are shares
    between 0 and 1: values that were changed after they had been entered, and periods without one.
    """

    routes: Sequence[str]
    late: int
    definition: str
    has_owner: bool
    has_process: bool
    corrected: float
    gaps: float


@dataclass(frozen=True)
class Trust:
    """The label, and its weaknesses, the heaviest first."""

    label: Label
    weaknesses: tuple[Weakness, ...]

    @property
    def cheapest(self) -> Weakness | None:
        """The weakness that is mended with the least effort."""
        return next((one for one in CHEAPEST if one in self.weaknesses), None)


def trust(facts: Facts) -> Trust:
    """The label of a series by its facts."""
    cost = {weakness: points for weakness, points in _costs(facts).items() if points}
    heaviest = sorted(cost, key=lambda weakness: (-cost[weakness], CHEAPEST.index(weakness)))
    total = sum(cost.values())
    label = Label.A if not total else Label.B if total <= 2 else Label.C if total <= 4 else Label.D
    return Trust(label, tuple(heaviest))


def _costs(facts: Facts) -> dict[Weakness, int]:
    if not facts.routes:
        return {Weakness.NO_VALUES: 5}
    by_hand = any(route in _BY_HAND for route in facts.routes)
    return {
        Weakness.BY_HAND: 2 if by_hand else 0,
        Weakness.FILE: 0 if by_hand else int(any(route == "file" for route in facts.routes)),
        Weakness.LATE: min(facts.late, 3),
        Weakness.NO_OWNER: 0 if facts.has_owner else 2,
        Weakness.NO_PROCESS: 0 if facts.has_process else 1,
        Weakness.SHORT_DEFINITION: 0 if len(facts.definition.strip()) >= FEWEST_LETTERS else 1,
        Weakness.CORRECTED: _weight(facts.corrected),
        Weakness.GAPS: _weight(facts.gaps),
    }


def _weight(share: float) -> int:
    return int(share > NOTICEABLE) + int(share > HEAVY)
