"""What ./pilot watch says: a table for people, an object for programs, drawings for both."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from pilothouse import charts, spc
from pilothouse.cli.watch_input import OneSeries
from pilothouse.cli.watch_many import Many, in_words, many
from pilothouse.cli.watch_times import reader_of
from pilothouse.measures.listing import FALSE_SHARE
from pilothouse.spc.changes import DRIFT, LEVEL, SINGLE, SPREAD, Change
from pilothouse.spc.early import Watch
from pilothouse.spc.early.values import FEWEST
from pilothouse.spc.rarity import most_points, once_in
from pilothouse.spc.series import Floats

_KINDS = {
    LEVEL: "another level",
    DRIFT: "a drift",
    SPREAD: "another spread",
    SINGLE: "a single value",
}
# So many alarms before the latest one are told beneath a series, in a table of so many series at most.
_EARLIER, _FEW_SERIES = 5, 20


@dataclass(frozen=True)
class Judged:
    """The series of a file and what the statistics say of them; row i of `watch` is `series[i]`.

    `plotted` (rows × points) is what is drawn, `changes` the changes of each row, oldest first.
    """

    series: list[OneSeries]
    watch: Watch
    plotted: Floats
    changes: list[list[Change]]
    kind: spc.Kind
    baseline: int | None
    season: int | None
    fap60: float

    @property
    def together(self) -> Many:
        """All series weighed together."""
        return many(self.watch, self.fap60)

    @property
    def scale(self) -> float:
        """Shares are shown in per cent."""
        return 100.0 if self.kind is spc.Kind.PROPORTION else 1.0

    @property
    def unit(self) -> str:
        """The unit that can be known from the kind alone."""
        return "%" if self.kind is spc.Kind.PROPORTION else ""

    def when(self, row: int, point: int) -> str:
        """The time of a point, or its number counted from one."""
        return self.series[row].times[point] or str(point + 1)

    def line(self, array: Floats, row: int) -> list[float | None]:
        """An array of rows × points for one series, as shown; None where it is not known."""
        shown = array[row, : len(self.series[row].values)] * self.scale
        return [float(v) if math.isfinite(v) else None for v in shown]

    def limits(self, row: int) -> tuple[list[float | None], ...]:
        """Lower limit, mean and upper limit of one series, as shown."""
        return tuple(self.line(line, row) for line in (self.watch.lower, self.watch.centre, self.watch.upper))

    def judged(self, row: int) -> int:
        """How many points of a series were judged."""
        return int(np.isfinite(self.watch.p[row]).sum())

    def digits(self, row: int) -> int:
        """Decimals that leave about four significant digits."""
        size = max((abs(v) for v in self.line(self.plotted, row) if v is not None), default=0.0)
        return 1 if size == 0 else min(max(3 - math.floor(math.log10(size)), 0), 9)


def status_words(judged: Judged, row: int) -> str:
    """What is known about the series, and why no more is."""
    points = int(np.isfinite(judged.plotted[row]).sum())
    status = spc.Status(int(judged.watch.status[row]))
    if status is spc.Status.NO_DATA:
        return "no data"
    if status is spc.Status.CONSTANT:
        return "constant: it does not vary, so nothing can be judged"
    if status is spc.Status.TOO_SHORT:
        needed = FEWEST + 1 + (judged.season or 0)
        if points < needed:
            return f"too few points: {points} usable, {needed} needed"
        return "too few points: the baseline is not complete"
    return "watched"


def table(judged: Judged) -> str:
    """One line per series: limits, the latest change, and the shape of the whole as characters."""
    head = [
        "series", "points", "lower", "mean", "upper", "alarms", "latest", "side", "since", "by chance", "strength", "",
        "kind",
    ]  # fmt: skip
    rows = [head]
    for index in range(len(judged.series)):
        rows += [_row(judged, index), *_earlier(judged, index)]
    widths = [max(len(row[c]) for row in rows) for c in range(len(head))]
    text_columns = {0, 6, 7, 8, 9, 11, 12}
    lines = []
    for row in rows:
        cells = (
            cell.ljust(w) if c in text_columns else cell.rjust(w)
            for c, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    if any(judged.judged(row) for row in range(len(judged.series))):
        known = "Limits and mean are the latest known: they learn from point to point."
        lines.append(f"{known} Strength counts standard deviations.")
    if len(judged.series) > _FEW_SERIES and any(len(found) > 1 for found in judged.changes):
        lines.append("Of each series the latest alarm; all of them with --json.")
    if any(judged.changes):
        lines.append("By chance: at so many points of a stable series such evidence is to be expected once.")
    lines += in_words(judged.together, [one.name for one in judged.series])
    return "\n".join(lines)


def _row(judged: Judged, row: int) -> list[str]:
    digits = judged.digits(row)
    limits = [_last(line) for line in judged.limits(row)]
    shown = ["–" if v is None else charts.ENGLISH.number(v, digits) + judged.unit for v in limits]
    points = judged.line(judged.plotted, row)
    spark = charts.text_sparkline(tuple(points), width=32)
    usable = str(sum(v is not None for v in points))
    name = judged.series[row].name
    if not judged.changes[row]:
        state = status_words(judged, row)
        watched = state == "watched"
        return [name, usable, *shown, "0" if watched else "–", *[""] * 5, spark, "" if watched else state]
    latest = judged.changes[row][-1]
    return [name, usable, *shown, str(len(judged.changes[row])), *_told(judged, row, latest, spark)]


def _told(judged: Judged, row: int, change: Change, spark: str = "") -> list[str]:
    """The cells of one alarm, from "latest" on."""
    when, since = judged.when(row, change.found), judged.when(row, change.onset)
    return [when, _side(change), since, rarity(change.p), f"{change.strength:.1f}", spark, _KINDS[change.kind]]


def _earlier(judged: Judged, row: int) -> list[list[str]]:
    """The alarms before the latest one, a line each beneath their series, the latest of them first."""
    before = judged.changes[row][-2::-1]
    most = _EARLIER if len(judged.series) <= _FEW_SERIES else 0
    rows = [["", *[""] * 5, *_told(judged, row, change)] for change in before[:most]]
    if most and len(before) > most:
        rows.append(["", *[""] * 5, f"… and {len(before) - most} before", *[""] * 6])
    return rows


def rarity(p: float) -> str:
    """How rare so much evidence is by chance: “1 in 400”, at most what is known."""
    points = once_in(p)
    return f"{'< ' if points >= most_points() else ''}1 in {points:,}"


def _side(change: Change) -> str:
    if change.kind == SPREAD:
        return "wider" if change.side > 0 else "narrower"
    return "higher" if change.side > 0 else "lower"


def _last(line: Sequence[float | None]) -> float | None:
    return next((v for v in reversed(line) if v is not None), None)


def as_json(judged: Judged, problems: Sequence[str]) -> dict[str, Any]:
    """The same for programs: values in the file's own unit (shares as ratios), unknown ones as None."""
    return {
        "kind": str(judged.kind),
        "baseline": judged.baseline,
        "season": judged.season,
        **_json_together(judged),
        "series": [_json_series(judged, row) for row in range(len(judged.series))],
        "problems": list(problems),
    }


