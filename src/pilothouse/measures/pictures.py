"""What a sparkline and a list line show of a judged series, small enough to be kept with its reading. Pure."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from pilothouse.measures.episodes import of_spread
from pilothouse.measures.moves import level_now
from pilothouse.measures.rules import Columns, Floats
from pilothouse.measures.watching import Findings
from pilothouse.spc.changes import LEVEL, SPREAD, Change
from pilothouse.spc.likeness import likeness

SHOWN_POINTS = 26
_DIGITS = 8
# Whether neighbouring values resemble each other is told from so many points.
_LATEST = 120


def picture_of(rows: Columns, found: Findings, span: slice, changes: Sequence[Change], scale: float) -> dict[str, Any]:
    """The last 26 points of a line (rows `span`), in shown units: see models.Reading for the names. `spread` are the
    places among them that show another spread.
    """
    first = max(span.start, span.stop - SHOWN_POINTS)
    sides = np.asarray(found.side[first : span.stop]).tolist()
    empty = span.stop == span.start
    last = span.stop - 1
    centre, lower, upper = (
        None if empty else tidy(float(line[last]) * scale) for line in (found.centre, found.lower, found.upper)
    )
    return {
        "periods": [date.fromordinal(day).isoformat() for day in rows.days[first : span.stop].tolist()],
        "values": [tidy(value) for value in (rows.values[first : span.stop] * scale).tolist()],
        "sides": sides,
        "centre": centre,
        "lower": lower,
        "upper": upper,
        "spread": of_spread(sides, changes, first - span.start),
        "likeness": round(likeness(_residuals(rows, found, span)), 2),
    }


def kind_shown(picture: Mapping[str, Any]) -> str:
    """SPREAD where the latest point that shows a change shows another spread, else LEVEL."""
    marked = [place for place, side in enumerate(picture.get("sides", ())) if side]
    return SPREAD if marked and marked[-1] in picture.get("spread", ()) else LEVEL


def now_shown(picture: Mapping[str, Any]) -> float | None:
    """Where the series stands since its level last changed (measures.standing), as in packs; None without a value.

    A picture from before this was kept tells the mean of its latest eight values until the next one comes.
    """
    if "now" in picture:
        now: float | None = picture["now"]
        return now
    return level_now([value for value in picture.get("values", ()) if value is not None])


def _residuals(rows: Columns, found: Findings, span: slice) -> Floats:
    """Distances from the centre in widths of the limits, of the latest points that show no change."""
    latest = slice(max(span.start, span.stop - _LATEST), span.stop)
    width = found.upper[latest] - found.lower[latest]
    away = np.full(len(width), np.nan)
    calm = (width > 0) & (found.side[latest] == 0)
    np.divide(rows.values[latest] - found.centre[latest], width, out=away, where=calm)
    return away


def tidy(value: float) -> float | None:
    """Without the digits that only scaling made; None for what is no number."""
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
