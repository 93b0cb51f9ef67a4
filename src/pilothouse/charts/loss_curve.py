"""The loss exceedance curve: how likely a year costs more than a loss, and the appetite line beside it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pilothouse.charts.frame import COMPACT, Size
from pilothouse.charts.scale import Scale
from pilothouse.charts.svg import dots, number, polyline, shape, tag, text, text_width, titled
from pilothouse.charts.words import ENGLISH, Words

Points = Sequence[tuple[float, float]]

TICKS = (0.9, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_LOWEST, _HIGHEST = 0.001, 1.0


@dataclass(frozen=True)
class LossChart:
    """What is drawn, all as (loss, chance that a year costs more), losses rising and above zero.

    `curve` is the estimate, `earlier` those before it, faint; `line` the appetite with its word; `beyond` are steps of
    the line at which more is risked than borne. `unit` stands at the axis of losses, `chance` at that of chances.
    """

    curve: Points
    line: Points = ()
    beyond: Points = ()
    earlier: Sequence[Points] = ()
    unit: str = ""
    chance: str = ""
    appetite: str = ""
    title: str = ""
    words: Words = ENGLISH


def loss_curve(chart: LossChart, size: Size) -> str:
    """The curve as SVG, both axes by powers of ten; nothing but its frame where there is no loss."""
    frame = _frame(chart, size)
    parts = [titled(chart.title), *_axes(chart, frame)]
    parts += [tag("path", class_="pbc-line pbc-old", d=_path(points, frame)) for points in chart.earlier]
    parts.append(tag("path", class_="loss-curve", d=_path(chart.curve, frame)))
    parts += _appetite(chart, frame)
    width = "pbc-narrow" if size.compact else "pbc-wide"
    return tag(
        "svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", class_=f"pbc loss {width}", role="img",
        viewBox=f"0 0 {size.width:g} {size.height:g}",
    )  # fmt: skip


def both_curves(chart: LossChart, size: Size) -> str:
    """The same for a desk and a phone; style sheets show the one that fits."""
    return loss_curve(chart, size) + loss_curve(chart, COMPACT)


@dataclass(frozen=True)
class _Frame:
    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale
    compact: bool

    def spot(self, loss: float, chance: float) -> tuple[float, float]:
        """Where a point of the curve stands."""
        return self.x(math.log10(loss)), self.y(math.log10(min(max(chance, _LOWEST), _HIGHEST)))


def _frame(chart: LossChart, size: Size) -> _Frame:
    losses = [loss for points in (chart.curve, chart.line, *chart.earlier) for loss, _ in points] or [1.0, 10.0]
    low, high = math.floor(math.log10(min(losses))), math.ceil(math.log10(max(losses)))
    left, right, top, bottom = 52.0, size.width - 12.0, 26.0, size.height - 44.0
    x = Scale(float(low), float(max(high, low + 1)), left, right)
    y = Scale(math.log10(_LOWEST), math.log10(_HIGHEST), bottom, top)
    return _Frame(left, right, top, bottom, x, y, size.compact)


def _path(points: Points, frame: _Frame) -> str:
    return polyline([frame.spot(*point) for point in points])


def _axes(chart: LossChart, frame: _Frame) -> Iterator[str]:
    yield text(0, 12, chart.chance, "pbc-quiet")
    yield tag("path", class_="pbc-axis", d=polyline([(frame.left, frame.bottom), (frame.right, frame.bottom)]))
    for chance in TICKS[:: 2 if frame.compact else 1]:
        _x, y = frame.spot(10.0**frame.x.low, chance)
        yield tag("path", class_="loss-grid", d=polyline([(frame.left, y), (frame.right, y)]))
        yield text(frame.left - 6, y + 4, share(chance), "pbc-quiet", "end")
    for power in range(round(frame.x.low), round(frame.x.high) + 1):
        x = frame.x(float(power))
        word = chart.words.number(10.0**power, max(0, -power))
        yield tag("path", class_="pbc-tick", d=f"M{number(x)} {number(frame.bottom)}v5")
        half = text_width(word) / 2
        yield text(min(max(x, half), frame.right - half + 10), frame.bottom + 18, word, "pbc-quiet", "middle")
    yield text(frame.right, frame.bottom + 36, f"{chart.unit} →", "pbc-quiet", "end")


def share(chance: float) -> str:
    """A chance as the axis says it: “2 %”, “0.5 %”."""
    return f"{100 * chance:g}\u00a0%"


def _appetite(chart: LossChart, frame: _Frame) -> Iterator[str]:
    """The appetite line, its steps, and a mark with its own shape where more is risked than borne."""
    if not chart.line:
        return
    yield tag("path", class_="pbc-target", d=_path(chart.line, frame))
    x, y = frame.spot(*chart.line[0])
    yield text(x + 8, y - 6, chart.appetite, "pbc-aim")
    over = set(chart.beyond)
    yield tag("path", class_="pbc-dots", d=dots(frame.spot(*step) for step in chart.line if step not in over))
    for step in chart.beyond:
        yield tag("path", class_="pbc-mark pbc-worse", d=shape("worse", *frame.spot(*step), 6.5))
