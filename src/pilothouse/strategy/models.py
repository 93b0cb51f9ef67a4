"""Rows: policy, themes, the tree of objectives, and what these rest on."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person
from pilothouse.records.models import Record, base_of
from pilothouse.strategy.states import ASSUMPTION, CONTEXT, OBJECTIVE, PARTY, POLICY, THEME
from pilothouse.trail.models import Traced


class Policy(Record):
    """Intentions of top management. One is valid; earlier ones stay readable."""

    KIND = POLICY

    record = base_of()
    text = models.TextField(_("text"), max_length=10_000)

    def searchable(self) -> str:
        return self.text


class Theme(Record):
    """A strategic strand."""

    KIND = THEME

    record = base_of()
    text = models.TextField(_("what it means"), max_length=2_000, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    def searchable(self) -> str:
        return self.text


class Objective(Record):
    """A result to be achieved by its due date; it may serve a higher one."""

    KIND = OBJECTIVE

    record = base_of()
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="objectives", verbose_name=_("theme")
    )
    serves = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="served_by", verbose_name=_("serves")
    )
    why = models.TextField(_("why it matters"), max_length=2_000, blank=True, default="")

    def searchable(self) -> str:
        return self.why


def _every() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(_("checked every … days"))


def _told_by() -> "models.ForeignKey[Record | None, Record | None]":
    """The indicator that tells about it. A record here: measures look upstream to strategy, not the other way."""
    return models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("told by"))


class Assumption(Record):
    """What is taken for true while objectives are set. `text` says what if not; `due` when it is checked again."""

    KIND = ASSUMPTION

    record = base_of()
    text = models.TextField(_("what if it does not hold"), max_length=4_000)
    every = _every()
    told_by = _told_by()

    def searchable(self) -> str:
        return self.text


class Side(models.TextChoices):
    """Where a context issue lies."""

    INSIDE = "inside", _("inside")
    OUTSIDE = "outside", _("outside")


class ContextIssue(Record):
    """A factor inside or outside that bears on results. One of them is the answer about climate: `relevant` or not."""

    KIND = CONTEXT

    record = base_of()
    text = models.TextField(_("how it bears on us"), max_length=4_000)
    side = models.CharField(_("where"), max_length=8, choices=Side.choices)
    climate = models.BooleanField(default=False, editable=False)
    relevant = models.BooleanField(_("relevant"), default=True)
    every = _every()
    told_by = _told_by()

    def searchable(self) -> str:
        return self.text


class InterestedParty(Record):
    """Someone who affects us or is affected; `text` holds their needs, one a line."""

    KIND = PARTY

    record = base_of()
    text = models.TextField(_("needs and expectations"), max_length=4_000)
    every = _every()
    told_by = _told_by()

    def searchable(self) -> str:
        return self.text


class Resting(Traced):
    """An objective rests on an assumption, a context issue or the needs of a party."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="carries")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="rests_on")

    class Meta(Traced.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "objective"], name="strategy_rests_once")]


class Finding(models.TextChoices):
    """What a check found; the name of the step that it takes."""

    HOLD = "hold", _("still holds")
    CHANGE = "change", _("changed")
    FALL = "fall", _("no longer holds")


class Check(Traced):
    """Somebody looked whether it still holds."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="checks")
    on = models.DateField()
    finding = models.CharField(max_length=8, choices=Finding.choices)
    note = models.TextField(max_length=2_000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-on", "-id"]
