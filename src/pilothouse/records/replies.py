"""Rows: what people said to whom something had climbed."""

from typing import Any, ClassVar

from django.db import models

from pilothouse.organisation.models import Person
from pilothouse.trail.models import Traced

LONGEST_REPLY = 500


class Reply(Traced):
    """Somebody took over what had climbed to them, `until` the day they promise; or (None) declined, with a reason.

    `wait` names what was waiting (`records.states.Wait`), `level` how far it had climbed.
    """

    record: Any = models.ForeignKey("records.Record", models.PROTECT, related_name="replies")
    wait = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=LONGEST_REPLY, blank=True, default="")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]
