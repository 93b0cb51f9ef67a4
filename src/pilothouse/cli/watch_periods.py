"""A season goes by periods, not by rows: where rows of periods are missing, missing points are put in their place."""

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from pilothouse.cli.watch_input import OneSeries, Reading
from pilothouse.cli.watch_times import Key
from pilothouse.measures.periods import DAYS, next_period, period_of

_FROM_COARSE = ("year", "quarter", "month", "week", "day")
_WEEK = 7
# With more places than so many for a row, the times tell something else than periods.
_SPARSEST = 10
_NAMED = 3


def fill_gaps(reading: Reading, season: int, column: str) -> None:
    """Give every period from the first to the last row of a series its point, and name those that had no row.

    Periods are the longest ones of which no series has two rows (days of the week on which nothing ever happens are
    none, unless the season is of whole weeks), or whole numbers; of those every second, third … where none has a row
    between. Where times tell no periods that is remarked, and the rows are taken one after the other.
    """
    lines = [one for one in reading.series if one.keys]
    calendars = _calendars([one.keys for one in lines], season)
    if calendars is None:
        if lines:
            remark = f"{column}: the times tell no regular periods; for the season rows are taken one after the other"
            reading.problems.insert(0, remark)
        return
    places = [_places(one.keys, calendar) for one, calendar in zip(lines, calendars, strict=True)]
    step = math.gcd(*(after - at for several in places for at, after in pairwise(several))) or 1
    for one, calendar, several in zip(lines, calendars, places, strict=True):
        missing = _spread(one, calendar[::step], [place // step for place in several])
        if missing:
            named = ", ".join(missing[:_NAMED]) + (f" and {len(missing) - _NAMED} more" if missing[_NAMED:] else "")
            reading.problems.append(f"series '{one.name}': no row for {named}; taken as missing points")


def _calendars(lines: Sequence[Sequence[Key]], season: int) -> list[list[Key]] | None:
    """For each line all its periods, the one of its first row first; None where its rows are not one for a period."""
    days = [[key for key in line if isinstance(key, date)] for line in lines]
    if sum(map(len, days)) < sum(map(len, lines)):
        return _of_numbers(lines)
    for frequency in _FROM_COARSE:
        periods = [[period_of(day, frequency) for day in line] for line in days]
        if all(at < after for line in periods for at, after in pairwise(line)):
            return _of_days(periods, frequency, season)
    return None


def _of_numbers(lines: Sequence[Sequence[Key]]) -> list[list[Key]] | None:
    found: list[list[Key]] = []
    for line in lines:
        numbers = [key for key in line if isinstance(key, float) and key.is_integer()]
        regular = len(numbers) == len(line) and all(at < after for at, after in pairwise(numbers))
        if not regular or numbers[-1] - numbers[0] > _SPARSEST * len(line):
            return None
        found.append([float(number) for number in range(int(numbers[0]), int(numbers[-1]) + 1)])
    return found


def _of_days(lines: Sequence[Sequence[date]], frequency: str, season: int) -> list[list[Key]] | None:
    if any((line[-1] - line[0]).days > _SPARSEST * len(line) * DAYS[frequency] for line in lines):
        return None
    weekdays = {day.weekday() for line in lines for day in line}
    if frequency != "day" or season % _WEEK == 0:
        weekdays = set(range(_WEEK))
    found: list[list[Key]] = []
    for line in lines:
        period, calendar = line[0], list[Key]()
        while period <= line[-1]:
            if period.weekday() in weekdays:
                calendar.append(period)
            period = next_period(period, frequency)
        found.append(calendar)
    return found


def _places(keys: Sequence[Key], calendar: Sequence[Key]) -> list[int]:
    """Where each row stands: in the last period that has begun by its day."""
    places, place = [], 0
    for key in keys:
        while place + 1 < len(calendar) and calendar[place + 1] <= key:  # type: ignore[operator]
            place += 1
        places.append(place)
    return places


def _spread(one: OneSeries, calendar: Sequence[Key], places: Sequence[int]) -> list[str]:
    """Put the points of a series at their places; the names of the places that had none."""
    rows = dict(zip(places, range(len(places)), strict=True))
    missing = [_name(key) for place, key in enumerate(calendar) if place not in rows]
    order = [rows.get(place) for place in range(len(calendar))]
    one.times = [_name(calendar[at]) if row is None else one.times[row] for at, row in enumerate(order)]
    one.values = [math.nan if row is None else one.values[row] for row in order]
    one.denominators = [math.nan if row is None else one.denominators[row] for row in order]
    one.keys = list(calendar)
    return missing


def _name(key: Key) -> str:
    return key.isoformat() if isinstance(key, date) else f"{key:.0f}"
