"""The figures of a pack: each running series with its line, limits, target, source and label of trust."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from pilothouse import spc
from pilothouse.measures.episodes import RECENT
from pilothouse.measures.models import Indicator, Intake, Source
from pilothouse.measures.moves import mean_of_run
from pilothouse.measures.periods import periods_late
from pilothouse.measures.reach import capability
from pilothouse.measures.trust import LOOKED_AT, MOST_LATE, Facts, brought, trust
from pilothouse.processes.models import Process
from pilothouse.reviews.queries.packing.known import Known, number, numbers
from pilothouse.strategy.models import Objective

# A year of weeks stands in a chart; "now" is the mean of the latest eight values.
SHOWN, NOW = 53, 8


def figures(known: Known) -> list[dict[str, Any]]:
    """All figures, by indicator and place."""
    found = [_figure(known, index) for index in range(len(known.series))]
    return sorted(found, key=lambda one: (one["indicator"], one["place"], one["series"]))


def _figure(known: Known, index: int) -> dict[str, Any]:
    series, span = known.series[index], known.book.span(index)
    indicator, shown = series.indicator, slice(max(span.start, span.stop - SHOWN), span.stop)
    rows, found, scale = known.book.rows, known.found, indicator.scale
    periods = [date.fromordinal(day) for day in rows.days[span].tolist()]
    values = rows.values[span] * scale
    count = len(periods)
    return {
        **_defined(known, indicator),
        "series": series.pk,
        "place": series.place,
        "unit": series.unit.name,
        "points": count,
        "periods": [period.isoformat() for period in periods[-SHOWN:]] if count else [],
        "values": numbers(rows.values[shown], scale),
        "centre": numbers(found.centre[shown], scale),
        "lower": numbers(found.lower[shown], scale),
        "upper": numbers(found.upper[shown], scale),
        "sides": np.asarray(found.side[shown]).tolist(),
        "status": spc.Status(int(found.status[index])).name.lower(),
        "p": number(float(found.p[span.stop - 1])) if count else None,
        "now": number(float(np.mean(values[-NOW:]))) if count else None,
        "change": _change(known, index, values),
        "target": _target(known, index),
        "source": _source(known, series.pk, periods),
        "corrected": sum(len(known.arrived[series.pk][period]) > 1 for period in periods),
        "trust": trusted(known, index, periods),
        "signals": known.signals.get(series.pk, []),
    }


def _defined(known: Known, indicator: Indicator) -> dict[str, Any]:
    process = known.past.get(Process, indicator.process_id)
    return {
        "indicator": indicator.code,
        "title": indicator.title,
        "definition": indicator.definition,
        "unit_of_measure": indicator.unit_of_measure,
        "decimals": indicator.decimals,
        "direction": indicator.direction,
        "frequency": indicator.frequency,
        "kind": indicator.value_kind,
        "season": indicator.season,
        "owner": known.name(indicator.owner_id),
        "process": process.title if process else "",
    }


def _change(known: Known, index: int, values: "np.ndarray[Any, Any]") -> dict[str, Any] | None:
    """The latest change, while one of the last points still shows it: since when, which way, from what to what."""
    several, span = known.found.changes[index], known.book.span(index)
    if not several or not known.found.side[max(span.start, span.stop - RECENT) : span.stop].any():
        return None
    change, indicator = several[-1], known.series[index].indicator
    periods = [date.fromordinal(day) for day in known.book.rows.days[span].tolist()]
    usual = float(known.found.centre[span][change.onset]) * indicator.scale
    since = mean_of_run(periods, values.tolist(), periods[change.onset], usual, change.side)
    return {
        "onset": periods[change.onset].isoformat(),
        "found": periods[change.found].isoformat(),
        "side": change.side,
        "kind": change.kind,
        "p": number(change.p),
        "from": number(usual),
        "to": number(since if since is not None else float(np.mean(values[change.onset :]))),
    }


def _target(known: Known, index: int) -> dict[str, Any] | None:
    target = known.targets.get(known.series[index].pk)
    if target is None:
        return None
    told = known.outlooks.get(index)
    objective = known.past.get(Objective, target.objective_id)
    return {
        "value": number(target.value),
        "by": target.by.isoformat(),
        "objective": objective.code if objective else None,
        "next": told["next"] if told else None,
        "at": told["at"] if told else None,
        "capability": capability(told),
    }


def _source(known: Known, series: int, periods: list[date]) -> dict[str, Any] | None:
    """Where the latest value came from: route, name, digest of the file, when and by whom."""
    if not periods:
        return None
    intake = known.past.by_key(Intake)[known.arrived[series][periods[-1]][-1]]
    source = known.past.get(Source, intake.source_id)
    return {
        "route": intake.route,
        "name": source.name if source else intake.name,
        "file": intake.file_digest,
        "at": intake.at.isoformat(),
        "by": known.name(intake.by_id),
    }


def trusted(known: Known, index: int, periods: list[date], *, owner_left: bool = False) -> Mapping[str, Any]:
    """How far a series can be trusted; formats before the sixth did not ask whether its owner has left."""
    series = known.series[index]
    indicator, arrived, intakes = series.indicator, known.arrived[series.pk], known.past.by_key(Intake)
    latest = periods[-LOOKED_AT:]
    routes = [[intakes[key].route for key in arrived[period]] for period in latest]
    facts = Facts(
        brought(latest, routes, indicator.frequency, indicator.definition),
        late=periods_late(latest[-1], indicator.frequency, known.today, MOST_LATE) if latest else 0,
        has_owner=indicator.owner_id is not None,
        has_process=indicator.process_id is not None,
        owner_left=owner_left,
    )
    found = trust(facts)
    return {"label": found.label.value, "weaknesses": [one.value for one in found.weaknesses]}
