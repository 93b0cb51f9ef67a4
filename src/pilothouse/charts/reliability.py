"""Stated confidence against what came true: one point for each band on a square from 0 to 100 %.

On the diagonal what was said came true as often as said; a point below it was said too surely. Each point carries the
interval within which the true share lies, so that few forecasts look like few.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pilothouse.charts.scale import Scale
from pilothouse.charts.svg import polyline, tag, text, titled

WIDTH, HEIGHT = 400.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 390.0, 14.0, 296.0
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class ReliabilityPoint:
    """A band: the mean confidence stated, the share come true and its interval, all in %; `label` tells how many."""

    stated: float
    came_true: float
    low: float
    high: float
    label: str
    words: str


@dataclass(frozen=True)
class ReliabilityWords:
    """The words on the axes and along the diagonal."""

    stated: str
    came_true: str
    as_said: str


def reliability(points: Sequence[ReliabilityPoint], *, title: str, words: ReliabilityWords) -> str:
    """The drawing; no points are an empty square with its diagonal."""
    x, y = Scale(0, 100, LEFT, RIGHT), Scale(0, 100, BOTTOM, TOP)
    parts = [titled(title)]
    for tick in TICKS:
        parts.append(tag("path", class_="cal-grid", d=polyline([(x(tick), TOP), (x(tick), BOTTOM)])))
        parts.append(tag("path", class_="cal-grid", d=polyline([(LEFT, y(tick)), (RIGHT, y(tick))])))
        parts.append(text(x(tick), BOTTOM + 16, f"{tick}", "cal-tick", "end" if tick == 100 else "middle"))
        parts.append(text(LEFT - 8, y(tick) + 4, f"{tick}", "cal-tick", "end"))
    parts.append(tag("path", class_="cal-diagonal", d=polyline([(x(0), y(0)), (x(100), y(100))])))
    parts.append(text(x(34), y(38), words.as_said, "cal-word", "end"))
    parts.append(text((LEFT + RIGHT) / 2, HEIGHT - 8, words.stated, "cal-axis", "middle"))
    parts.append(text(LEFT + 6, TOP + 14, words.came_true, "cal-axis"))
    parts += [_drawn(point, x, y) for point in points]
    parts += [_labelled(point, x, y) for point in points]  # above every interval
    return tag(
        "svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", class_="cal", role="img",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
    )  # fmt: skip


def _drawn(point: ReliabilityPoint, x: Scale, y: Scale) -> str:
    at = x(point.stated)
    inside = [
        titled(point.words),
        tag("path", class_="cal-interval", d=polyline([(at, y(point.low)), (at, y(point.high))])),
        tag("circle", class_="cal-point", cx=at, cy=y(point.came_true), r=5.5),
    ]
    return tag("g", "".join(inside))


def _labelled(point: ReliabilityPoint, x: Scale, y: Scale) -> str:
    at = x(point.stated)
    beyond = at > RIGHT - 60
    place = at - 10 if beyond else at + 10
    return text(place, y(point.came_true) + 4, point.label, "cal-count", "end" if beyond else None)
