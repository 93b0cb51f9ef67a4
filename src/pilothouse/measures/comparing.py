"""The units of one indicator at one time: what each counted, of how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pilothouse.measures.lines import current_of
from pilothouse.measures.models import Indicator, Measurement, Reading, Series
from pilothouse.measures.periods import periods_back
from pilothouse.measures.provenance import TOLD
from pilothouse.measures.queries import not_over
from pilothouse.measures.rules import Floats
from pilothouse.organisation.models import Person
from pilothouse.organisation.rules import without_wholes
from pilothouse.spc import Funnel, funnel

_MOST = 300


@dataclass(frozen=True)
class Compared:
    """Series with a value in the span from `first` to `last`, and what they add up to there; `funnel` judges them."""

    series: list[Series]
    cases: Floats
    sizes: Floats
    first: date
    last: date
    funnel: Funnel


def compared(person: Person, indicator: Indicator, periods: int, on: date) -> Compared | None:
    """The units this person sees, compared over the latest `periods`; None where there is nothing to compare. Two
    queries. Only proportions and rates can be: a measured value has no size.
    """
    if not indicator.has_denominator:
        return None
    seen = Series.objects.seen_by(person).filter(not_over(on), indicator=indicator)
    rows = seen.select_related(*TOLD).order_by("unit__path", "label")[:_MOST]
    known = [(one, day) for one in _apart(list(rows)) if (day := _latest(one)) is not None]
    latest = [day for _, day in known if day <= on]
    if not latest:
        return None
    last = max(latest)
    first = periods_back(last, indicator.frequency, periods - 1)
    return _judged([one for one, _ in known], indicator, first, last)


def _latest(series: Series) -> date | None:
    reading: Reading | None = getattr(series, "reading", None)
    return reading.latest_period if reading is not None else None


def _apart(series: list[Series]) -> list[Series]:
    """Those that do not count the same cases twice: no whole beside its parts, be they units or parts of one."""
    lowest = without_wholes(one.unit.path for one in series)
    parted = {one.unit_id for one in series if one.label}
    return [one for one in series if one.unit.path in lowest and (one.label or one.unit_id not in parted)]


def _judged(series: Sequence[Series], indicator: Indicator, first: date, last: date) -> Compared | None:
    found = Measurement.objects.filter(series__in=[one.pk for one in series], period__range=(first, last))
    fields = ("series_id", "period", "value", "numerator", "denominator")
    rows = current_of(list(found.order_by("series_id", "period", "id").values_list(*fields)))
    keys = np.array([one.pk for one in series])
    among = rows.series[:, None] == keys[None, :]
    cases, sizes = rows.numerators @ among, rows.denominators @ among
    kept = np.flatnonzero(sizes > 0).tolist()
    if len(kept) < 2:
        return None
    told = funnel(cases[kept], sizes[kept], kind="proportion" if indicator.value_kind == "proportion" else "rate")
    return Compared([series[place] for place in kept], cases[kept], sizes[kept], first, last, told)
