"""Where things stand in a chart: its size, margins and scales."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pilothouse.charts.data import BehaviourChart
from pilothouse.charts.scale import Scale, padded
from pilothouse.charts.svg import text_width


@dataclass(frozen=True)
class Size:
    """A canvas in pixels; a `compact` one leaves out what a phone has no room for."""

    width: float = 1100.0
    height: float = 380.0
    compact: bool = False


WIDE = Size()
IN_COLUMN = Size(760.0, 330.0)  # the column of a record page, where a wide one would set its letters in eight pixels
COMPACT = Size(390.0, 300.0, compact=True)
PAPER = Size(760.0, 240.0)  # as wide as the text of an A4 page, whose letters it then sets in eight points

ROW = 24.0  # height of a row of annotations: what a finger can hit
AXIS = 38.0  # height of the tick labels, two lines
_BOLD = 1.08  # how much wider bold letters are


@dataclass(frozen=True)
class Frame:
    """The plot's edges and scales; `rows` is the number of annotation rows under the plot."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale
    rows: int

    @property
    def height(self) -> float:
        """The whole height, which grows with the annotations."""
        return self.bottom + self.rows * ROW + AXIS


def place(when: date | float) -> float:
    """Where a date, or an index, stands on the time scale of a chart."""
    return float(when.toordinal()) if isinstance(when, date) else float(when)


def point_place(chart: BehaviourChart, index: int) -> float:
    """Where a point stands on the time scale."""
    return float(chart.dates[index].toordinal()) if chart.dates else float(index)


def off_scale(chart: BehaviourChart) -> int:
    """−1 or +1 where the target lies so far below or above everything else that it is only pointed at."""
    own = list(_own_values(chart))
    if chart.target is None or not own:
        return 0
    low, high = padded(min(own), max(own))
    reach = 1.2 * (high - low)
    if chart.target.value > high + reach:
        return 1
    return -1 if chart.target.value < low - reach else 0


def frame(chart: BehaviourChart, size: Size, rows: int) -> Frame:
    """Margins and scales for a chart on a canvas; the plot gives way to annotations only below."""
    low, high = value_range(chart)
    left = max(text_width(chart.words.number(v, chart.digits)) for v in (low, high)) + 12.0
    right = size.width - right_margin(chart, size)
    top, bottom = 34.0, size.height - AXIS
    places = [point_place(chart, i) for i in range(len(chart.values))] or [0.0]
    room = 6.0 if size.compact else 10.0
    x = Scale(places[0], places[-1], left + room, right - room)
    return Frame(size, left, right, top, bottom, x, Scale(low, high, bottom, top), rows)


def value_range(chart: BehaviourChart) -> tuple[float, float]:
    """The values the chart reaches over: points, limits, and the target unless it is far away."""
    shown = list(_own_values(chart))
    if chart.target is not None and not off_scale(chart):
        shown.append(chart.target.value)
    return padded(min(shown), max(shown)) if shown else (0.0, 1.0)


def right_margin(chart: BehaviourChart, size: Size) -> float:
    """Room for the values at the right end."""
    words = chart.words
    amounts = [words.number(v, chart.limit_digits) for v in value_range(chart)]
    number = max(*(text_width(amount) for amount in amounts), _BOLD * text_width(target_amount(chart)))
    if size.compact:
        return number + 16.0
    names = [text_width(name) for name in (words.mean, words.upper, words.lower)]
    return number + max(*names, _BOLD * text_width(target_name(chart))) + 26.0


def target_amount(chart: BehaviourChart) -> str:
    """The target's value, with an arrow where it lies off the scale."""
    if chart.target is None:
        return ""
    arrow = {1: "\u2191\u00a0", -1: "\u2193\u00a0", 0: ""}[off_scale(chart)]
    return arrow + chart.words.number(chart.target.value, chart.digits)


def target_name(chart: BehaviourChart) -> str:
    """What the flag says: the target's own label, or the word."""
    if chart.target is None:
        return ""
    return chart.target.label or chart.words.target


def _own_values(chart: BehaviourChart) -> Iterator[float]:
    yield from (v for v in chart.values if v is not None)
    for span in chart.spans:
        for line in (span.centre, span.lower, span.upper):
            yield from (v for v in line if v is not None)
