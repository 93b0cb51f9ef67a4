"""What leadership attends to: objectives that somebody works on, indicators that it decides by, targets that move."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from pilothouse.improvement.models import Action
from pilothouse.measures.models import Direction, Indicator, Measurement, Serving, Target
from pilothouse.measures.periods import next_period, period_of
from pilothouse.mirror.counting.span import Span, Tally
from pilothouse.mirror.rules import FEWEST_VALUES, always_met, months_within
from pilothouse.records.models import Link
from pilothouse.reviews.models import Decision, Evidence
from pilothouse.strategy.models import Objective

YEAR = timedelta(days=366)
Moments = Mapping[int, list[date]]


def attention(span: Span) -> dict[str, Tally]:
    """Of what lived at the end of each month, what had been worked on, or decided by, in the year before."""
    decided, indicators = _decided(), Indicator.objects.order_by("pk")
    return {
        "objectives-worked-on": _touched(Objective.objects.order_by("pk"), _worked_on(span, decided), span),
        "indicators-decided-on": _touched(indicators, _sorted(decided), span),
    }


def _decided() -> list[tuple[int, date]]:
    """(indicator, day) of every decision that was to be measured by it or rested on it."""
    forecast = Decision.objects.filter(series__isnull=False).order_by()
    rested = Evidence.objects.filter(series__isnull=False).order_by()
    return [
        *forecast.values_list("series__indicator", "decided_on"),
        *rested.values_list("series__indicator", "decision__decided_on"),
    ]


def _worked_on(span: Span, decided: Iterable[tuple[int, date]]) -> Moments:
    served = defaultdict[int, list[int]](list)
    for indicator, objective in Serving.objects.order_by().values_list("indicator", "objective"):
        served[indicator].append(objective)
    about = Decision.objects.filter(origin__kind="objective").order_by().values_list("origin", "decided_on")
    planned = Action.objects.filter(origin__kind="objective").order_by().values_list("origin", "created_at")
    tied = [
        *Link.objects.filter(record__kind="objective").order_by().values_list("record", "at"),
        *Link.objects.filter(other__kind="objective").order_by().values_list("other", "at"),
    ]
    days = [(key, at.astimezone(span.zone).date()) for key, at in (*planned, *tied)]
    by_numbers = [(objective, day) for indicator, day in decided for objective in served[indicator]]
    return _sorted([*days, *about, *by_numbers])


def _sorted(rows: Iterable[tuple[int, date]]) -> Moments:
    found = defaultdict[int, list[date]](list)
    for key, day in sorted(rows):
        found[key].append(day)
    return found


def _touched(records: Any, moments: Moments, span: Span) -> Tally:
    """Of these records that lived at the end of each month, those with a moment in the year before."""
    lives: list[tuple[int, datetime, datetime | None]] = list(records.values_list("pk", "created_at", "ended_at"))
    found = Tally()
    for month in months_within(span.first, span.until):
        day = next_period(month, "month")
        end = span.moment(day)
        live = [key for key, begun, ended in lives if begun < end and (ended is None or ended >= end)]
        found.add(month, sum(_within(moments.get(key, ()), day - YEAR, day) for key in live), len(live))
    return found


def _within(days: Sequence[date], first: date, until: date) -> bool:
    return bisect_left(days, first) < bisect_left(days, until)


def bars(span: Span) -> dict[str, Tally]:
    """Of the targets in force at the end of each quarter, those that every value of the year before meets, and those on
    values that never differ.
    """
    fields = ("series", "series__indicator__direction", "series__indicator__scale", "value", "set_at", "ended_at")
    targets = list(Target.objects.order_by("pk").values_list(*fields))
    values, found, flat = _lines(span), Tally(), Tally()
    ends = {next_period(period_of(month, "quarter"), "quarter") for month in months_within(span.first, span.until)}
    for day in sorted(end for end in ends if end <= span.until):
        end, last = span.moment(day), period_of(day - timedelta(days=1), "month")
        for series, direction, scale, value, set_at, ended_at in targets:
            if set_at < end and (ended_at is None or ended_at >= end):
                told = [one * scale for one in values[series].within(day - YEAR, day)]
                if len(told) >= FEWEST_VALUES:
                    found.add(last, always_met(told, value, up=direction == Direction.UP), 1)
                    flat.add(last, min(told) == max(told), 1)
    return {"targets-always-met": found, "values-never-vary": flat}


@dataclass
class _Line:
    """The values of one series as they stand now, by period."""

    periods: list[date] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def within(self, first: date, until: date) -> list[float]:
        return self.values[bisect_left(self.periods, first) : bisect_left(self.periods, until)]


def _lines(span: Span) -> Mapping[int, _Line]:
    """The lines of the series that ever had a target."""
    since = span.first - YEAR
    latest = dict[tuple[int, date], float | None]()
    targeted = Measurement.objects.filter(series__in=Target.objects.values("series"), period__gte=since)
    for key, period, value in targeted.order_by("id").values_list("series", "period", "value"):
        latest[key, period] = value
    found = defaultdict[int, _Line](_Line)
    standing = [(key, period, value) for (key, period), value in latest.items() if value is not None]
    for key, period, value in sorted(standing):
        found[key].periods.append(period)
        found[key].values.append(value)
    return found
