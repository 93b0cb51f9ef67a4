"""The series behind a record: where it shows in the numbers."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.measures.models import Series, Signal, Target
from pilothouse.measures.provenance import TOLD
from pilothouse.measures.queries import least_chance
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Link, Record
from pilothouse.reviews.models import Decision, ResourceRequest
from pilothouse.reviews.queries.endangered import series_in_danger
from pilothouse.risks.models import Tripwire
from pilothouse.strategy.states import OBJECTIVE
from pilothouse.trail.kept import padded

# Records that name the series in which they show.
_SHOWING = (Signal, Issue, Action, Verification, Decision, ResourceRequest)
# So many records beside one are looked at.
_BESIDE = 60


def series_key_of(record: str) -> Coalesce:
    """For an annotation: the key of the series behind the record to which the path `record` leads.

    A risk is shown by what its latest trip-wire watches, an objective by the target least likely to be met next. What
    puts that in danger is no question for the database: see `series_behind`, and of an agenda what its row keeps.
    """
    named = [
        Subquery(model._base_manager.filter(pk=OuterRef(record)).order_by().values("series")) for model in _SHOWING
    ]
    hardest = Target.objects.filter(objective=OuterRef(record), ended_at=None)
    hardest = hardest.order_by(least_chance("series__reading").asc(nulls_last=True), "pk")
    wires = Tripwire.objects.filter(record=OuterRef(record), ended_at=None).order_by("-pk").values("series")
    return Coalesce(*named, Subquery(wires[:1]), Subquery(hardest.values("series")[:1]))


def _series(person: Person, keys: list[int]) -> "QuerySet[Series]":
    found: QuerySet[Series] = Series.objects.seen_by(person).filter(pk__in=keys)
    return found.select_related(*TOLD)


_SERIES = KeptSight[Series](_series)


def series_seen(person: Person, keys: Iterable[int | None]) -> Mapping[int, Series]:
    """These series by their keys, with indicator, unit and reading, as far as the person sees them; one query."""
    wanted = sorted({key for key in keys if key is not None})
    return {one.pk: one for one in _SERIES.rows(person, padded(wanted))}


def series_behind(record: Record, person: Person, on: date) -> Series | None:
    """The series in which a record shows on a day, as far as the person sees it: of an objective the one whose target
    puts it in danger, as on the bridge, else as `series_key_of` says. Two queries, of an objective at most three.
    """
    endangered = series_in_danger(record.pk, person, on) if record.kind == OBJECTIVE.name else None
    if endangered is not None:
        return endangered
    key = Record.objects.filter(pk=record.pk).annotate(_series=series_key_of("pk")).values_list("_series", flat=True)
    return next(iter(series_seen(person, key).values()), None)


def series_around(record: Record, person: Person) -> list[Series]:
    """The running series in which a record shows, or what it came out of, what came out of it and what is linked with
    it: also every trip-wire of a risk, every target of an objective, every series of an indicator. As far as the person
    sees record and series; two queries.
    """
    linked = (
        Link.objects.filter(record=record.pk).values("other"),
        Link.objects.filter(other=record.pk).values("record"),
    )
    near = Q(pk__in=(record.pk, record.origin_id)) | Q(origin=record.pk) | Q(pk__in=linked[0]) | Q(pk__in=linked[1])
    keys = list(Record.objects.seen_by(person).filter(near).order_by("pk").values_list("pk", flat=True)[:_BESIDE])
    shown = Q(indicator=record.pk)
    for model in _SHOWING:
        shown |= Q(pk__in=model._base_manager.filter(pk__in=keys, series__isnull=False).order_by().values("series"))
    shown |= Q(pk__in=Tripwire.objects.filter(record__in=keys, ended_at=None).order_by().values("series"))
    shown |= Q(pk__in=Target.objects.filter(objective__in=keys, ended_at=None).order_by().values("series"))
    found = Series.objects.seen_by(person).filter(shown, ended_on=None).select_related("indicator", "unit")
    return list(found.order_by("indicator__title", "pk"))
