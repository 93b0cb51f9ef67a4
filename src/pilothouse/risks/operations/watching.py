"""The round that looks at every trip-wire: run after measurements came in, safe to run again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pilothouse.measures.models import Signal
from pilothouse.risks.models import Risk, Trip, Tripwire
from pilothouse.risks.operations.warning import trip_risk
from pilothouse.risks.rules import crossings
from pilothouse.trail.act import Act

Shown = dict[str, Any]


def watch_tripwires(act: Act) -> list[Trip]:
    """Trip every risk whose sign has shown since its wire was set and was not told yet; two queries where none has.

    The act is the system person's. Values are those of the readings, which hold the latest 26 of a series.
    """
    live = Tripwire.objects.filter(ended_at=None, record__ended_at=None)
    wires = list(live.select_related("series__reading"))
    if not wires:
        return []
    told: dict[int, set[date]] = defaultdict(set)
    for wire, period in Trip.objects.filter(wire__in=wires).values_list("wire", "period"):
        told[wire].add(period)
    fresh = _fresh_signals([wire for wire in wires if wire.level is None])
    trips = []
    for wire in wires:
        for sign in _signs(wire, fresh.get(wire.series_id, ())):
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


def _signs(wire: Tripwire, signals: Sequence[Signal]) -> Iterator[Shown]:
    if wire.level is None:
        for signal in signals:
            if signal.created_at > wire.at:
                yield {"period": signal.found, "signal": signal}
        return
    reading = getattr(wire.series, "reading", None)
    picture = reading.picture if reading else {}
    periods = [date.fromisoformat(period) for period in picture.get("periods", ())]
    whole, values = len(periods) == (reading.points if reading else 0), picture.get("values", ())
    for period, value in crossings(periods, values, wire.level, wire.side, since=wire.since, whole=whole):
        yield {"period": period, "value": value}