def _json_together(judged: Judged) -> dict[str, Any]:
    found = judged.together
    return {
        "together": {
            "judged": found.judged,
            "with_an_alarm": found.alarmed,
            "expected_by_chance": round(found.by_chance, 2),
            "false_discovery_rate": FALSE_SHARE,
            "changed": [judged.series[row].name for row in found.listed],
            "expected_false": round(found.expected_false, 2),
        }
    }


def _json_series(judged: Judged, row: int) -> dict[str, Any]:
    found = judged.changes[row]
    limits = dict(zip(("lower", "centre", "upper"), map(_last, judged.limits(row)), strict=True))
    return {
        "name": judged.series[row].name,
        "status": spc.Status(int(judged.watch.status[row])).name.lower(),
        "note": status_words(judged, row),
        "points": int(np.isfinite(judged.plotted[row]).sum()),
        "judged": judged.judged(row),
        **{name: None if v is None else v / judged.scale for name, v in limits.items()},
        "evidence": _last(list(_known(judged.watch.evidence[row]))),
        "p": _last(list(_known(judged.watch.p[row]))),
        "first_alarm": judged.when(row, found[0].found) if found else None,
        "alarms": [_json_change(judged, row, change) for change in found],
    }


def _json_change(judged: Judged, row: int, change: Change) -> dict[str, Any]:
    return {
        "at": judged.when(row, change.found),
        "point": change.found + 1,
        "since": judged.when(row, change.onset),
        "direction": change.side,
        "kind_of_change": change.kind,
        "p": change.p,
        "strength": round(change.strength, 3),
    }


def _known(line: Floats) -> Iterator[float | None]:
    return (float(v) if math.isfinite(v) else None for v in line)


def write_svgs(judged: Judged, folder: Path) -> int:
    """One file per series that has a value, named after it; returns how many were written."""
    folder.mkdir(parents=True, exist_ok=True)
    used: set[str] = set()
    for row, one in enumerate(judged.series):
        if not np.isfinite(judged.plotted[row]).any():
            continue
        stem = re.sub(r"[^\w.-]+", "-", one.name).strip("-.") or "series"
        name = stem if stem.casefold() not in used else f"{stem}-{row + 1}"
        used.add(name.casefold())
        drawing = charts.standalone(charts.behaviour(chart_of(judged, row)))
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    return len(used)


def chart_of(judged: Judged, row: int) -> charts.BehaviourChart:
    """The behaviour chart of one series; nobody said which side is good, so signals are neither."""
    one = judged.series[row]
    last = len(one.values) - 1
    lower, centre, upper = (tuple(line) for line in judged.limits(row))
    begin, end = (0, min(judged.baseline, last + 1) - 1) if judged.baseline else (None, None)
    known = any(v is not None for v in centre)
    spans = (charts.LimitSpan(0, last, centre, lower, upper, begin, end),) if known else ()
    signals = tuple(
        charts.SignalMark(
            change.found, "changed", f"{_KINDS[change.kind]}, {rarity(change.p)} by chance", _side(change)
        )
        for change in judged.changes[row]
    )
    return charts.BehaviourChart(
        key="chart",
        title=one.name,
        values=tuple(judged.line(judged.plotted, row)),
        unit=judged.unit,
        dates=_dates(one),
        labels=tuple(judged.when(row, i) for i in range(last + 1)),
        spans=spans,
        signals=signals,
        digits=judged.digits(row),
    )


def _dates(one: OneSeries) -> tuple[date, ...]:
    if all(time.isdigit() and 1000 <= int(time) <= 2999 for time in one.times):
        return tuple(date(int(time), 1, 1) for time in one.times)
    try:
        reader = reader_of(one.times)
    except ValueError:
        return ()
    days = [reader(time) for time in one.times] if reader else []
    return tuple(day for day in days if isinstance(day, date))
