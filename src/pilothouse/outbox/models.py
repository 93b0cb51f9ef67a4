"""Rows: letters that wait, were sent or failed, and the days on which they were written."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person


class Standing(models.TextChoices):
    """Where a letter stands."""

    WAITING = "waiting", _("waits")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class WrittenDay(models.Model):
    """A day whose letters are written: once, whoever else tries. `people` is how many were asked about."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    people = models.PositiveIntegerField()


class Letter(models.Model):
    """The digest of one person and day, at most one ever. No history: what it says stands in the records, and its text
    is personal; it is wiped when it was sent. `told` names what it told, so that the next one knows what is new.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="letters")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=Standing.choices, default=Standing.WAITING)
    subject = models.CharField(max_length=200)
    text = models.TextField(default="")
    html = models.TextField(default="")
    told = models.JSONField(default=list)
    lines = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "day"], name="outbox_one_a_day")]
        indexes: ClassVar = [
            models.Index(fields=["state", "not_before"], condition=models.Q(state="waiting"), name="outbox_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.person_id}"

    @property
    def failed(self) -> bool:
        return self.state == Standing.FAILED
