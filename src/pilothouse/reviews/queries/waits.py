"""What waits, and how far its silence has climbed: decisions have two days, everything else one."""

from datetime import date
from typing import Any

from django.db import models

from pilothouse.records.climbing import Climb, Contract, with_replies
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries.decisions import ASKS_ON


def with_waits(records: "models.QuerySet[Record]") -> "models.QuerySet[Record]":
    """The same bases with what waiting is told by: `asks_on` (of a decision the day on which its verdict is asked for,
    None of all others) and the replies to what had climbed.
    """
    told: models.QuerySet[Record] = with_replies(records)
    return told.annotate(asks_on=verdict_day())


def verdict_day() -> models.Case:
    """For an annotation of record bases: the day on which the verdict of a decision is asked for."""
    days = Decision.objects.filter(pk=models.OuterRef("pk")).order_by().values_list(ASKS_ON)
    return models.Case(models.When(kind="decision", then=models.Subquery(days)), output_field=models.DateField())


def climbs(row: Any, held: Contract, on: date) -> dict[str, Climb]:
    """How far each thing that waits of this record has climbed, by the name of what waits."""
    found = (held.climb(row, wait, on) for wait in row.type.waits)
    return {climb.wait.name: climb for climb in found if climb is not None}
