"""What a chart shows beyond its line: which points show another spread, what fixed the limits, earlier baselines, the
marks of signals, and what was decided and done, each as far back as the chart of a pack reaches.

Places count from the first point that is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from pilothouse.improvement.models import Action
from pilothouse.measures.episodes import of_spread
from pilothouse.measures.models import Baseline, Signal
from pilothouse.measures.replaced import Replaced, replaced_by_later
from pilothouse.measures.stretches import Stretch
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries.packing.figures import SHOWN
from pilothouse.reviews.queries.packing.known import Known, numbers
from pilothouse.reviews.queries.packing.records import Told, here, iso


class Drawings:
    """What belongs on the charts of all series of a pack."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.held = _by_series(reversed(known.past.every(Baseline)))
        self.signals = _by_series(here(known, Signal))
        self.notes = _notes(known)

    def of(self, index: int) -> Told:
        """What is on the chart of this series."""
        known = self.known
        series, span, found = known.series[index], known.book.span(index), known.found
        days = [date.fromordinal(day) for day in known.book.rows.days[span].tolist()]
        first = max(0, len(days) - SHOWN)
        sides = np.asarray(found.side[span]).tolist()[first:]
        begin = days[first] if days else known.today
        return {
            "spread": of_spread(sides, found.changes[index], first),
            "spans": [one for part in found.stretches[index] if (one := _span(part, first))],
            "replaced": [one for part in self._replaced(index) if (one := _earlier(part, first))],
            "marks": [_mark(one) for one in self.signals[series.pk] if one.found >= begin],
            "notes": [one for one in self.notes[series.pk] if one["on"] >= begin.isoformat()],
        }

    def _replaced(self, index: int) -> Sequence[Replaced]:
        """Baselines that a later one has taken over wholly."""
        known = self.known
        series, span, rows = known.series[index], known.book.span(index), known.book.rows
        held = self.held[series.pk]
        if len(held) < 2:
            return ()
        line = rows.take(np.arange(span.start, span.stop))
        scale = series.indicator.scale
        return replaced_by_later(line, known.manners[index], held, known.fap60, scale, known.day)


def _by_series(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for one in rows:
        found[one.series_id].append(one)
    return found


def _notes(known: Known) -> dict[int, list[Told]]:
    """Decisions that expect an effect on a series, on the day it begins, and actions that shall have one."""
    found: dict[int, list[Told]] = defaultdict(list)
    for decision in here(known, Decision):
        _note(found, decision, decision.effect_from or decision.decided_on)
    for action in here(known, Action):
        _note(found, action, action.done_on or known.day(action.created_at))
    for notes in found.values():
        notes.sort(key=lambda one: (one["on"], one["code"]))
    return found


def _note(found: dict[int, list[Told]], record: Any, on: date) -> None:
    if record.series_id is not None:
        found[record.series_id].append({"code": record.code, "title": record.title, "on": iso(on)})


def _span(part: Stretch, first: int) -> Told | None:
    """Points judged in one manner; `baseline` are those which fixed the limits."""
    if part.last < first:
        return None
    return {"first": max(part.first - first, 0), "last": part.last - first, "baseline": _within(part.baseline, first)}


def _within(baseline: tuple[int, int] | None, first: int) -> list[int] | None:
    if baseline is None or baseline[1] < first:
        return None
    return [max(baseline[0] - first, 0), baseline[1] - first]


def _earlier(part: Replaced, first: int) -> Told | None:
    """A baseline that a later one has taken over, with the limits that it gave while it held."""
    if part.last < first:
        return None
    cut = max(first - part.first, 0)
    lines = {name: numbers(getattr(part, name)[cut:]) for name in ("centre", "lower", "upper")}
    span = {"first": max(part.first - first, 0), "last": part.last - first}
    return span | {"baseline": _within(part.baseline, first)} | lines


def _mark(signal: Signal) -> Told:
    return {
        "code": signal.code, "onset": signal.onset.isoformat(), "found": signal.found.isoformat(),
        "better": signal.better,
    }  # fmt: skip
