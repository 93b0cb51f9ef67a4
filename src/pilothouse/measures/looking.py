"""What only shows when all series are looked at together: units that changed together, and series that lead others."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from pilothouse.measures.budget import fap60_in_force
from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Leading, Series, SharedChange
from pilothouse.measures.periods import DAYS, period_numbers
from pilothouse.measures.queries import still_running
from pilothouse.measures.rules import Columns, Floats
from pilothouse.measures.surveys import survey
from pilothouse.measures.weeks import YEAR
from pilothouse.organisation.rules import without_wholes
from pilothouse.records.checks import day_at
from pilothouse.spc import systemic, systemic_of_scores
from pilothouse.spc.association import leading
from pilothouse.spc.early import scores
from pilothouse.spc.early.news import NEWS
from pilothouse.spc.series import HAS_DENOMINATOR

LEADING, SHARED = "leading", "shared"
# So many latest periods are looked at.
SPAN = 208
_MOST = 300
# All pairs of a thousand series cost seconds, and what leads what does not change in an hour. What changes together
# costs as much (3 s for a thousand series), but is early warning: it has the usual pause.
_PAUSE = timedelta(hours=6)


@dataclass(frozen=True)
class UnitLine:
    """A running series, as far as it matters here; `unit` is the path of its unit."""

    key: int
    indicator: int
    unit: str
    label: str
    frequency: str
    kind: str
    season: int | None


@dataclass(frozen=True)
class _Table:
    """Lines of one frequency side by side: arrays of shape (lines, periods), NaN where a value is missing, and the day
    on which each period begins (0 where no line has a value).
    """

    lines: list[UnitLine]
    values: Floats
    numerators: Floats
    denominators: Floats
    days: list[int]


def look_for_leading(now: datetime) -> bool:
    """Which series move before others, worked out anew where something has happened since; was it done?"""
    return survey(LEADING, now, [Leading], _work_out_leading, pause=_PAUSE)


def look_for_shared(now: datetime) -> bool:
    """Which units of an indicator changed together, likewise."""
    return survey(SHARED, now, [SharedChange], _work_out_shared)


def _work_out_leading(now: datetime) -> list[Leading]:
    found: list[Leading] = []
    for table in _tables(_lines(now), day_at(now), current_values):
        pairs = leading(table.values)
        for place, (one, other) in enumerate(zip(pairs.leader.tolist(), pairs.follower.tolist(), strict=True)):
            leader, follower = table.lines[one], table.lines[other]
            if (leader.indicator, leader.unit) == (follower.indicator, follower.unit):
                continue  # a part and its whole
            found.append(
                Leading(
                    leader_id=leader.key, follower_id=follower.key, lag=int(pairs.lag[place]),
                    r=float(pairs.r[place]), q=float(pairs.q[place]), points=int(pairs.points[place]),
                )
            )  # fmt: skip
    found.sort(key=lambda pair: (pair.q, -abs(pair.r)))
    return found[:_MOST]


def _work_out_shared(now: datetime) -> list[SharedChange]:
    since = (now - YEAR).date()
    found = shared_among(_lines(now), current_values, day_at(now), fap60_in_force())
    return [change for change in found if change.found >= since]


def shared_among(
    lines: Sequence[UnitLine], values: Callable[[Sequence[int]], Columns], today: date, fap60: float
) -> list[SharedChange]:
    """Changes of several units together among these lines (by key), as rows that are not kept; `values` brings the
    current values of some of them. Whoever asks takes only whole indicators: the evidence is that of all their units.
    """
    by_indicator: dict[int, list[UnitLine]] = defaultdict(list)
    for line in lines:
        if not line.label:  # parts of a unit are no units of their own
            by_indicator[line.indicator].append(line)
    several = [line for alike in map(_lowest, by_indicator.values()) if len(alike) > 1 for line in alike]
    found: list[SharedChange] = []
    looks = 0.0
    for table in _tables(several, today, values):
        for indicator in dict.fromkeys(line.indicator for line in table.lines):
            places = [place for place, line in enumerate(table.lines) if line.indicator == indicator]
            found += _shared(table, places, fap60)
            looks += DAYS["year"] / DAYS[table.lines[0].frequency]
    for change in found:
        change.looks = looks
    return found


def _lowest(lines: list[UnitLine]) -> list[UnitLine]:
    """No whole beside its parts: it moves because they do."""
    lowest = without_wholes(line.unit for line in lines)
    return [line for line in lines if line.unit in lowest]


def _shared(table: _Table, places: Sequence[int], fap60: float) -> Iterator[SharedChange]:
    """Changes of these lines together, oldest first: after each the set is looked at as if it began anew.

    What is judged are scores of early warning, from which each line's season and the autocorrelation that stands out
    are taken off.
    """
    line = table.lines[places[0]]
    ratio = line.kind in HAS_DENOMINATOR
    values = (table.numerators if ratio else table.values)[places]
    sizes = np.where(np.isfinite(table.denominators[places]), table.denominators[places], 1.0)
    told = scores(values, kind=line.kind, denominators=sizes if ratio else None, season=line.season)
    start = 0
    while True:
        # The scores know each line's level from before; after a change that is over, they know the one before it.
        seen = systemic(told[:, start:], fap60=fap60) if start else systemic_of_scores(told, fap60=fap60)
        if seen.first_alarm < 0:
            return
        alarm = start + seen.first_alarm
        yield SharedChange(
            indicator_id=line.indicator,
            onset=date.fromordinal(table.days[start + seen.onset]),
            found=date.fromordinal(table.days[alarm]),
            side=seen.direction,
            evidence=float(seen.evidence[seen.first_alarm : seen.first_alarm + NEWS].max()),
            named=[table.lines[place].key for place, hit in zip(places, seen.named, strict=True) if hit],
            judged=[table.lines[place].key for place, hit in zip(places, seen.judged, strict=True) if hit],
        )
        start = alarm + 1


def _lines(now: datetime) -> list[UnitLine]:
    names = ("pk", "indicator_id", "unit__path", "label", "indicator__frequency", "indicator__value_kind")
    rows = Series.objects.filter(still_running(day_at(now))).order_by("pk").values_list(*names, "indicator__season")
    return [UnitLine(*row) for row in rows]


def _tables(lines: Sequence[UnitLine], on: date, values: Callable[[Sequence[int]], Columns]) -> Iterator[_Table]:
    """One table for each frequency that has two lines."""
    today = on.toordinal()
    by_frequency: dict[str, list[UnitLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.key):  # rows find their line by its key
        by_frequency[line.frequency].append(line)
    for frequency, alike in by_frequency.items():
        rows = values([line.key for line in alike])
        rows = rows.take((rows.days <= today) & (rows.days > today - SPAN * DAYS[frequency]))
        if len(alike) > 1 and len(rows):
            yield _table(alike, rows, frequency)


def _table(lines: list[UnitLine], rows: Columns, frequency: str) -> _Table:
    numbers = period_numbers(rows.days, frequency)
    columns = numbers - numbers.min()
    width = int(columns.max()) + 1
    keys = np.array([line.key for line in lines])
    at = (np.searchsorted(keys, rows.series), columns)
    days = np.zeros(width, dtype=np.int64)
    days[columns] = rows.days

    def filled(given: Floats) -> Floats:
        table = np.full((len(lines), width), np.nan)
        table[at] = given
        return table

    return _Table(lines, filled(rows.values), filled(rows.numerators), filled(rows.denominators), days.tolist())
