"""How often false alarms alone would bring a week in which so many units change. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pilothouse.measures.weeks import (
    FEWEST_ALIKE,
    FEWEST_UNITS,
    YEAR,
    Family,
    Gathered,
    Shifted,
    family_of,
    one_event,
    units_of,
    weeks_in_common,
)
from pilothouse.organisation.rules import without_wholes
from pilothouse.spc.coincidence import coincidence
from pilothouse.spc.rarity import expected_alarms

# A week that chance makes so often in a year is no evidence of a common cause.
OFTEN = 0.5

WEEKS = YEAR // timedelta(weeks=1)
_A_YEAR = 365.25 / 7.0
# Series of these frequencies have a value in some weeks only, on the first day of their period.
_MONTHS = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}


@dataclass(frozen=True)
class Place:
    """One indicator (of a process) in one unit, by the unit's path, and how often it gets a value."""

    unit: str
    indicator: int
    process: int | None
    frequency: str


@dataclass(frozen=True)
class Event:
    """Weeks in common that are one event, and how many times a year false alarms alone would make one like it."""

    weeks: list[Gathered]
    yearly: float

    @property
    def week(self) -> date:
        return self.weeks[0].week

    @property
    def keys(self) -> list[int]:
        return [key for week in self.weeks for key in week.keys]

    @property
    def may_be_luck(self) -> bool:
        return self.yearly >= OFTEN


@dataclass(frozen=True)
class Luck:
    """What chance does in an organisation of stable series with this false-alarm budget.

    Every value of a stable series brings a false signal to one side with half of the budget's rate, and a signal stands
    in two weeks, that of its onset and that in which it was found. Units are taken to be independent; signals of one
    unit may hang together as they like, for units are counted. How many signals there really were does not matter: a
    true change is no luck, and a common one would make itself look usual.
    """

    places: Sequence[Place]
    fap60: float

    def yearly(self, shifts: Iterable[Shifted]) -> float:
        """How many weeks a year false alarms make that look at least like this one, to the same side, in any process or
        indicator; `shifts` are its own, of one family.
        """
        seen = units_of(list(shifts))
        if seen not in self._told:
            chances = ((count, self._chance(kind, *seen)) for kind, count in self._kinds.items())
            self._told[seen] = _A_YEAR * sum(count * chance for count, chance in chances) / WEEKS
        return self._told[seen]

    def events(self, shifts: Iterable[Shifted]) -> list[Event]:
        """What these changes have in common, newest first: an event is as rare as the rarest of its weeks, and a week
        that may be luck is an event of its own, for it ties nothing together.
        """
        found = {id(week): (week, self.yearly(week.shifts)) for week in weeks_in_common(shifts)}
        rare = one_event(week for week, yearly in found.values() if yearly < OFTEN)
        events = [Event(event, min(found[id(week)][1] for week in event)) for event in rare]
        events += [Event([week], yearly) for week, yearly in found.values() if yearly >= OFTEN]
        return sorted(events, key=lambda event: event.week, reverse=True)

    def _chance(self, dated: frozenset[str], units: int, same: int) -> float:
        """The chance of a week in which series of these frequencies can be dated: the smaller of two, that so many
        units change in some process and that so many do in some indicator, each counted double, for both are looked at.
        """
        families, indicators = self._rates(dated)
        found = 1.0
        if units >= FEWEST_UNITS:
            found = coincidence((), families, 0, units)
        if same >= FEWEST_ALIKE:
            found = min(found, coincidence((), indicators, 0, same))
        return found

    def _rates(self, dated: frozenset[str]) -> tuple[list[list[float]], list[list[float]]]:
        """For every family, and for every indicator, the chances of its units to show a signal; no whole beside its
        parts.
        """
        families: dict[Family, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        indicators: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for place in self.places:
            if place.frequency in dated:
                rate = self._false * (7.0 if place.frequency == "day" else 1.0)
                families[family_of(place.indicator, place.process)][place.unit] += rate
                indicators[place.indicator][place.unit] += rate
        return [_chances(rates) for rates in families.values()], [_chances(rates) for rates in indicators.values()]

    @cached_property
    def _told(self) -> dict[tuple[int, int], float]:
        """What was answered: weeks that look alike are as rare."""
        return {}

    @cached_property
    def _false(self) -> float:
        """False signals to one side for each value of a series, times two: each stands in up to two weeks."""
        return expected_alarms(self.fap60, 1.0)

    @cached_property
    def _kinds(self) -> Counter[frozenset[str]]:
        """Of a year's weeks: how many in which the same frequencies can be dated."""
        here = {place.frequency for place in self.places}
        first = date(2023, 1, 2)  # in the 53 weeks from here twelve months, four quarters and one year begin
        mondays = [first + timedelta(weeks=week) for week in range(WEEKS)]
        return Counter(frozenset(name for name in here if _dates(name, monday)) for monday in mondays)


def _chances(rates: dict[str, float]) -> list[float]:
    return [-math.expm1(-rates[unit]) for unit in without_wholes(rates)]


def _dates(frequency: str, monday: date) -> bool:
    """Whether a period of this frequency begins in the week of this Monday."""
    months = _MONTHS.get(frequency)
    if months is None:
        return True
    days = (monday + timedelta(days=step) for step in range(7))
    return any(day.day == 1 and day.month in months for day in days)
