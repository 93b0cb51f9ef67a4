"""Which indicators were tied to which input, with the series of the pack that told about it and how fresh they were, as
`queries.inputs.tied` tells of live rows.
"""

from datetime import date

from pilothouse.measures.models import Indicator, Intake, Series, Signal
from pilothouse.measures.periods import periods_late
from pilothouse.measures.withdrawn import without_withdrawn
from pilothouse.reviews.models import InputFeed
from pilothouse.reviews.queries.packing.known import Known, measured
from pilothouse.reviews.queries.packing.records import Told, iso


def tied_told(known: Known) -> list[Told]:
    """Each tie in the order in which it was made, who said so, when, and why."""
    indicators = known.past.by_key(Indicator)
    waiting = {one.series_id: one.code for one in known.past.every(Signal) if one.ended_at is None}
    feeds = list(known.past.every(InputFeed))
    latest = _latest(known, {one.indicator_id for one in feeds})
    by_indicator: dict[int, list[tuple[Series, int]]] = {}
    for index, series in enumerate(known.series):
        by_indicator.setdefault(series.indicator_id, []).append((series, index))
    return [
        {
            "input": one.input,
            "indicator": indicators[one.indicator_id].code,
            "title": indicators[one.indicator_id].title,
            "ended": indicators[one.indicator_id].ended_at is not None,
            "reason": one.reason,
            "on": one.on.isoformat(),
            "by": known.name(one.by_id),
            "latest": iso(latest.get(one.indicator_id)),
            "series": _series(known, by_indicator.get(one.indicator_id, ()), waiting),
        }
        for one in feeds
    ]


def _latest(known: Known, indicators: set[int]) -> dict[int, date]:
    """By indicator the day on which the last value came to any of its series here or below, running or not."""
    here = [one for one in known.past.every(Series) if one.indicator_id in indicators and known.below(one.unit_id)]
    rows, arrived = measured(known.past, [one.pk for one in here])
    kept, intakes = without_withdrawn(rows), known.past.by_key(Intake)
    periods = dict(zip(kept.series.tolist(), kept.days.tolist(), strict=True))  # of each series the last
    found: dict[int, date] = {}
    for one in here:
        if one.pk in periods:
            came = known.day(intakes[arrived[one.pk][date.fromordinal(periods[one.pk])][-1]].at)
            found[one.indicator_id] = max(found.get(one.indicator_id, came), came)
    return found


def _series(known: Known, several: "list[tuple[Series, int]] | tuple[()]", waiting: dict[int, str]) -> list[Told]:
    """What asks for attention first, then by unit."""
    ordered = sorted(several, key=lambda one: (one[0].unit.path, one[0].label, one[0].pk))
    told = [_one(known, series, index, waiting.get(series.pk)) for series, index in ordered]
    return sorted(told, key=lambda one: (one["signal"] is None, one["came"] is not None and not one["late"]))


def _one(known: Known, series: Series, index: int, signal: str | None) -> Told:
    """When its latest value came (None where it has none), whether the next one is overdue, and the signal that waits
    for an answer.
    """
    days = known.book.rows.days[known.book.span(index)]
    latest = date.fromordinal(int(days[-1])) if len(days) else None
    came = known.past.by_key(Intake)[known.arrived[series.pk][latest][-1]].at if latest else None
    return {
        "series": series.pk,
        "came": known.day(came).isoformat() if came else None,
        "late": latest is None or periods_late(latest, series.indicator.frequency, known.today, 1) > 0,
        "signal": signal,
    }
