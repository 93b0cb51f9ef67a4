"""Which indicators were tied to which input, with the series of the pack that told about it and how fresh they were, as
`queries.inputs.tied` tells of live rows.
"""

from datetime import date

from pilothouse.measures.models import Indicator, Intake, Series, Signal
from pilothouse.measures.periods import periods_late
from pilothouse.reviews.models import InputFeed
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told


def tied_told(known: Known) -> list[Told]:
    """Each tie in the order in which it was made, who said so, when, and why."""
    indicators = known.past.by_key(Indicator)
    waiting = {one.series_id: one.code for one in known.past.every(Signal) if one.ended_at is None}
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
            "series": _series(known, by_indicator.get(one.indicator_id, ()), waiting),
        }
        for one in known.past.every(InputFeed)
    ]


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
