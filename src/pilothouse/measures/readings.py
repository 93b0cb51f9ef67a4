"""The reading of a series: its latest judgement, kept in a row so that no page has to judge."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from pilothouse import spc
from pilothouse.measures.episodes import RECENT
from pilothouse.measures.lines import chunks
from pilothouse.measures.models import Reading, Target
from pilothouse.measures.outlook import outlooks, questions_of
from pilothouse.measures.pictures import picture_of, tidy
from pilothouse.measures.touched import Judging
from pilothouse.measures.watching import Findings


def renew_readings(judging: Judging) -> None:
    """Write down what pages show of these series: where they stand, and what their targets can expect."""
    aims = _targets(judging)
    chances = _chances(judging, targets := {index: value for index, (value, _by) in aims.items()})
    readings = [_reading(judging, i, targets.get(i), chances.get(i)) for i in range(len(judging.touched))]
    indicators = [series.indicator for series in judging.touched]
    for index, told in outlooks(questions_of(judging.book, indicators, judging.found.changes, aims)).items():
        readings[index].picture["outlook"] = told
        readings[index].chance = told["next"][0] if told["next"][0] == told["next"][1] else None
    fields = [f.name for f in Reading._meta.concrete_fields if not f.primary_key]
    Reading.objects.bulk_create(readings, update_conflicts=True, unique_fields=["series"], update_fields=fields)


def _reading(judging: Judging, index: int, target: float | None, chance: tuple[float | None, str] | None) -> Reading:
    series, found, span = judging.touched[index], judging.found, judging.book.span(index)
    scale, count = series.indicator.scale, span.stop - span.start
    reading = Reading(
        series_id=series.key,
        points=count,
        status=_status(found, index, span),
        judged_at=judging.act.at,
        picture=picture_of(judging.book.rows, found, span, scale),
    )
    if target is not None:
        reading.picture |= {"target": target, "capability": chance[1] if chance else "cannot_be_told"}
    if chance:
        reading.chance = chance[0]
    if count:
        last = span.stop - 1
        reading.latest_period = date.fromordinal(int(judging.book.rows.days[last]))
        reading.latest = float(judging.book.rows.values[last]) * scale
        reading.side = int(found.side[last])
        reading.p = tidy(float(found.p[last]))
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


def _chances(judging: Judging, targets: Mapping[int, float]) -> dict[int, tuple[float | None, str]]:
    """Chance and capability of every series with a target, one call for each kind of value."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for index in targets:
        if judging.book.span(index).stop > judging.book.span(index).start:
            by_kind[judging.touched[index].indicator.value_kind].append(index)
    found: dict[int, tuple[float | None, str]] = {}
    for kind, indices in by_kind.items():
        found |= _chances_of_kind(judging, targets, kind, indices)
    return found


_HISTORY = 60  # capability is judged from at most the last 24 stable points; more history changes nothing


def _chances_of_kind(
    judging: Judging, targets: Mapping[int, float], kind: str, indices: Sequence[int]
) -> dict[int, tuple[float | None, str]]:
    book = judging.book
    table = np.full((len(indices), _HISTORY), np.nan)
    sizes = np.full(table.shape, np.nan)
    since = np.zeros(len(indices))
    has_denominator = judging.touched[indices[0]].indicator.has_denominator
    for line, index in enumerate(indices):
        span = book.span(index)
        first = max(span.start, span.stop - _HISTORY)
        count = span.stop - first
        table[line, :count] = (book.rows.numerators if has_denominator else book.rows.values)[first : span.stop]
        sizes[line, :count] = book.rows.denominators[first : span.stop]
        latest = judging.found.changes[index][-1:]
        since[line] = max(span.start + latest[0].onset - first, 0) if latest else 0
    told = spc.chance(
        table,
        np.array([targets[i] / judging.touched[i].indicator.scale for i in indices]),
        direction=np.array([judging.touched[i].direction for i in indices]),
        kind=kind,
        denominators=sizes if has_denominator else None,
        since=since,
    )
    return {
        index: (
            float(told.next[line]) if np.isfinite(told.next[line]) else None,
            spc.Capability(int(told.capability[line])).name.lower(),
        )
        for line, index in enumerate(indices)
    }
