"""What ./pilot watch says: a table for people, an object for programs, drawings for both."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from pilothouse import charts, spc
from pilothouse.cli.watch_input import OneSeries
from pilothouse.cli.watch_times import iso_date

_RULES = {
    1: "one beyond the limits",
    2: "two of three near a limit",
    3: "four of five on one side",
    4: "eight in a row on one side",
}
_FEWEST = 12


@dataclass(frozen=True)
class Judged:
    """The series of a file and what the statistics say of them; row i of `watch` is `series[i]`."""

    series: list[OneSeries]
    watch: spc.Watch
    kind: spc.Kind
    baseline: int | None

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

    def line(self, of: spc.Watch, name: str, row: int) -> list[float | None]:
        """One of the arrays of `of` for one series, as shown; None where it is not known."""
        array = getattr(of, name)[row, : len(self.series[row].values)] * self.scale
        return [float(v) if math.isfinite(v) else None for v in array]

    def digits(self, row: int) -> int:
        """Decimals that leave about four significant digits."""
        size = max((abs(v) for v in self.line(self.watch, "points", row) if v is not None), default=0.0)
        return 1 if size == 0 else min(max(3 - math.floor(math.log10(size)), 0), 9)


def status_words(judged: Judged, row: int) -> str:
    """What is known about the series, and why no more is."""
    watch = judged.watch
    points = int(np.isfinite(watch.points[row]).sum())
    status = spc.Status(int(watch.status[row]))
    if status is spc.Status.NO_DATA:
        return "no data"
    if status is spc.Status.TOO_SHORT:
        if points < _FEWEST:
            return f"too few points: {points} usable, {_FEWEST} needed"
        return "too few points: the baseline is not complete"
    if status is spc.Status.CONSTANT:
        return "constant: its baseline does not vary, so nothing can be judged"
    if watch.judged[row] == 0:
        return f"baseline of {points} points complete; nothing judged yet"
    return "watched"


def table(judged: Judged) -> str:
    """One line per series: limits, the first signal, and the shape of the whole as characters."""
    head = ["series", "points", "lower", "mean", "upper", "signals", "first", "side", "sigma", "since", "", "rule"]
    rows = [head, *(_row(judged, i) for i in range(len(judged.series)))]
    widths = [max(len(row[c]) for row in rows) for c in range(len(head))]
    text_columns = {0, 6, 7, 9, 10, 11}
    lines = []
    for row in rows:
        cells = (
            cell.ljust(w) if c in text_columns else cell.rjust(w)
            for c, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    if any(len(set(judged.line(judged.watch, "centre", i))) > 1 for i in range(len(judged.series))):
        lines.append("Limits and mean are those of the last point: they differ from point to point.")
    return "\n".join(lines)


def _row(judged: Judged, row: int) -> list[str]:
    watch, digits = judged.watch, judged.digits(row)
    limits = [_last(judged.line(watch, name, row)) for name in ("lower", "centre", "upper")]
    shown = ["–" if v is None else charts.ENGLISH.number(v, digits) + judged.unit for v in limits]
    points = judged.line(watch, "points", row)
    spark = charts.text_sparkline(tuple(points), width=32)
    usable = str(sum(v is not None for v in points))
    first = int(watch.first_alarm[row])
    if first < 0:
        state = status_words(judged, row)
        return [judged.series[row].name, usable, *shown, "0" if state == "watched" else "–", *[""] * 4, spark,
                "" if state == "watched" else state]  # fmt: skip
    rule = int(watch.rule[row, first])
    return [
        judged.series[row].name,
        usable,
        *shown,
        str(int(watch.alarm[row].sum())),
        judged.when(row, first),
        _side(int(watch.direction[row])),
        f"{watch.strength[row]:.1f}",
        judged.when(row, int(watch.onset[row])),
        spark,
        f"{rule}: {_RULES[rule]}",
    ]


def _side(direction: int) -> str:
    return "higher" if direction > 0 else "lower"


def _last(line: Sequence[float | None]) -> float | None:
    return next((v for v in reversed(line) if v is not None), None)


def as_json(judged: Judged, problems: Sequence[str]) -> dict[str, Any]:
    """The same for programs: values in the file's own unit (shares as ratios), unknown ones as None."""
    return {
        "kind": str(judged.kind),
        "baseline": judged.baseline,
        "series": [_json_series(judged, row) for row in range(len(judged.series))],
        "problems": list(problems),
    }


def _json_series(judged: Judged, row: int) -> dict[str, Any]:
    watch = judged.watch
    alarms = np.flatnonzero(watch.alarm[row]).tolist()
    limits = {name: _last(judged.line(watch, name, row)) for name in ("lower", "centre", "upper")}
    first, onset = int(watch.first_alarm[row]), int(watch.onset[row])
    return {
        "name": judged.series[row].name,
        "status": spc.Status(int(watch.status[row])).name.lower(),
        "note": status_words(judged, row),
        "points": int(np.isfinite(watch.points[row]).sum()),
        "judged": int(watch.judged[row]),
        **{name: None if v is None else v / judged.scale for name, v in limits.items()},
        "first_signal": None if first < 0 else judged.when(row, first),
        "since": None if first < 0 else judged.when(row, onset),
        "direction": int(watch.direction[row]),
        "strength": None if first < 0 else round(float(watch.strength[row]), 3),
        "signals": [
            {
                "at": judged.when(row, i),
                "point": i + 1,
                "rule": int(watch.rule[row, i]),
                "direction": int(watch.side[row, i]),
            }
            for i in alarms
        ],
    }


def write_svgs(judged: Judged, folder: Path) -> int:
    """One file per series that has a value, named after it; returns how many were written."""
    folder.mkdir(parents=True, exist_ok=True)
    used: set[str] = set()
    for row, one in enumerate(judged.series):
        if not np.isfinite(judged.watch.points[row]).any():
            continue
        stem = re.sub(r"[^\w.-]+", "-", one.name).strip("-.") or "series"
        name = stem if stem.casefold() not in used else f"{stem}-{row + 1}"
        used.add(name.casefold())
        drawing = charts.standalone(charts.behaviour(chart_of(judged, row)))
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    return len(used)


def chart_of(judged: Judged, row: int) -> charts.BehaviourChart:
    """The behaviour chart of one series; nobody said which side is good, so signals are neither."""
    one, watch = judged.series[row], judged.watch
    last = len(one.values) - 1
    centre, lower, upper = (tuple(judged.line(watch, name, row)) for name in ("centre", "lower", "upper"))
    begin, end = (0, min(judged.baseline, last + 1) - 1) if judged.baseline else (None, None)
    known = any(v is not None for v in centre)
    spans = (charts.LimitSpan(0, last, centre, lower, upper, begin, end),) if known else ()
    signals = tuple(
        charts.SignalMark(int(i), "changed", _RULES[int(watch.rule[row, i])], _side(int(watch.side[row, i])))
        for i in np.flatnonzero(watch.alarm[row])
    )
    return charts.BehaviourChart(
        key="chart",
        title=one.name,
        values=tuple(judged.line(watch, "points", row)),
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
        return tuple(iso_date(time) for time in one.times)
    except ValueError:
        return ()
