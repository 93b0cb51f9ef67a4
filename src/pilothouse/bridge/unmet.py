"""Targets that are not capable without a change and that nothing serves yet: each asks its objective's owner to decide.

The one rule for every page: my work, the bridge, the digest and the page of an objective ask by it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Acceptance, Series, Target
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.measures.queries import still_running
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.strategy.models import Objective


def _worked_at() -> Q:
    """Whether a live action is to move the series of a target, or answers an issue about it. What lives is found first,
    for it stays a handful while issues and actions of years gather behind a series: by its kind, as indices begin.
    """
    live = Action.objects.filter(kind=Action.KIND.name, ended_at=None).order_by()
    answered = Issue.objects.filter(pk__in=live.values("origin")).order_by()
    return Q(series__in=live.filter(series__isnull=False).values("series")) | Q(
        series__in=answered.filter(series__isnull=False).values("series")
    )


def unserved(person: Person, on: date) -> "QuerySet[Any]":
    """Live targets, on series that the person sees, that the series cannot meet without a change, where no live
    decision and no live action is about the series or comes out of the objective. `borne` says that somebody bears it
    knowingly on this day.
    """
    seen = Series.objects.seen_by(person).filter(still_running(on)).order_by().values("pk")
    live = Target.objects.filter(ended_at=None, by__gte=on, series__in=seen)
    about = Q(series=OuterRef("series")) | Q(origin=OuterRef("objective"))
    decided = Exists(Decision.objects.filter(about, ended_at=None))
    started = Exists(Action.objects.filter(origin=OuterRef("objective"), ended_at=None))
    served = _worked_at() | decided | started
    borne = Exists(Acceptance.objects.filter(target=OuterRef("pk"), until__gt=on))
    alone = live.filter(~served, series__reading__picture__capability="not_capable")
    found: QuerySet[Any] = alone.annotate(borne=borne)
    return found


def asks_to_decide(person: Person, on: date) -> Case:
    """For an annotation of records: does a target of this objective ask for a decision? None for other kinds."""
    asking = unserved(person, on).filter(objective=OuterRef("pk"), borne=False)
    return Case(When(kind=Objective.KIND.name, then=Exists(asking)), output_field=BooleanField())


@dataclass(frozen=True)
class Unmet:
    """A target that nothing serves; `borne` is why nobody is asked about it yet, None where somebody is."""

    target: Target
    borne: Acceptance | None


def unmet_targets(person: Person, objective: Record, on: date) -> list[Unmet]:
    """The targets of an objective that ask for a decision, or would if nobody bore them. At most two queries."""
    rows = list(unserved(person, on).filter(objective=objective.pk).select_related(*TOLD_BESIDE).order_by("pk"))
    borne = [row.pk for row in rows if row.borne]
    said = Acceptance.objects.filter(target__in=borne, until__gt=on).select_related("by").order_by("pk")
    latest = {one.target_id: one for one in said} if borne else {}
    return [Unmet(row, latest.get(row.pk)) for row in rows]
