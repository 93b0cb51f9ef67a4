"""What people who are invited said of the items before the meeting."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.models.meetings import Review
from pilothouse.trail.models import Traced


class Reading(models.TextChoices):
    """What an item asks of the meeting, in the eyes of one who has read it."""

    SEEN = "seen", _("seen")
    QUESTION = "question", _("question")
    DECIDE = "decide", _("decide")


class Mark(Traced):
    """One person has read one item before the meeting: a record on the agenda, a `topic` of somebody's own (which
    stands on the record of the meeting itself), or an input by its key.

    Tied to the review and not to the row of the agenda, which is made anew when the agenda is brought up to date.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="marks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    input = models.CharField(max_length=20, blank=True, default="")
    topic = models.CharField(max_length=200, blank=True, default="")
    reading = models.CharField(max_length=8, choices=Reading.choices)
    text = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    LATER = frozenset({"topic"})

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(record=None) ^ models.Q(input=""), name="reviews_mark_of_one_thing"
            ),
            models.UniqueConstraint(fields=["review", "person", "record", "topic"], name="reviews_mark_item_once"),
            models.UniqueConstraint(
                fields=["review", "person", "input"],
                condition=~models.Q(input=""),
                name="reviews_mark_input_once",
            ),
        ]


class Beginning(Traced):
    """A meeting has begun: it looked at something, or agreed on something. Apart from the review, whose other changes
    do not collide with it.
    """

    review = models.OneToOneField(Review, models.PROTECT, related_name="beginning")
    at = models.DateTimeField()
