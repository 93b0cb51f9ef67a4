"""Inputs whose data are a series: what came to each month by month, and the series that tell most."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from pilothouse.improvement.models import Issue
from pilothouse.measures.models import Series, Signal, Target
from pilothouse.measures.provenance import TOLD
from pilothouse.measures.queries import running_series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.ended import Ended, What
from pilothouse.reviews.inputs import OF_NATURE
from pilothouse.reviews.models import ResourceRequest
from pilothouse.reviews.rules.course import Course, course_of, months_over
from pilothouse.risks.models import Risk, Trip

# To which input what came belongs; issues by their nature.
_OF = {**OF_NATURE, "signal": "processes", "request": "resources", "trip": "risks"}
# So many series of an input are shown.
SHOWN = 3


def courses(person: Person, today: date, unit: Unit | None = None) -> Mapping[str, Course]:
    """By input what came month by month, of a unit and all below, as far as this person sees it; those to which
    nothing came are left out. One query: what has ended is told by the sums that the worker keeps.
    """
    months = [*months_over(today), today.replace(day=1)]
    starts = [datetime.combine(month, time.min, timezone.get_current_timezone()) for month in months]
    rows = _counted(person, starts, months, unit) if unit else _EVERYWHERE.rows(person, starts, months)
    came: dict[str, Counter[date]] = {}
    for of, place, count in rows:
        if of in _OF:
            came.setdefault(_OF[of], Counter())[months[place]] += count
    begins = min((month for several in came.values() for month in several), default=today)
    found = ((key, course_of(several, begins, today)) for key, several in came.items())
    return {key: course for key, course in found if course is not None}


def _counted(
    person: Person, starts: Sequence[date], months: Sequence[date], unit: Unit | None = None
) -> "QuerySet[Any, Any]":
    """(of what, place of the month, how many)."""
    first, *others = (_monthly(rows, of, at, starts, Count("pk")) for rows, of, at in _came(person, unit))
    summed = _monthly(_summed(person, unit), F("of"), "day", months, Sum("n"))
    found: QuerySet[Any, Any] = first.union(*others, summed, all=True)
    return found


# The path of a unit is part of a statement.
_EVERYWHERE = KeptSight[Any](_counted)


def _came(person: Person, unit: Unit | None) -> "Iterator[tuple[QuerySet[Any], Any, str]]":
    here = _inside(unit)
    yield Issue.objects.seen_by(person).uncounted().filter(here), F("nature"), "created_at"
    yield Signal.objects.seen_by(person).uncounted().filter(here), Value("signal"), "created_at"
    yield ResourceRequest.objects.seen_by(person).uncounted().filter(here), Value("request"), "created_at"
    risks = Risk.objects.seen_by(person).filter(here).order_by().values("pk")
    yield Trip.objects.filter(record__in=risks), Value("trip"), "at"


def _summed(person: Person, unit: Unit | None) -> "QuerySet[Ended]":
    """What has ended and was added up, by the month in which it came."""
    names = sorted({*_OF} - {"trip"})
    return Ended.objects.seen_by(person).filter(_inside(unit), of__in=names, what=What.CAME_IN)


def _inside(unit: Unit | None) -> Q:
    return Q() if unit is None else Q(unit__path__startswith=unit.path)


def _monthly(
    rows: "QuerySet[Any]", of: Any, at: str, starts: Sequence[date], how_many: Aggregate
) -> "QuerySet[Any, Any]":
    """Counts by place of the month. Moments are compared with the starts of months, which databases do by themselves:
    to truncate each in its zone SQLite would call Python for every row.
    """
    ends = [When(**{f"{at}__lt": end}, then=Value(place)) for place, end in enumerate(starts[1:])]
    place = Case(*ends, default=Value(len(ends)), output_field=IntegerField())
    told = rows.filter(**{f"{at}__gte": starts[0]}).order_by()
    told = told.annotate(counted_as=Cast(of, CharField(max_length=20)), place=place)
    found: QuerySet[Any, Any] = (
        told.values("counted_as", "place").annotate(so_many=how_many).values_list("counted_as", "place", "so_many")
    )
    return found


def telling_series(person: Person, on: date, unit: Unit | None = None) -> Mapping[str, list[Series]]:
    """The series that tell most about objectives (the least likely to meet their target) and about processes (the
    strongest evidence of a change), each with its indicator, unit and reading. One query.
    """
    rows: list[Any] = list(_telling(person, on, unit.path if unit else ""))
    aimed = [row for row in rows if row._aimed and row.reading.chance is not None]
    judged = [row for row in rows if row.reading.p is not None]
    found = {
        "objectives": sorted(aimed, key=lambda row: (row.reading.chance, row.pk))[:SHOWN],
        "processes": sorted(judged, key=lambda row: (row.reading.p, row.pk))[:SHOWN],
    }
    return {key: several for key, several in found.items() if several}


def _telling(person: Person, on: date, path: str) -> "QuerySet[Series]":
    target = Exists(Target.objects.filter(series=OuterRef("pk"), ended_at=None, objective__isnull=False))
    here = running_series(person, on).filter(unit__path__startswith=path).order_by()
    likely = here.filter(target, reading__chance__isnull=False).order_by("reading__chance", "pk")
    changed = here.filter(reading__p__isnull=False).order_by("reading__p", "pk")
    keys = Q(pk__in=likely.values("pk")[:SHOWN]) | Q(pk__in=changed.values("pk")[:SHOWN])
    found: QuerySet[Series] = Series.objects.filter(keys).annotate(_aimed=target).select_related(*TOLD).order_by()
    return found
