"""Everything the chart of a series is drawn from, read along with another row instead of by queries of its own."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery

from pilothouse.measures.aspects import Aspects, aspects_in, with_aspects
from pilothouse.measures.lines import current_of
from pilothouse.measures.models import Measurement, Series
from pilothouse.measures.rules import Columns
from pilothouse.trail.gathered import gathered, number

_NUMBERS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Trace:
    """Current values of a series and its aspects. For reading only."""

    rows: Columns
    aspects: Aspects


def traced(series: Any) -> dict[str, Subquery]:
    """Annotations from which `trace_in` reads; `series` is a key, or an `OuterRef` to one."""
    values = gathered(Measurement.objects.filter(series=series), ("id", "period", *_NUMBERS))
    return {"_values": values, **with_aspects(series)}


def trace_in(row: Any, series: Series) -> Trace:
    """The trace of a series out of a row that was annotated with it."""
    values = sorted(row._values or (), key=lambda one: (one["period"], one["id"]))
    stored = [(series.pk, one["period"], *(number(one[name]) for name in _NUMBERS)) for one in values]
    return Trace(current_of(stored), aspects_in(row, series))
