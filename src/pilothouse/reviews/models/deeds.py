"""What was done at the items of a meeting."""

from typing import ClassVar

from django.db import models

from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.models.meetings import AgendaItem, Review
from pilothouse.trail.models import Traced


class Deed(Traced):
    """An act that was done at an item of a meeting: what it did to one record.

    The item is named by its record (`about`) and topic, for its row may be made anew. `act` is that of the history;
    `name` (the operation), the `state` of the record after it, `reason` and `until` are taken from there and stay as
    they stood.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="deeds")
    about = models.ForeignKey(Record, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=200, blank=True, default="")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    act = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=20, blank=True, default="")
    reason = models.TextField(max_length=4_000, blank=True, default="")
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "act", "record"], name="reviews_deed_once")]

    def at_item(self, item: AgendaItem) -> bool:
        """Was it done at this item?"""
        return item.topic == self.topic and (self.about_id in item.keys or self.about_id == item.record_id)
