"""What came to an input month by month, and how much of its coming and going chance explains. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scipy.special import pdtr, pdtrc

# Fewer months say nothing about routine variation; more than two years are another organisation.
FEWEST_MONTHS, MONTHS = 6, 24
# A month is told that comes by chance less often than this, to either side: as rare as three standard deviations.
_RARE = 0.00135


@dataclass(frozen=True)
class Course:
    """The months that are over, oldest first, and what came in each. `centre` is their mean, `lower` and `upper` hold
    what chance makes of it (Poisson, exact: things that come one by one at one rate); None with fewer than six months.
    """

    months: tuple[date, ...]
    counts: tuple[int, ...]
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None

    def side(self, place: int) -> int:
        """+1 where more came than chance explains, −1 where less, else 0."""
        if self.lower is None or self.upper is None:
            return 0
        count = self.counts[place]
        return int(count > self.upper) - int(count < self.lower)

    @property
    def outside(self) -> list[int]:
        """Places of the months that chance does not explain."""
        return [place for place in range(len(self.counts)) if self.side(place)]


def months_over(today: date) -> list[date]:
    """The first days of the last two years' months that are over, the oldest first."""
    at = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(at - MONTHS, at)]


def course_of(counts: Mapping[date, int], begins: date, today: date) -> Course | None:
    """The course of what came by month, from the month in which counting `begins`; None where nothing came."""
    months = tuple(month for month in months_over(today) if month >= begins)
    row = tuple(counts.get(month, 0) for month in months)
    if not any(row):
        return None
    if len(row) < FEWEST_MONTHS:
        return Course(months, row)
    mean = sum(row) / len(row)
    return Course(months, row, mean, *_reach(mean))


def _reach(mean: float) -> tuple[float, float]:
    """The fewest and the most that chance explains where so many come on average."""
    lower = 0
    while pdtr(lower, mean) < _RARE:
        lower += 1
    upper = lower
    while pdtrc(upper, mean) >= _RARE:
        upper += 1
    return float(lower), float(upper)
