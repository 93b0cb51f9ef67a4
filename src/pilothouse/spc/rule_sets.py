"""The named sets of run rules: what each rule looks for."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Shape = Literal["beyond", "either_side", "within", "trend", "alternating"]


@dataclass(frozen=True)
class Rule:
    """`needed` of the last `window` points, the last among them, have the shape.

    "beyond": further than `sigma` from the centre, all on one side; "either_side": further than that on any
    side; "within": nearer than that; "trend": rising, or falling, from point to point; "alternating": up and
    down in turn. Trends count points, not steps: six rising points have five steps.
    """

    shape: Shape
    sigma: float
    needed: int
    window: int

    @property
    def in_a_row(self) -> bool:
        """Whether no point may be missing in the run."""
        return self.needed == self.window

    @property
    def by_zones(self) -> bool:
        """Whether the distance of each point from the centre decides, and not its neighbours' values."""
        return self.shape not in {"trend", "alternating"}


class RuleSet(StrEnum):
    """Names under which people know their rules."""

    SHEWHART = "shewhart"
    WESTERN_ELECTRIC = "western_electric"
    NELSON = "nelson"
    NHS = "nhs"


def _in_a_row(shape: Shape, points: int, sigma: float = 0.0) -> Rule:
    return Rule(shape, sigma, points, points)


_BEYOND_LIMIT = Rule("beyond", 3.0, 1, 1)
_TWO_OF_THREE = Rule("beyond", 2.0, 2, 3)
_FOUR_OF_FIVE = Rule("beyond", 1.0, 4, 5)

# Western Electric 1956, Statistical Quality Control Handbook; Nelson 1984, Journal of Quality Technology
# 16:237; NHS England, Making Data Count, as in the R package NHSRplotthedots.
SETS: dict[RuleSet, dict[int, Rule]] = {
    RuleSet.SHEWHART: {1: _BEYOND_LIMIT},
    RuleSet.WESTERN_ELECTRIC: {1: _BEYOND_LIMIT, 2: _TWO_OF_THREE, 3: _FOUR_OF_FIVE, 4: _in_a_row("beyond", 8)},
    RuleSet.NELSON: {
        1: _BEYOND_LIMIT,
        2: _in_a_row("beyond", 9),
        3: _in_a_row("trend", 6),
        4: _in_a_row("alternating", 14),
        5: _TWO_OF_THREE,
        6: _FOUR_OF_FIVE,
        7: _in_a_row("within", 15, 1.0),
        8: _in_a_row("either_side", 8, 1.0),
    },
    RuleSet.NHS: {
        1: _BEYOND_LIMIT,
        2: _in_a_row("beyond", 7),
        3: _in_a_row("trend", 7),
        4: _TWO_OF_THREE,
    },
}


def chosen(rule_set: RuleSet | str, which: Collection[int] | None = None) -> dict[int, Rule]:
    """The rules of a set by number, all or those of `which`; ValueError for a set or number nobody knows."""
    try:
        known = SETS[RuleSet(rule_set)]
    except ValueError:
        raise ValueError(f"unknown rule set '{rule_set}'; known are {', '.join(RuleSet)}") from None
    wanted = sorted(known if which is None else set(which))
    unknown = [number for number in wanted if number not in known]
    if unknown:
        numbers = [str(number) for number in known]
        listed = " and ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
        raise ValueError(f"unknown rule {unknown[0]}; known are {listed}")
    return {number: known[number] for number in wanted}


def same_set(rules: dict[int, Rule]) -> RuleSet | None:
    """The named set that looks for exactly this, under whichever numbers; None where none does."""
    return next((name for name, known in SETS.items() if set(known.values()) == set(rules.values())), None)
