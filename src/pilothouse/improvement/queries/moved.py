"""How often the dates of actions were moved, as history tells."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pilothouse.improvement.models import Action
from pilothouse.trail.models import Entry

MOVED = ("record.due_moved", "records.due_moved", "escalation.accepted")


def with_moves(actions: "QuerySet[Action]") -> "QuerySet[Action]":
    """These actions with `moves`: how often somebody moved the date of each."""
    told = Entry.objects.filter(kind=Action.trail_kind(), key=OuterRef("pk"), name__in=MOVED).order_by()
    counted = told.values("key").annotate(all=Count("pk")).values("all")
    return actions.annotate(moves=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
