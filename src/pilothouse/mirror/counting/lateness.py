"""What comes late: values filled in afterwards, dates that move."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet

from pilothouse.improvement.models import Action
from pilothouse.improvement.queries import MOVED
from pilothouse.measures.models import Measurement, Route
from pilothouse.measures.periods import next_period
from pilothouse.mirror.counting.span import Span, Tally, month_of
from pilothouse.mirror.counting.trail import entries_within

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def lateness(span: Span) -> dict[str, Tally]:
    """Values that people entered long after their period; moves of dates of actions beside those done."""
    return {"values-late": _filled_in(span), "dates-moved": _moved(span)}


def _typed() -> "QuerySet[Measurement]":
    found: QuerySet[Measurement] = Measurement.objects.filter(intake__route__in=(Route.FORM, Route.PASTE))
    return found.order_by()


def _filled_in(span: Span) -> Tally:
    firsts = _typed().values("series").annotate(first=Min("intake__at"))
    begun: Mapping[int, datetime] = {row["series"]: row["first"] for row in firsts}
    fields = ("series", "series__indicator__frequency", "period", "intake__at", "intake__by")
    found = Tally()
    for series, frequency, period, at, by in (
        _typed().filter(intake__reason="", **span.during("intake__at")).values_list(*fields)
    ):
        over = next_period(period, frequency) - DAY + WEEK
        if over >= _day(begun[series], span):  # what is older is the history that came with the series
            month = _day(at, span).replace(day=1)
            found.add(month, _day(at, span) > over, 1)
            found.people[month].add(by)
    return found


def _day(at: datetime, span: Span) -> date:
    return at.astimezone(span.zone).date()


def _moved(span: Span) -> Tally:
    found = Tally()
    moves: Any = entries_within(span).filter(kind=Action.trail_kind(), name__in=MOVED)
    for row in moves.annotate(month=span.month("at")).values("month", "by").annotate(all=Count("pk")):
        found.add(row["month"], row["all"], 0, people=[row["by"]])
    done = Action.objects.filter(**span.days("first_done_on")).order_by()
    for row in done.annotate(month=month_of("first_done_on")).values("month", "owner").annotate(all=Count("pk")):
        found.add(row["month"], 0, row["all"], people={row["owner"]} - {None})
    return found
