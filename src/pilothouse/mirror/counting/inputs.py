"""Which of the required inputs of management review meetings really look at."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import CharField, OuterRef, Subquery

from pilothouse.improvement.models import Issue
from pilothouse.measures.periods import next_period
from pilothouse.mirror.counting.span import Span, Tally
from pilothouse.mirror.rules import months_within
from pilothouse.reviews.inputs import INPUTS, input_of
from pilothouse.reviews.models import AgendaItem, Attendance, InputLook

YEAR = timedelta(days=366)


def inputs(span: Span) -> dict[str, Tally]:
    """Of the required inputs at the end of each month, those that a meeting of the year before looked at; nothing is
    counted before the first look.
    """
    looked = defaultdict[str, set[date]](set)
    for key, day in _looks():
        looked[key].add(day)
    first = min((day for days in looked.values() for day in days), default=span.until)
    held = Attendance.objects.filter(review__state="held", review__due__gte=span.first - YEAR).order_by()
    invited = list(held.values_list("review__due", "person").distinct())
    found = Tally()
    for month in months_within(span.first, span.until):
        end = next_period(month, "month")
        if first < end:
            seen = sum(any(end - YEAR <= day < end for day in looked.get(one.key, ())) for one in INPUTS)
            people = {person for day, person in invited if end - YEAR <= day < end}
            found.add(month, seen, len(INPUTS), people=people)
    return {"inputs-covered": found}


def _looks() -> Iterator[tuple[str, date]]:
    """By input the days of meetings held that opened it, or a record that belongs to it."""
    held = {"review__state": "held", "review__due__isnull": False}
    yield from InputLook.objects.filter(**held).order_by().values_list("input", "review__due")
    nature = Issue.objects.filter(pk=OuterRef("record")).order_by().values("nature")
    items = AgendaItem.objects.filter(looked_at=True, **held).order_by()
    told = items.annotate(nature=Subquery(nature, output_field=CharField()))
    for kind, of, day in told.values_list("record__kind", "nature", "review__due").distinct():
        if (key := input_of(kind, of)) is not None:
            yield key, day
