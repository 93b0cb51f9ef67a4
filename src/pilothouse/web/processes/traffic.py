"""How much a process hands over: what its own indicators count, as far as a person may see their series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from pilothouse.charts.process_map import HEAVIEST
from pilothouse.measures.models import Direction, Measurement, ValueKind
from pilothouse.measures.queries import running_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Process
from pilothouse.web.kit.components.marks import num

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.25}


@dataclass(frozen=True)
class Traffic:
    """How many a week a process deals with, and the indicator that counts them."""

    weekly: float
    counted_by: str
    weight: int = 0

    @property
    def words(self) -> str:
        """“about 6 520 a week, counted by Departures on time”."""
        amount = {"count": num(self.weekly, 0), "indicator": self.counted_by}
        return _("about %(count)s a week, counted by %(indicator)s") % amount


def traffic_of(processes: Sequence[Process], person: Person, on: date) -> dict[int, Traffic]:
    """The traffic of each process that counts anything, by its key. One query.

    What a process counts is its oldest count of which more is better (its volume); where it has none, what its oldest
    share or rate is counted on. The latest value of each series is taken, and all of them are added.
    """
    found: dict[int, Traffic] = {}
    for process, title, frequency, _kind, counted, based in _COUNTED.rows(person, [one.pk for one in processes], on):
        total = counted if _kind == ValueKind.COUNT else based
        if process not in found and total and total > 0:
            found[process] = Traffic(total * 7 / _DAYS[frequency], title)
    most = max((one.weekly for one in found.values()), default=1.0)
    return {key: Traffic(one.weekly, one.counted_by, _weight(one.weekly / most)) for key, one in found.items()}


def _weight(share: float) -> int:
    """From 1 to the heaviest: the root lets a tenth of the most still be told from nothing."""
    return min(max(ceil(sqrt(share) * HEAVIEST), 1), HEAVIEST)


def _counted(person: Person, keys: list[int], on: date) -> "QuerySet[Any]":
    """(process, indicator, its frequency and kind, sum of latest values, sum of latest denominators), counts first."""
    volume = Q(indicator__value_kind=ValueKind.COUNT, indicator__direction=Direction.UP)
    shares = Q(indicator__value_kind__in=(ValueKind.PROPORTION, ValueKind.RATE))
    latest = Measurement.objects.filter(series=OuterRef("pk"), period=OuterRef("reading__latest_period"))
    found = running_series(person, on).filter(volume | shares, indicator__process__in=keys).order_by()
    return (
        found.annotate(base=Subquery(latest.order_by("-id").values("denominator")[:1]))
        .values("indicator__process_id", "indicator__title", "indicator__frequency", "indicator__value_kind")
        .annotate(number=F("indicator__number"), counted=Sum("reading__latest"), based=Sum("base"))
        .order_by("indicator__value_kind", "number")
        .values_list(
            "indicator__process_id", "indicator__title", "indicator__frequency", "indicator__value_kind",
            "counted", "based",
        )
    )  # fmt: skip


_COUNTED = KeptSight[Any](_counted)
