"""The series behind a record: where it shows in the numbers."""

from collections.abc import Iterable, Mapping

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.measures.models import Series, Signal, Target
from pilothouse.measures.provenance import TOLD
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision, ResourceRequest
from pilothouse.risks.models import Tripwire
from pilothouse.trail.kept import padded


def series_key_of(record: str) -> Coalesce:
    """For an annotation: the key of the series behind the record to which the path `record` leads.

    A risk is shown by what its latest trip-wire watches, an objective by the target least likely to be met.
    """
    named = [
        Subquery(model._base_manager.filter(pk=OuterRef(record)).order_by().values("series"))
        for model in (Signal, Issue, Action, Verification, Decision, ResourceRequest)
    ]
    hardest = Target.objects.filter(objective=OuterRef(record), ended_at=None)
    hardest = hardest.order_by(F("series__reading__chance").asc(nulls_last=True), "pk")
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


def series_behind(record: Record, person: Person) -> Series | None:
    """The series in which a record shows, as far as the person sees it. Two queries."""
    key = Record.objects.filter(pk=record.pk).annotate(_series=series_key_of("pk")).values_list("_series", flat=True)
    return next(iter(series_seen(person, key).values()), None)
