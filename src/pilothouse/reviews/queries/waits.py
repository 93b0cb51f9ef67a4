"""What waits, and how far its silence has climbed: decisions have two days, everything else one."""

from datetime import date
from typing import Any

from django.db import models

from pilothouse.records.climbing import Climb, Contract, with_replies
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision


def with_waits(records: "models.QuerySet[Record]") -> "models.QuerySet[Record]":
    """The same bases with what waiting is told by: `expected_by` (of a decision the day of its verdict, None of all
    others) and the replies to what had climbed.
    """
    told: models.QuerySet[Record] = with_replies(records)
    return told.annotate(expected_by=verdict_day())


def verdict_day() -> models.Case:
    """For an annotation of record bases: the day on which the verdict of a decision is due."""
    days = Decision.objects.filter(pk=models.OuterRef("pk")).order_by().values("expected_by")
    return models.Case(models.When(kind="decision", then=models.Subquery(days)), output_field=models.DateField())


def climbs(row: Any, held: Contract, on: date) -> dict[str, Climb]:
    """How far each thing that waits of this record has climbed, by the name of what waits."""
    found = (held.climb(row, wait, on) for wait in row.type.waits)
    return {climb.wait.name: climb for climb in found if climb is not None}
