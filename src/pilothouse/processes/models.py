"""Rows: processes and the hand-overs between them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.processes.states import PROCESS
from pilothouse.records.models import Record, base_of
from pilothouse.trail.models import Traced


class Part(models.TextChoices):
    """Where a process stands on the map: leading above, core in the chain, supporting below."""

    LEADING = "leading", _("leading")
    CORE = "core", _("core")
    SUPPORTING = "supporting", _("supporting")


class Process(Record):
    """Linked activities turning inputs into an intended result; its owner is the one person answerable."""

    KIND = PROCESS

    record = base_of()
    purpose = models.TextField(_("purpose"), max_length=2_000)
    part = models.CharField(_("part"), max_length=12, choices=Part.choices, default=Part.CORE)
    position = models.PositiveSmallIntegerField(_("position in the chain"), default=0)

    def searchable(self) -> str:
        return self.purpose


class Handover(Traced):
    """An agreed exchange: output of one process, input of another. An open end is the world outside."""

    giver = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="outputs")
    taker = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="inputs")
    what = models.CharField(_("what is handed over"), max_length=120)
    agreed = models.TextField(_("what good looks like"), max_length=1_000, blank=True, default="")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["giver", "taker", "what"], name="processes_handed_over_once"),
            models.CheckConstraint(
                condition=models.Q(giver__isnull=False) | models.Q(taker__isnull=False),
                name="processes_handover_touches_a_process",
            ),
        ]

    def __str__(self) -> str:
        return self.what
