"""Packs, and who signed them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import InUnitManager, Person, Unit
from pilothouse.reviews.models.meetings import Review
from pilothouse.trail.chain import digest
from pilothouse.trail.models import Traced


class Pack(Traced):
    """What leaders knew at a cut-off, frozen: canonical JSON, its digest, and where the history stood.

    `entries` and `root` are the checkpoint of the history from which alone the pack can be made again. History keeps
    the digest of the body, not the body.
    """

    TRAIL_LEAVES_OUT = frozenset({"body"})

    review = models.ForeignKey(Review, models.PROTECT, related_name="packs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    cut_off = models.DateTimeField(_("cut-off"))
    entries = models.BigIntegerField()
    root = models.CharField(max_length=64)
    body = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = InUnitManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "number"], name="reviews_pack_numbered")]

    def __str__(self) -> str:
        return f"{self.review.code}/{self.number}"


class Rating(models.TextChoices):
    """What top management concludes of the system (9.3.1)."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly: decided what to change")
    NO = "no", _("no: decided what to change")


class Signature(Traced):
    """Top management has seen a pack and concluded: is the system suitable, adequate, effective, aligned?

    `name` is that of who signed, on that day; empty for signatures from before it was kept.
    """

    PERSONAL = frozenset({"name"})
    LATER = frozenset({"name"})

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="signatures")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    suitable = models.CharField(_("suitable for what we do"), max_length=6, choices=Rating.choices)
    adequate = models.CharField(_("adequate: all of it is there"), max_length=6, choices=Rating.choices)
    effective = models.CharField(_("effective: it reaches its results"), max_length=6, choices=Rating.choices)
    aligned = models.CharField(_("in line with where we are going"), max_length=6, choices=Rating.choices)
    note = models.TextField(_("in one line"), max_length=1_000, blank=True, default="")

    # Set by queries.packs.signed, which holds rows against history.
    told_otherwise = False

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pack", "by"], name="reviews_sign_once")]

    def personal_subject(self) -> int:
        """Who signed."""
        return self.by_id

    @property
    def signed_as(self) -> str:
        """The name under which it was signed."""
        return self.name or self.by.name

    @property
    def is_valid(self) -> bool:
        """Is it what history tells of it, and does the pack still hold the text for which it was given?"""
        return not self.told_otherwise and self.digest == digest(self.pack.body)


class Outcome(models.TextChoices):
    """What came of making a pack again."""

    EQUAL = "equal", _("Made again, and equal to the byte")
    EDITION = "edition", _("Whole, and judged by another edition of the engine")
    VALUES = "values", _("Not equal: measurements were changed")
    DIFFERENT = "different", _("Not equal")
    ALTERED = "altered", _("Not what was frozen")
    UNKNOWN = "unknown", _("Cannot be checked here")


class PackCheck(models.Model):
    """What came of it when somebody last made a pack again: see queries.checking.Checked for the words.

    Derived: it is made anew whenever somebody asks. `differences` are at most the first 200: place, was, now.
    """

    pack = models.OneToOneField(Pack, models.CASCADE, primary_key=True, related_name="check_kept")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    made_by = models.CharField(max_length=40, blank=True, default="")
    here = models.CharField(max_length=40, blank=True, default="")
    differences = models.JSONField(default=list)
    count = models.PositiveIntegerField(default=0)
    figures = models.PositiveIntegerField(default=0)
