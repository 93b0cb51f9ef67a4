"""Decisions that still run on numbers which can hardly be trusted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from pilothouse.measures.models import Series
from pilothouse.measures.provenance import trust_of
from pilothouse.measures.trust import WEAK, Trust
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.reviews.models import Decision, Evidence
from pilothouse.reviews.queries.behind import series_seen


@dataclass(frozen=True)
class Resting:
    """A live decision rests on a series whose label is C or D."""

    decision: int
    series: Series
    trust: Trust


def _pairs(person: Person) -> "QuerySet[Any]":
    """(decision, series) of live decisions: the series it is to move, and those that were its evidence."""
    live = Decision.objects.seen_by(person).filter(ended_at=None).order_by()
    kept = Evidence.objects.seen_by(person).filter(decision__in=live.values("pk"), series__isnull=False).order_by()
    moved = live.filter(series__isnull=False, series__in=Series.objects.seen_by(person).order_by().values("pk"))
    return moved.values_list("pk", "series_id").union(kept.values_list("decision_id", "series_id"))


_PAIRS = KeptSight[Any](_pairs)


def resting_on_weak(person: Person, on: date) -> list[Resting]:
    """Live decisions with each series they rest on whose label is C or D on a day; as far as both are seen, and only
    series that still run. Two queries.
    """
    pairs: list[tuple[int, int]] = _PAIRS.rows(person)
    series = series_seen(person, (key for _decision, key in pairs))
    told = {one.pk: trust_of(one, on) for one in series.values() if _runs(one, on)}
    return [
        Resting(decision, series[key], told[key])
        for decision, key in sorted(pairs)
        if key in told and told[key].label in WEAK
    ]


def _runs(series: Series, on: date) -> bool:
    return not series.indicator.ended and (series.ended_on is None or series.ended_on > on)
