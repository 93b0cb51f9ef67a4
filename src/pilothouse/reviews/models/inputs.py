"""Who answers for a required input of management review, what people say where no record can tell, what is unread."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Indicator
from pilothouse.organisation.models import InUnitManager, Person, Unit
from pilothouse.records.replies import LONGEST_REPLY
from pilothouse.reviews.inputs import BY_KEY, Input
from pilothouse.reviews.models.meetings import Review
from pilothouse.trail.models import Traced


class InputOwner(Traced):
    """Somebody named to answer for an input (`reviews.inputs`); without a row its role does."""

    input = models.CharField(max_length=20, unique=True)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]


class InputFeed(Traced):
    """An indicator that tells about an input, as somebody has said: its values count as data of it. `reason` is what
    it tells of it.
    """

    input = models.CharField(max_length=20)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="input_feeds")
    reason = models.CharField(_("what it tells of it"), max_length=300, blank=True, default="")
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["input", "indicator"], name="reviews_feeds_once")]


class Statement(Traced):
    """What somebody says to an input, dated, for a unit and all below: the latest one counts, none is changed."""

    input = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("what can be said"), max_length=2_000)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = InUnitManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["input", "-id"], name="reviews_said_of_input")]


class InputLook(Traced):
    """A meeting looked at an input: `told` is what stood there then, `minute` what was said."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="looks")
    input = models.CharField(max_length=20)
    told = models.TextField(max_length=4_000, blank=True, default="")
    minute = models.TextField(_("minute"), max_length=4_000, blank=True, default="")
    at = models.DateTimeField()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "input"], name="reviews_input_once")]

    @property
    def about(self) -> Input:
        """The input as the set has it."""
        return BY_KEY[self.input]


class InputReply(Traced):
    """What somebody said while an input waited: that they bring it, `until` the day they promise; or (None) that it
    stays with whoever answers for it, with a reason. `why` it waited, `level` how far it had climbed to them.
    `silent_from` is the day from which its silence is counted since; None from the first day on which it waited.
    """

    LATER: ClassVar = frozenset({"silent_from"})

    input = models.CharField(max_length=20)
    why = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=LONGEST_REPLY, blank=True, default="")
    silent_from = models.DateField(null=True, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]

    @property
    def again(self) -> bool:
        """Was it promised once more? Its silence is counted as before."""
        return self.until is not None and self.silent_from not in (None, self.until)


class InputWait(models.Model):
    """From which days on an input asks its owner for something. Derived: worked out anew by a survey (`unread.py`).

    `comes_by` is the day by which something new is to come, where nothing ever came (`empty`) that of the first
    meeting; `look_by` the day by which a meeting is to look at it. Both None as long as leadership has never met.
    `reply` is the latest by which silence is counted, `again` the day for which it was promised once more since.
    """

    input = models.CharField(max_length=20, primary_key=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    empty = models.BooleanField(default=False)
    comes_by = models.DateField(null=True)
    look_by = models.DateField(null=True)
    reply = models.ForeignKey(InputReply, models.SET_NULL, null=True, related_name="+")
    again = models.DateField(null=True)

    def __str__(self) -> str:
        return self.input

    def hear(self, reply: InputReply) -> None:
        """Keep what was said last."""
        if reply.again:
            self.again = reply.until
            return
        self.reply = reply
        if reply.until or reply.silent_from is None:
            self.again = None
