"""The reading of a series: its latest judgement, kept in a row so that no page has to judge."""

from datetime import date
from typing import Any

import numpy as np

from pilothouse import spc
from pilothouse.measures.episodes import RECENT
from pilothouse.measures.lines import chunks
from pilothouse.measures.models import Reading, Target
from pilothouse.measures.outlook import outlooks, questions_of
from pilothouse.measures.pictures import picture_of, tidy
from pilothouse.measures.reach import capability
from pilothouse.measures.standing import standing
from pilothouse.measures.touched import Judging
from pilothouse.measures.watching import Findings


def renew_readings(judging: Judging) -> None:
    """Write down what pages show of these series: where they stand, and what their targets can expect."""
    aims = _targets(judging)
    indicators = [series.indicator for series in judging.touched]
    told = outlooks(questions_of(judging.book, indicators, judging.found.changes, aims))
    readings = [_reading(judging, index) for index in range(len(judging.touched))]
    for index, (target, _by) in aims.items():
        _hold_against(readings[index], target, told.get(index))
    fields = [f.name for f in Reading._meta.concrete_fields if not f.primary_key]
    Reading.objects.bulk_create(readings, update_conflicts=True, unique_fields=["series"], update_fields=fields)


def _hold_against(reading: Reading, target: float, told: dict[str, Any] | None) -> None:
    """Write down what the target can expect; `told` is None where nothing can be told."""
    low, high = told["next"] if told else (None, None)
    reading.chance = low if low == high else None
    reading.picture |= {"target": target, "capability": capability(told)}
    if told:
        reading.picture["outlook"] = told


def _reading(judging: Judging, index: int) -> Reading:
    series, found, span = judging.touched[index], judging.found, judging.book.span(index)
    scale, count = series.indicator.scale, span.stop - span.start
    reading = Reading(
        series_id=series.key,
        points=count,
        status=_status(found, index, span),
        judged_at=judging.act.at,
        picture=picture_of(judging.book.rows, found, span, found.changes[index], scale),
    )
    if count:
        last = span.stop - 1
        reading.latest_period = date.fromordinal(int(judging.book.rows.days[last]))
        reading.latest = float(judging.book.rows.values[last]) * scale
        reading.side = int(found.side[last])
        reading.p = tidy(float(found.p[last]))
        now = standing(judging.book, found, index, series.indicator).now
        reading.picture["now"] = tidy(now) if now is not None else None
        reading.change = _going_on(found, index, span)
        reading.centre, reading.lower, reading.upper = map(reading.picture.get, ("centre", "lower", "upper"))
    return reading


def _status(found: Findings, index: int, span: slice) -> str:
    watched = int(found.status[index]) == spc.Status.WATCHED
    if watched and np.isnan(found.centre[span.stop - 1]):
        return "anew"
    return spc.Status(int(found.status[index])).name.lower()


def _going_on(found: Findings, index: int, span: slice) -> int:
    """The side of the change that the latest points still show under the limits in force; 0 for none."""
    first = max(span.start + found.stretches[index][-1].first, span.stop - RECENT)
    sides = found.side[first : span.stop]
    alarms = np.flatnonzero(sides)
    return int(sides[alarms[-1]]) if len(alarms) else 0


def _targets(judging: Judging) -> dict[int, tuple[float, date]]:
    index_of = {series.key: i for i, series in enumerate(judging.touched)}
    found: dict[int, tuple[float, date]] = {}
    for keys in chunks(list(index_of)):
        rows = Target.objects.filter(series_id__in=keys, ended_at=None).values_list("series_id", "value", "by")
        found |= {index_of[key]: (value, by) for key, value, by in rows}
    return found
