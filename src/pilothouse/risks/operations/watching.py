"""The round that looks at every trip-wire: run after measurements came in, safe to run again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Signal
from pilothouse.measures.pictures import tidy
from pilothouse.measures.rules import Columns
from pilothouse.risks.models import Risk, Trip, Tripwire
from pilothouse.risks.operations.warning import trip_risk
from pilothouse.risks.rules import crossings, past
from pilothouse.trail.act import Act

Shown = dict[str, Any]


def watch_tripwires(act: Act) -> list[Trip]:
    """Trip every risk whose sign has shown since its wire was set and was not told yet; two queries where none has.

    The act is the system person's. Values are those of the readings, which hold the latest 26 of a series; where they
    begin beyond the line, one query for all such wires looks for the value with which that began.
    """
    live = Tripwire.objects.filter(ended_at=None, record__ended_at=None)
    wires = list(live.select_related("series__reading", "series__indicator"))
    if not wires:
        return []
    told: dict[int, set[date]] = defaultdict(set)
    for wire, period in Trip.objects.filter(wire__in=wires).values_list("wire", "period"):
        told[wire].add(period)
    fresh = _fresh_signals([wire for wire in wires if wire.level is None])
    earlier = current_values(sorted({wire.series_id for wire in wires if _stays_beyond(wire)}))
    trips = []
    for wire in wires:
        for sign in _signs(wire, fresh.get(wire.series_id, ()), earlier):
            if sign["period"] not in told[wire.pk]:
                told[wire.pk].add(sign["period"])
                risk = Risk.objects.with_people().get(pk=wire.record_id)
                trips.append(trip_risk(act, risk, wire=wire, **sign))
    return trips


def _fresh_signals(wires: Sequence[Tripwire]) -> dict[int, list[Signal]]:
    found: dict[int, list[Signal]] = defaultdict(list)
    if wires:
        since = min(wire.at for wire in wires)
        worse = Signal.objects.filter(series__in={wire.series_id for wire in wires}, better=False)
        for signal in worse.filter(created_at__gt=since).order_by("pk"):
            found[signal.series_id].append(signal)
    return found


def _signs(wire: Tripwire, signals: Sequence[Signal], earlier: Columns) -> Iterator[Shown]:
    if wire.level is None:
        for signal in signals:
            if signal.created_at > wire.at:
                yield {"period": signal.found, "signal": signal}
        return
    periods, values, whole = _kept(wire)
    if _stays_beyond(wire):
        yield from _began_earlier(wire, wire.level, periods[0], earlier)
    for period, value in crossings(periods, values, wire.level, wire.side, since=wire.since, whole=whole):
        yield {"period": period, "value": value}


def _kept(wire: Tripwire) -> tuple[list[date], list[float | None], bool]:
    """The latest values of its series that are known, and whether they are the whole of it."""
    reading = getattr(wire.series, "reading", None)
    picture = reading.picture if reading else {}
    periods, values = picture.get("periods", ()), picture.get("values", ())
    known = [(date.fromisoformat(day), value) for day, value in zip(periods, values, strict=True) if value is not None]
    days, numbers = [day for day, _value in known], [value for _day, value in known]
    return days, numbers, len(periods) == (reading.points if reading else 0)


def _stays_beyond(wire: Tripwire) -> bool:
    """Do the values kept begin beyond the line, so that they do not show since when?"""
    if wire.level is None:
        return False
    periods, values, whole = _kept(wire)
    if whole or not periods or (wire.since is not None and periods[0] <= wire.since):
        return False
    return past(values[0] or 0.0, wire.level, wire.side)


def _began_earlier(wire: Tripwire, level: float, until: date, earlier: Columns) -> Iterator[Shown]:
    """The crossing since which the series has stayed beyond the line, where that lies before the values kept: so many
    came at once.
    """
    rows = earlier.take(earlier.series == wire.series_id)
    periods = [date.fromordinal(day) for day in rows.days.tolist()]
    values = (rows.values * wire.series.indicator.scale).tolist()
    every = crossings(periods, values, level, wire.side, since=wire.since)
    latest = [one for one in every if one[0] <= until][-1:]
    yield from ({"period": period, "value": tidy(value)} for period, value in latest)
