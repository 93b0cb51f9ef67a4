"""What one judging is about: the series that something has touched, their lines, and what was found of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pilothouse.measures.models import Direction, Indicator
from pilothouse.measures.stretches import Book
from pilothouse.measures.watching import Findings
from pilothouse.trail.act import Act


@dataclass(frozen=True)
class Touched:
    """What judging has to know of a series."""

    key: int
    unit_id: int
    place: str
    indicator: Indicator

    @property
    def direction(self) -> int:
        """+1 where higher is better, else −1."""
        return 1 if self.indicator.direction == Direction.UP else -1


@dataclass(frozen=True)
class Judging:
    """Everything one judging needs, series in the order of `book.ids`."""

    act: Act
    today: date
    touched: Sequence[Touched]
    book: Book
    found: Findings
