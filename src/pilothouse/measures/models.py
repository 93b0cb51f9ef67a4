"""Rows: indicators, series, measurements and where they came from, baselines, targets, signals."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.rules import Terms
from pilothouse.measures.states import INDICATOR, SIGNAL
from pilothouse.organisation.models import InUnitManager, Person, Unit
from pilothouse.processes.models import Process
from pilothouse.records.models import Record, base_of
from pilothouse.strategy.models import Objective
from pilothouse.trail.models import Traced
from pilothouse.trail.sealed import Row, Seal, Sealed


class ValueKind(models.TextChoices):
    """How a value comes to be, and so how its routine variation is judged."""

    VALUE = "value", _("value (measured)")
    COUNT = "count", _("count (events in equal periods)")
    PROPORTION = "proportion", _("proportion (part of a whole)")
    RATE = "rate", _("rate (events per exposure)")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")


class Frequency(models.TextChoices):
    """How often a value is due. Periods are named by their first day."""

    DAY = "day", _("daily")
    WEEK = "week", _("weekly")
    MONTH = "month", _("monthly")
    QUARTER = "quarter", _("quarterly")
    YEAR = "year", _("yearly")


class Indicator(Record):
    """A defined measure. Proportions and rates are shown times `scale` (100 for per cent, 1,000 for per thousand)."""

    KIND = INDICATOR
    READ_ALONG = ("process",)

    record = base_of()
    definition = models.TextField(_("operational definition"), max_length=4_000)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40)
    value_kind = models.CharField(_("kind of value"), max_length=12, choices=ValueKind.choices)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices)
    frequency = models.CharField(_("frequency"), max_length=8, choices=Frequency.choices)
    scale = models.FloatField(_("shown times"), default=1.0)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=1)
    season = models.PositiveSmallIntegerField(_("season in periods"), null=True, blank=True)
    process = models.ForeignKey(
        Process, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name=_("process")
    )

    def searchable(self) -> str:
        return self.definition

    @property
    def has_denominator(self) -> bool:
        return self.value_kind in {ValueKind.PROPORTION, ValueKind.RATE}


class Serving(Traced):
    """An indicator tells about an objective."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="servings")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="servings")

    class Meta(Traced.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "objective"], name="measures_serves_once")
        ]


class Series(Traced):
    """An indicator in one unit, or in one part of it (`label`): the line of values that is charted and watched."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="series")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series")
    label = models.CharField(_("part"), max_length=60, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = InUnitManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"
        ordering: ClassVar = ["indicator_id", "unit_id", "label"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "unit", "label"], name="measures_one_series_each")
        ]

    def __str__(self) -> str:
        return f"{self.indicator.title}, {self.place}"

    @property
    def place(self) -> str:
        """LGA, or LGA · Delta."""
        return f"{self.unit.code} · {self.label}" if self.label else self.unit.code


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
    """One value of a series for one period. Never edited: a later row for the same period supersedes it."""

    SEAL = Seal(
        parent="intake_id",
        columns=("series_id", "period", "value", "numerator", "denominator"),
        packing="qqddd",
    )

    series = models.ForeignKey(Series, models.PROTECT, related_name="measurements", db_index=False)  # begins the index
    period = models.DateField()
    value = models.FloatField()
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
        return f"series {key} ({series or _('there is none')}), {day}", f"value {value!r}{parts}"


class Baseline(Traced):
    """The span of data that fixed the limits of a series from then on, and why. The latest one counts.

    `left_out` names periods (ISO dates) inside the span that a known special cause has disturbed: they do not
    shape the limits, and are judged against them in hindsight.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="baselines")
    first = models.DateField(_("first period"))
    last = models.DateField(_("last period"))
    left_out = models.JSONField(_("periods left out"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="measures_baseline_forward")
        ]


class Target(Traced):
    """The wanted value of a series by a date, for an objective. In the units the indicator is shown in."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="targets")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="targets")
    value = models.FloatField(_("target"))
    by = models.DateField(_("by"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(ended_at=None), name="measures_one_live_target"
            )
        ]


class Reading(models.Model):
    """The latest judgement of a series, kept so that no page computes it. Derived: rebuilt whenever values arrive.

    Numbers are in shown units. `status` is watched, too_short, constant or no_data; `side` is what the latest point
    says (-1 lower, +1 higher, 0 routine variation), `change` the side of a change that still goes on (its last alarm is
    among the last 8 points), else 0; `chance` that the next value meets the target (0 to 1).
    `picture` holds what a sparkline and a list line need: lists `periods` (ISO), `values` and `sides` of the last 26
    points, the latest `centre`, `lower` and `upper` (None where there are none), `target` and `capability`
    (capable, hit_and_miss, not_capable, cannot_be_told) where there is a target.
    """

    series = models.OneToOneField(Series, models.CASCADE, primary_key=True, related_name="reading")
    points = models.PositiveIntegerField(default=0)
    latest_period = models.DateField(null=True)
    latest = models.FloatField(null=True)
    centre = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    status = models.CharField(max_length=12, default="no_data")
    side = models.SmallIntegerField(default=0)
    change = models.SmallIntegerField(default=0)
    chance = models.FloatField(null=True)
    judged_at = models.DateTimeField(null=True)
    picture = models.JSONField(default=dict)


class Signal(Record):
    """Evidence that a series really changed."""

    KIND = SIGNAL

    record = base_of()
    series = models.ForeignKey(Series, models.PROTECT, related_name="signals")
    rule = models.PositiveSmallIntegerField()
    onset = models.DateField()
    found = models.DateField()
    side = models.SmallIntegerField()
    better = models.BooleanField()
    strength = models.FloatField()
    explanation = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    def searchable(self) -> str:
        return self.explanation

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["series", "found"], name="measures_signal_of"),
            models.Index(fields=["onset", "record"], name="measures_signal_began"),
            models.Index(fields=["strength", "record"], name="measures_signal_strength"),
        ]


def terms_for(indicator: Indicator, ended_on: date | None) -> Terms:
    """What rows of a series of this indicator must keep to; nothing comes in for a retired one."""
    last = date.min if indicator.ended else ended_on or date.max
    return Terms(indicator.value_kind, indicator.frequency, last.toordinal())


def terms_of(series: Series) -> Terms:
    """What rows of this series must keep to."""
    return terms_for(series.indicator, series.ended_on)
