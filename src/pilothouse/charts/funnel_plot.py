"""A funnel plot: units of one indicator at one time, each beside the limits that its size allows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pilothouse.charts.data import Tone
from pilothouse.charts.frame import COMPACT, WIDE, Size
from pilothouse.charts.scale import Scale, kept_apart, padded, round_ticks
from pilothouse.charts.svg import dots, number, polyline, shape, tag, text, text_width, titled
from pilothouse.charts.words import ENGLISH, Words

_AXIS = 44.0
_LINE = 15.0
_NAMED = 12


@dataclass(frozen=True)
class FunnelPoint:
    """A unit: how large it is (its denominator), its value, and the tone where it lies outside the limits."""

    name: str
    size: float
    value: float
    tone: Tone | None = None


@dataclass(frozen=True)
class FunnelPlot:
    """What is drawn. `sizes` are where the limits are known, ascending; `limits` are lines over them, inner ones
    first. Texts come in translated.
    """

    title: str
    summary: str
    points: Sequence[FunnelPoint]
    centre: float
    sizes: Sequence[float]
    limits: Sequence[Sequence[float]]
    size_label: str
    centre_label: str
    digits: int = 1
    words: Words = ENGLISH


def funnel_plot(plot: FunnelPlot, *, size: Size = WIDE) -> str:
    """The drawing as SVG."""
    f = _Frame.of(plot, size)
    drawing = "".join((_axes(plot, f), _limits(plot, f), _points(plot, f)))
    heads = titled(plot.title) + tag("desc", titled(plot.summary).removeprefix("<title>").removesuffix("</title>"))
    return tag(
        "svg", heads + tag("g", drawing, role="img", aria_label=plot.title),
        xmlns="http://www.w3.org/2000/svg", class_="pbc pbc-narrow" if size.compact else "pbc pbc-wide",
        viewBox=f"0 0 {number(size.width)} {number(size.height)}",
    )  # fmt: skip


def both_funnels(plot: FunnelPlot) -> str:
    """The wide and the compact drawing side by side; the style sheet shows the one that has room."""
    return funnel_plot(plot) + funnel_plot(plot, size=COMPACT)


@dataclass(frozen=True)
class _Frame:
    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale

    @classmethod
    def of(cls, plot: FunnelPlot, size: Size) -> "_Frame":
        shown = [point.value for point in plot.points] + [plot.centre]
        # The widest limits belong to the smallest units, and would leave no room for the rest.
        reach = [value for line in plot.limits for value in line[len(line) // 8 :]]
        low, high = padded(min([*shown, *reach]), max([*shown, *reach]))
        left = max(text_width(plot.words.number(value, plot.digits)) for value in (low, high)) + 12.0
        right = size.width - (12.0 if size.compact else 24.0)
        bottom = size.height - _AXIS
        end = max([*plot.sizes, *(point.size for point in plot.points)])
        return cls(left, right, 14.0, bottom, Scale(0.0, end, left, right), Scale(low, high, bottom, 14.0))

    def path(self, sizes: Sequence[float], values: Sequence[float]) -> str:
        """A line, left out where it would leave the plot."""
        places = [(self.x(size), self.y(value)) for size, value in zip(sizes, values, strict=True)]
        return polyline([(x, y) if self.top - 1 <= y <= self.bottom + 1 else None for x, y in places])


def _axes(plot: FunnelPlot, f: _Frame) -> str:
    parts = [tag("path", class_="pbc-axis", d=polyline([(f.left, f.bottom), (f.right, f.bottom)]))]
    for value in round_ticks(f.y.low, f.y.high, 5):
        parts.append(tag("path", class_="pbc-tick", d=polyline([(f.left, f.y(value)), (f.right, f.y(value))])))
        parts.append(text(f.left - 8, f.y(value) + 4, plot.words.number(value, plot.digits), "pbc-quiet", "end"))
    sizes = round_ticks(0.0, f.x.high, 5 if f.right > 600 else 3)
    digits = max(0, math.ceil(-math.log10(sizes[1]))) if len(sizes) > 1 else 0
    for value in sizes:
        anchor = "end" if f.x(value) > f.right - 20 else "middle"
        parts.append(text(f.x(value), f.bottom + 18, plot.words.number(value, digits), "pbc-quiet", anchor))
    parts.append(text(f.right, f.bottom + 38, plot.size_label, "pbc-quiet", "end"))
    return "".join(parts)


def _limits(plot: FunnelPlot, f: _Frame) -> str:
    parts = [tag("path", class_="pbc-centre", d=polyline([(f.left, f.y(plot.centre)), (f.right, f.y(plot.centre))]))]
    parts.append(text(f.left + 4, f.y(plot.centre) - 5, plot.centre_label, "pbc-quiet"))
    parts += [tag("path", class_="pbc-limit", d=f.path(plot.sizes, line)) for line in plot.limits]
    return "".join(parts)


def _points(plot: FunnelPlot, f: _Frame) -> str:
    places = [(f.x(point.size), f.y(point.value)) for point in plot.points]
    inside = [place for place, point in zip(places, plot.points, strict=True) if point.tone is None]
    parts = [tag("path", class_="pbc-dots", d=dots(inside))] if inside else []
    for point, (x, y) in zip(plot.points, places, strict=True):
        if point.tone is not None:
            parts.append(tag("path", class_=f"pbc-mark pbc-{point.tone}", d=shape(point.tone, x, y, 6.0)))
    named = [place for place, point in enumerate(plot.points) if point.tone or len(plot.points) <= _NAMED]
    heights = kept_apart([places[place][1] for place in named], _LINE, f.top + 8, f.bottom - 4)
    for place, y in zip(named, heights, strict=True):
        x, name = places[place][0], plot.points[place].name
        over = x + 12 + text_width(name) > f.right
        parts.append(text(x - 11 if over else x + 11, y + 4, name, "pbc-word", "end" if over else None))
    return "".join(parts)
