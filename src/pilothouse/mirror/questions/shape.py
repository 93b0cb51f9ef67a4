"""What a question of the mirror is made of. Texts are shown as they stand here; counting stands in `counting`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Text = Any  # a text that is translated when shown


class Mark(StrEnum):
    """The four marks of an organisation that made the shift, and whether its records can be believed."""

    REVIEWS = "reviews"
    DIRECTION = "direction"
    OWNERSHIP = "ownership"
    DAILY = "daily"
    HONEST = "honest"


class Better(StrEnum):
    """Which way is better; neither where both ends are bad signs."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One measure of conduct.

    `said` is its sentence, with %(numerator)s, %(denominator)s and %(value)s. `kind` is how the engine judges it:
    proportion, rate, or value (a mean). `scale` turns numerator / denominator into what is shown. A figure whose
    denominator is below `fewest` is too few to tell. A `stock` is read at the end of each period instead of summed, and
    judged as a value: its periods are no samples, for most of what stands in one stands in the next.
    `whom`: the people whose conduct it tells, in words that follow “it tells of”; None where it tells of things alone,
    of what stands and not of what somebody did. `apart`: it tells two groups of them apart, and so of each.
    Where they are fewer than five it is not told, and `instead` names a
    question that tells the like of more. `leads`: its sentence speaks for its mark. `by_unit`: it is also told for
    the units one sees.
    """

    name: str
    mark: Mark
    title: Text
    question: Text
    said: Text
    definition: Text
    numerator: Text
    denominator: Text
    source: Text
    why: Text
    weakness: Text
    clause: str
    better: Better
    whom: Text | None = None
    apart: bool = False
    instead: str = ""
    kind: str = "proportion"
    frequency: str = "month"
    unit: Text = "%"
    scale: float = 100.0
    decimals: int = 0
    fewest: float = 5
    stock: bool = False
    leads: bool = False
    by_unit: bool = False


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A question that nothing in our records answers yet, and what would."""

    name: str
    mark: Mark
    title: Text
    question: Text
    why: Text
    needs: Text
    clause: str
