"""Meetings: reviews and their forums, who attended, what was looked at."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import InUnitManager, Person, Unit
from pilothouse.records.models import Link, Record, RecordQuerySet, base_of
from pilothouse.reviews.rules import REASON
from pilothouse.reviews.states import REVIEW
from pilothouse.trail.models import Traced, TracedManager


class ReviewQuerySet(RecordQuerySet):
    """Reviews."""

    def sight(self, person: Person, path: str = "") -> models.Q:
        """As every record; and whoever takes part in a meeting, or stands in for somebody, sees its page."""
        part = Attendance.objects.filter(models.Q(person_id=person.pk) | models.Q(delegate_id=person.pk))
        return super().sight(person, path) | models.Q(**{f"{path}pk__in": part.values("review")})


class Cadence(models.TextChoices):
    """How often a forum meets."""

    DAY = "day", _("daily")
    WEEK = "week", _("weekly")
    MONTH = "month", _("monthly")
    QUARTER = "quarter", _("quarterly")
    YEAR = "year", _("yearly")
    NEEDED = "needed", _("as needed")


class Forum(Traced):
    """A round that meets again and again and decides; what its forecasts came to is counted together. It is known to
    those who see its unit, its name also to those who see one of its reviews or decisions.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forums", verbose_name=_("unit"))
    cadence = models.CharField(_("meets"), max_length=8, choices=Cadence.choices)
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = InUnitManager()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


ReviewManager = TracedManager.from_queryset(ReviewQuerySet)


class Review(Record):
    """A meeting, or a part of one, in which leadership looks at inputs and decides. `due` is its date.

    `tier` is the key of the template it was called by (`reviews.tiers`), "" for none: then it takes everything.
    """

    KIND = REVIEW
    LATER = frozenset({"forum_id", "tier"})

    record = base_of()
    forum = models.ForeignKey(
        Forum, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("forum")
    )
    tier = models.CharField(max_length=8, blank=True, default="", editable=False)
    since = models.DateField(_("looks back to"))
    summary = models.TextField(_("conclusion"), max_length=10_000, blank=True, default="")

    objects = ReviewManager()  # type: ignore[misc]

    def searchable(self) -> str:
        return self.summary

    def bound(self, link: Link) -> str:
        """What was agreed here stays in the minutes."""
        agreed = link.record_id == self.pk and Record.objects.filter(pk=link.other_id, created_at=link.at).exists()
        return str(_("what was agreed in a meeting stays in its minutes.")) if agreed else super().bound(link)


class Presence(models.TextChoices):
    """How somebody took part."""

    INVITED = "invited", _("invited")
    PRESENT = "present", _("present")
    DELEGATED = "delegated", _("delegated")
    ABSENT = "absent", _("absent")


class Attendance(Traced):
    """One person at one review; `invited` or one who came without being so."""

    LATER = frozenset({"invited"})

    review = models.ForeignKey(Review, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.INVITED)
    delegate = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    invited = models.BooleanField(default=True, editable=False)

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "person"], name="reviews_attend_once")]


class AgendaItem(Traced):
    """A record on the agenda, with the reason why it is there and what was said.

    It may stand for several: `together` are the keys of the records beside it; where units changed together as one set,
    `named` those of the series that changed and `judged` of all that were looked at. The reason tells of the record
    alone and of the series `behind` it, `plain` of the record alone ("" from before it was kept): who sees what of the
    others, and which of both, is for whoever reads (`reviews.queries.items`).

    A `topic` of somebody's own, with who brings it (`owner`), stands on the record of the meeting itself. `moved_at`:
    when somebody moved it by hand.
    """

    LATER = frozenset({"together", "named", "judged", "behind", "plain", "topic", "owner_id", "moved_at"})

    review = models.ForeignKey(Review, models.PROTECT, related_name="items")
    record = models.ForeignKey(Record, models.PROTECT, related_name="agenda_items")
    together = models.JSONField(default=list)
    named = models.JSONField(default=list)
    judged = models.JSONField(default=list)
    behind = models.JSONField(default=list)
    topic = models.CharField(_("topic"), max_length=200, blank=True, default="")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    reason = models.CharField(max_length=REASON)
    plain = models.CharField(max_length=REASON, blank=True, default="")
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField()
    looked_at = models.BooleanField(default=False)
    minute = models.TextField(_("minute"), max_length=4_000, blank=True, default="")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "record", "topic"], name="reviews_once_on_the_agenda")
        ]

    @property
    def keys(self) -> frozenset[int]:
        """Of all records it is about; of a topic none."""
        return frozenset() if self.topic else frozenset({self.record_id, *self.together})


class TakenOff(Traced):
    """What a meeting does not talk about although it was on its agenda, with the reason; it does not come back when the
    agenda is brought up to date. What it consisted of, and a `topic`, as on the agenda.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="taken_off")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    together = models.JSONField(default=list)
    named = models.JSONField(default=list)
    judged = models.JSONField(default=list)
    topic = models.CharField(max_length=200, blank=True, default="")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300)

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "record", "topic"], name="reviews_off_the_agenda_once")
        ]


class Unplaced(Traced):
    """How many records of a section found no place on an agenda when it was pulled, in the eyes of who pulled it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="unplaced")
    section = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["section"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "section"], name="reviews_unplaced_once")]
