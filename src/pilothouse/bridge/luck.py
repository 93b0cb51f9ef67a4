"""How often chance alone would bring a week in which so many units change. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pilothouse.measures.weeks import Shifted
from pilothouse.spc.coincidence import coincidence
from pilothouse.spc.rarity import expected_alarms

WEEKS = 53
_A_YEAR = 365.25 / 7.0
# Series of these frequencies have a value in some weeks only, on the first day of their period.
_MONTHS = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}


@dataclass(frozen=True)
class Place:
    """One indicator in one unit, and how often it gets a value."""

    unit: int
    indicator: int
    frequency: str


@dataclass(frozen=True)
class Luck:
    """What chance does in an organisation with these series, this false-alarm budget and these signals of a year.

    A unit's chance of any signal in a week is the share of weeks in which it had one, of those in which it can have
    one, and at least what the budget lets through. For a single series it is the same for all: so spread, coincidences
    are likeliest (Hoeffding 1956), and what is told as rare is rare.
    """

    places: Sequence[Place]
    fap60: float
    shifts: Sequence[Shifted]

    def yearly(self, shifts: Iterable[Shifted]) -> float:
        """How many weeks a year chance makes look at least like this one, to the same side; `shifts` are its own."""
        week = list(shifts)
        units, side = len({shift.where for shift in week}), week[0].side
        same: dict[int, set[int]] = defaultdict(set)
        for shift in week:
            same[shift.what].add(shift.where)
        most = max(map(len, same.values()))
        kinds = self._kinds
        chances = {kind: self._chance(kind, side, units, most) for kind in kinds}
        return _A_YEAR * sum(count * chances[kind] for kind, count in kinds.items()) / WEEKS

    def _chance(self, dated: frozenset[str], side: int, units: int, same: int) -> float:
        """The chance of a week in which series of these frequencies can be dated."""
        by_unit: dict[int, float] = defaultdict(float)
        by_indicator: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for place in self.places:
            if place.frequency in dated:
                values = 7.0 if place.frequency == "day" else 1.0
                by_unit[place.unit] += self._false * values
                by_indicator[place.indicator][place.unit] += max(self._false, self._each[side]) * values
        usual = self._shares[side]
        places = [min(max(false, usual[unit] / self._weeks[unit]), 1.0) for unit, false in by_unit.items()]
        return coincidence(places, (_within(one) for one in by_indicator.values()), units, same)

    @cached_property
    def _kinds(self) -> Counter[frozenset[str]]:
        """Of a year's weeks: how many in which the same frequencies can be dated."""
        here = {place.frequency for place in self.places}
        first = date(2023, 1, 2)  # in the 53 weeks from here twelve months, four quarters and one year begin
        mondays = [first + timedelta(weeks=week) for week in range(WEEKS)]
        return Counter(frozenset(name for name in here if _dates(name, monday)) for monday in mondays)

    @cached_property
    def _weeks(self) -> Counter[int]:
        """In how many weeks of a year anything of a unit can be dated."""
        names: dict[int, set[str]] = defaultdict(set)
        for place in self.places:
            names[place.unit].add(place.frequency)
        return Counter(
            {unit: sum(count for kind, count in self._kinds.items() if kind & own) for unit, own in names.items()}
        )

    @cached_property
    def _false(self) -> float:
        """False signals to one side for each value of a series, times two: each stands in up to two weeks."""
        return expected_alarms(self.fap60, 1.0)

    @cached_property
    def _each(self) -> dict[int, float]:
        """Signals to each side for each value of a series, each counted for every week in which it stands."""
        values = {"day": 7.0 * WEEKS, "week": float(WEEKS), "month": 12.0, "quarter": 4.0, "year": 1.0}
        total = sum(values.get(place.frequency, 0.0) for place in self.places) or 1.0
        found = Counter(shift.side for shift in self.shifts for _week in shift.weeks)
        return {side: found[side] / total for side in (-1, 1)}

    @cached_property
    def _shares(self) -> dict[int, Counter[int]]:
        """In how many weeks of the year each unit had a signal to a side."""
        weeks = {(shift.side, shift.where, week) for shift in self.shifts for week in shift.weeks}
        return {side: Counter(where for way, where, _week in weeks if way == side) for side in (-1, 1)}


def _within(chances: Mapping[int, float]) -> list[float]:
    return [min(chance, 1.0) for chance in chances.values()]


def _dates(frequency: str, monday: date) -> bool:
    """Whether a period of this frequency begins in the week of this Monday."""
    months = _MONTHS.get(frequency)
    if months is None:
        return True
    days = (monday + timedelta(days=step) for step in range(7))
    return any(day.day == 1 and day.month in months for day in days)
