"""Rows: policy, themes and the tree of objectives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.records.models import Record, base_of
from pilothouse.strategy.states import OBJECTIVE, POLICY, THEME


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
