"""What is measured and where: indicators and their series."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.rules import Terms
from pilothouse.measures.states import INDICATOR
from pilothouse.organisation.models import InUnitManager, Unit
from pilothouse.processes.models import Process
from pilothouse.records.models import Record, base_of
from pilothouse.strategy.models import Objective
from pilothouse.trail.models import Traced


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


def terms_for(indicator: Indicator, ended_on: date | None) -> Terms:
    """What rows of a series of this indicator must keep to; nothing comes in for a retired one."""
    last = date.min if indicator.ended else ended_on or date.max
    return Terms(indicator.value_kind, indicator.frequency, last.toordinal())


def terms_of(series: Series) -> Terms:
    """What rows of this series must keep to."""
    return terms_for(series.indicator, series.ended_on)
