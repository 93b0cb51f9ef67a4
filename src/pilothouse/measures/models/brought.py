"""What came in and where it came from: sources, intakes and the sealed measurements."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models.defined import Series
from pilothouse.organisation.models import InUnitManager, Person, Unit
from pilothouse.trail.models import Traced
from pilothouse.trail.sealed import Row, Seal, Sealed


class Route(models.TextChoices):
    """By which way values came in."""

    FORM = "form", _("entered by hand")
    PASTE = "paste", _("pasted")
    FILE = "file", _("file")
    SOURCE = "source", _("source")


class Source(Traced):
    """A file and a query that yield measurements, refreshed by the worker: by schedule, or since `asked_at`."""

    LATER = frozenset({"asked_at", "asked_by_id"})

    name = models.CharField(_("name"), max_length=120, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sources")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    path = models.CharField(_("file"), max_length=300)
    sql = models.TextField(_("query"), max_length=20_000)
    every_hours = models.PositiveSmallIntegerField(_("refresh every … hours"), null=True, blank=True)
    last_run = models.DateTimeField(null=True, blank=True)
    last_problem = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = InUnitManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Intake(Traced):
    """One act of bringing measurements in: its provenance, and the fingerprint of its rows."""

    LATER = frozenset({"marks_digest"})

    route = models.CharField(max_length=8, choices=Route.choices)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="intakes")
    name = models.CharField(max_length=200, blank=True, default="")
    file_digest = models.CharField(max_length=64, blank=True, default="")
    query = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    rows = models.PositiveIntegerField()
    rows_digest = models.CharField(max_length=64)
    marks_digest = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]


class Measurement(Sealed):
    """One value of a series for one period. Never edited: a later row for the same period supersedes it, and one
    without a value withdraws it; its parts keep what is withdrawn (see measures/withdrawn.py).
    """

    SEAL = Seal(
        parent="intake_id",
        columns=("series_id", "period", "value", "numerator", "denominator"),
        packing="qqddd",
    )

    series = models.ForeignKey(Series, models.PROTECT, related_name="measurements", db_index=False)  # begins the index
    period = models.DateField()
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="measurements")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["series", "period", "id"], name="measures_line")]

    @classmethod
    def told(cls, row: Row) -> tuple[str, str]:
        """The series and the period, and the value; what a hand from outside left is told as it stands."""
        key, period, value, numerator, denominator = row
        day = date.fromordinal(period).isoformat() if isinstance(period, int) else period
        series = Series.objects.filter(pk=key).first() if isinstance(key, int) else None
        parts = "" if denominator is None or denominator != denominator else f" ({numerator!r} of {denominator!r})"
        told = _("withdrawn") if value is None else f"value {value!r}"
        return f"series {key} ({series or _('there is none')}), {day}", f"{told}{parts}"
