"""Rows: what the mirror shows and what is told of promises, worked out by the worker; have leaders opened it to all?"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.bridge.reliability import Promises
from pilothouse.organisation.models import Person
from pilothouse.trail.models import Traced


class Standing(models.Model):
    """One question of the mirror as it stands. Derived: thrown away and worked out anew by the worker's survey.

    `line` holds lists with one place for each closed period, the oldest first: `periods` (ISO), `since` (the first of
    the periods told together there; None: too few people so far), `numerators`, `denominators` (None with `since`), and
    in shown units `values` (None: too few to tell), `centre`, `lower`, `upper` (None: not judged) and `sides` (−1, +1:
    shows a change). Nothing that may not be shown is kept. `people`: how many it speaks about, in the smaller of two
    groups that it tells apart (None: it speaks about things). `units` lists (unit, how many people it speaks of,
    numerator, denominator) of the latest year; no numbers of those that are not shown. `status` is what is known of the
    line (see `Reading`); its latest change is `onset`, `found`, `side`, `before` and `after`, None for none.
    """

    name = models.CharField(max_length=40, primary_key=True)
    people = models.PositiveIntegerField(null=True)
    line = models.JSONField(default=dict)
    units = models.JSONField(default=list)
    status = models.CharField(max_length=12, default="no_data")
    onset = models.DateField(null=True)
    found = models.DateField(null=True)
    side = models.SmallIntegerField(null=True)
    before = models.FloatField(null=True)
    after = models.FloatField(null=True)

    def __str__(self) -> str:
        return self.name


class PromisesTold(models.Model):
    """Promises of the months from `first` to `last` (their first days): of the whole organisation, of one `unit`, or of
    one `process` (0: of none) within it. No numbers of what speaks of too few people. Derived like `Standing`.
    """

    first = models.DateField()
    last = models.DateField()
    unit = models.BigIntegerField(null=True)
    process = models.BigIntegerField(null=True)
    made = models.PositiveIntegerField(null=True)
    kept = models.PositiveIntegerField(null=True)
    moved = models.PositiveIntegerField(null=True)
    days = models.IntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["last", "id"]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"

    @property
    def promises(self) -> Promises:
        """Its numbers; none where they are not told."""
        return Promises(self.made or 0, self.kept or 0, self.moved or 0, self.days or 0)


class Opening(Traced):
    """Leaders have opened the mirror to everybody, with a word to those who read it; `closed_at`: and closed it."""

    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    word = models.TextField(_("a word to those who read it"), max_length=1_000, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(models.Value(1), condition=models.Q(closed_at=None), name="mirror_opened_once")
        ]
