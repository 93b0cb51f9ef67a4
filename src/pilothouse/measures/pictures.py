"""What a sparkline and a list line show of a judged series, small enough to be kept with its reading. Pure."""

import math
from datetime import date
from typing import Any

import numpy as np

from pilothouse.measures.rules import Columns, Floats
from pilothouse.measures.watching import Findings
from pilothouse.spc.likeness import likeness

SHOWN_POINTS = 26
_DIGITS = 8
# Whether neighbouring values resemble each other is told from so many points.
_LATEST = 120


def picture_of(rows: Columns, found: Findings, span: slice, scale: float) -> dict[str, Any]:
    """The last 26 points of a line (rows `span`), in shown units: see models.Reading for the names."""
    first = max(span.start, span.stop - SHOWN_POINTS)
    empty = span.stop == span.start
    last = span.stop - 1
    centre, lower, upper = (
        None if empty else tidy(float(line[last]) * scale) for line in (found.centre, found.lower, found.upper)
    )
    return {
        "periods": [date.fromordinal(day).isoformat() for day in rows.days[first : span.stop].tolist()],
        "values": [tidy(value) for value in (rows.values[first : span.stop] * scale).tolist()],
        "sides": np.asarray(found.side[first : span.stop]).tolist(),
        "centre": centre,
        "lower": lower,
        "upper": upper,
        "likeness": round(likeness(_residuals(rows, found, span)), 2),
    }


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
