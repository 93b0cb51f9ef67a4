"""Pure rules of the mirror: periods, what is too few to tell, what is eased or bunched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pilothouse.measures.periods import next_period, period_of
from pilothouse.organisation.rules import told_from, too_few

# The history that is kept and judged, and what lies before it in its first year.
MONTHS = 36
YEAR = {"month": 12, "quarter": 4}
CLEANING = timedelta(days=14)
# So many of five words, and at least so many words, make a text a copy of another.
COPIED, FEWEST_WORDS = 0.8, 4
# With fewer values nobody can say whether a target is always met.
FEWEST_VALUES = 8
# What is put right within a day was never in force.
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sum:
    """Numerator and denominator of one question in one period, or of one unit over a year."""

    numerator: float = 0.0
    denominator: float = 0.0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.numerator + other.numerator, self.denominator + other.denominator)

    def value(self, scale: float, fewest: float) -> float | None:
        """What is shown; None where the denominator is too small to tell anything."""
        if self.denominator <= 0 or self.denominator < fewest:
            return None
        return self.numerator / self.denominator * scale


def closed_periods(today: date, frequency: str, months: int = MONTHS) -> list[date]:
    """First days of the periods that are over, the oldest first: so many months of them and what lies before these in
    their first year, because what is told together begins anew with each year (see `told_together`).
    """
    over = today.year * 12 + today.month - 1
    found, period = [], date((over - months) // 12, 1, 1)
    while next_period(period, frequency) <= today:
        found.append(period)
        period = next_period(period, frequency)
    return found


def line_of(sums: Mapping[date, Sum], today: date, frequency: str, *, stock: bool) -> tuple[list[date], list[Sum]]:
    """Sums of months (by their first days) as the closed periods from the first that has any on. A stock stands as at
    the end of the last month of each period.
    """
    found: dict[date, Sum] = {}
    for month in sorted(sums):
        period = period_of(month, frequency)
        found[period] = sums[month] if stock else found.get(period, Sum()) + sums[month]
    first = min((period for period, total in found.items() if total != Sum()), default=today)
    periods = [period for period in closed_periods(today, frequency) if period >= first]
    return periods, [found.get(period, Sum()) for period in periods]


def sides_of(
    sides: Sequence[Mapping[date, Collection[int]]], periods: Sequence[date], frequency: str
) -> list[tuple[set[int], ...]]:
    """Whom months (by their first days) speak about, as the same closed periods: each side that is told apart."""
    found: list[dict[date, set[int]]] = [{} for _side in sides]
    for side, months in zip(found, sides, strict=True):
        for month, group in months.items():
            side.setdefault(period_of(month, frequency), set()).update(group)
    return [tuple(side.get(period, set()) for side in found) for period in periods]


@dataclass(frozen=True)
class Told:
    """What the place `last` of a line tells: the sum of its period and of those before it from `first` on, which spoke
    of too few people by themselves. `sides`: whom it speaks about.
    """

    first: int
    last: int
    total: Sum
    sides: tuple[frozenset[int], ...] = ()


def told_together(
    periods: Sequence[date], sums: Sequence[Sum], sides: Sequence[Sequence[set[int]]], *, stock: bool
) -> list[Told | None]:
    """What each period tells. One that speaks of too few people waits, and is told together with those after it as soon
    as they speak of enough (see `told_from`); of a stock it is never told, for it cannot be added up. Where nothing was
    counted, nobody is spoken of: blocks are the same wherever the line begins.
    """
    if stock:
        begins = [None if too_few(of) else place for place, of in enumerate(sides)]
    else:
        sides = [of if total != Sum() else [set() for _side in of] for total, of in zip(sums, sides, strict=True)]
        begins = told_from(sides, new_years(periods))
    return [None if first is None else _block(first, last, sums, sides) for last, first in enumerate(begins)]


def new_years(periods: Sequence[date]) -> set[int]:
    """The places of these periods at which a year begins, and what is told together begins anew."""
    return {place for place, period in enumerate(periods) if period.month == 1}


def _block(first: int, last: int, sums: Sequence[Sum], sides: Sequence[Sequence[set[int]]]) -> Told:
    places = slice(first, last + 1)
    people = tuple(frozenset().union(*side) for side in zip(*sides[places], strict=True))
    return Told(first, last, sum(sums[places], Sum()), people)


def within_year(told: Sequence[Told | None], frequency: str, *, stock: bool) -> list[Told]:
    """What is told of the latest year: what lies wholly in its closed periods; of a stock the latest of it alone."""
    first = max(len(told) - (1 if stock else YEAR[frequency]), 0)
    return [one for one in told[first:] if one is not None and one.first >= first]


def left_out(told: Sequence[Told | None], frequency: str, *, stock: bool) -> int:
    """How many periods of the latest year are not told with it: they speak of too few people so far."""
    whole = min(len(told), 1 if stock else YEAR[frequency])
    return whole - sum(one.last - one.first + 1 for one in within_year(told, frequency, stock=stock))


@dataclass(frozen=True)
class Goal:
    """A target as far as it matters here: value, its day, when it was set and when it ended (None: it stands)."""

    value: float
    by: date
    set_on: date
    ended_on: date | None

    @property
    def slip(self) -> bool:
        """Was it put right so soon that it was never in force?"""
        return self.ended_on is not None and self.ended_on - self.set_on <= _A_DAY


def _in_earnest(goals: Sequence[Goal]) -> list[Goal]:
    """These without slips: the one before a slip lasted until the slip was put right."""
    found: list[Goal] = []
    for goal in goals:
        if not goal.slip:
            found.append(goal)
        elif found and found[-1].ended_on is not None and goal.set_on - found[-1].ended_on <= _A_DAY:
            found[-1] = replace(found[-1], ended_on=goal.ended_on)
    return found


def eased_on(goals: Sequence[Goal], *, up: bool) -> list[date]:
    """Days on which the targets of one series, in order, became easier or later before their day; `up`: more is
    better.
    """
    found = []
    for old, new in pairwise(_in_earnest(goals)):
        day = old.ended_on
        if day is None or day > old.by:
            continue
        harder = (new.value - old.value) * (1 if up else -1)
        if new.set_on - day <= _A_DAY and (harder < 0 or (harder == 0 and new.by > old.by)):
            found.append(day)
    return found


def in_force(goals: Sequence[Goal], first: date, until: date) -> int:
    """How many of these targets stood on some day from `first` to before `until`, up to their own day."""
    return sum(
        goal.set_on < until and goal.by >= first and (goal.ended_on is None or goal.ended_on >= first)
        for goal in goals
        if not goal.slip
    )


def bunched(closures: Mapping[date, int], reviews: Iterable[date], first: date, until: date) -> Sum:
    """Closures (by day) near a review within these days, over how many an even spread would put there."""
    days = [first + timedelta(days=step) for step in range((until - first).days)]
    near = {review - timedelta(days=step) for review in reviews for step in range(CLEANING.days + 1)}
    inside = sum(day in near for day in days)
    total = sum(closures.get(day, 0) for day in days)
    return Sum(float(sum(closures.get(day, 0) for day in days if day in near)), total * inside / len(days))


def months_within(first: date, until: date) -> list[date]:
    """First days of the months from `first` to before `until`."""
    found, month = [], period_of(first, "month")
    while month < until:
        found.append(month)
        month = next_period(month, "month")
    return found


def repeats_one(words: Collection[str], earlier: Iterable[Collection[str]]) -> bool:
    """Does a text of these words say nearly the same as one of the earlier ones?"""
    mine = set(words)
    if len(mine) < FEWEST_WORDS:
        return False
    return any(len(mine & set(other)) >= COPIED * len(mine | set(other)) for other in earlier)


def always_met(values: Iterable[float], target: float, *, up: bool) -> bool:
    """Do all of these values meet the target? `up`: more is better."""
    return all(value >= target if up else value <= target for value in values)
