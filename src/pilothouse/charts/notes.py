"""Decisions and actions on the time axis: a tick through the plot and a label under it."""

from dataclasses import dataclass

from pilothouse.charts.data import Annotation, BehaviourChart
from pilothouse.charts.frame import AXIS, ROW, Frame, place
from pilothouse.charts.svg import number, tag, text, text_width, titled

_MOST_ROWS = 3


@dataclass(frozen=True)
class Placed:
    """An annotation with its place; `row` is −1 where there is no room for its label."""

    note: Annotation
    x: float
    left: float
    width: float
    row: int


def arranged(chart: BehaviourChart, f: Frame) -> list[Placed]:
    """Every annotation with a row in which neither its label nor its tick touches another label.

    From the right to the left: an earlier label that reaches under a later one goes one row deeper, so that
    no tick runs through a label. What would need a fourth row keeps its tick alone.
    """
    result: list[Placed] = []
    for note in sorted(chart.annotations, key=lambda n: place(n.when), reverse=True):
        x = min(max(f.x(place(note.when)), f.left), f.right)
        width = max(text_width(note.label) + 12.0, ROW)
        left = min(x, f.size.width - width)
        row = max((p.row + 1 for p in result if p.left < left + width), default=0)
        result.append(Placed(note, x, left, width, row if row < _MOST_ROWS else -1))
    return result[::-1]


def rows_of(placed: list[Placed]) -> int:
    """How many rows the labels take."""
    return max((p.row + 1 for p in placed), default=0)


def ticks(placed: list[Placed], f: Frame) -> str:
    """A hairline through the plot for each annotation, down to its label."""
    parts = []
    for p in placed:
        foot = f.bottom + AXIS + p.row * ROW + 6 if p.row >= 0 else f.bottom + 5
        path = f"M{number(p.x)} {number(f.top)}V{number(foot)}"
        parts.append(tag("path", class_="pbc-when", d=path))
    return "".join(parts)


def annotations(placed: list[Placed], f: Frame) -> str:
    """The labels; those with an address are links, each with its full text as title."""
    return "".join(_annotation(p, f) for p in placed)


def _annotation(p: Placed, f: Frame) -> str:
    named = titled(f"{p.note.label}: {p.note.text}" if p.note.text else p.note.label)
    if p.row < 0:
        # Without room for its label the tick itself is what the pointer finds.
        hit = tag("rect", class_="pbc-hit", x=p.x - 3, y=f.bottom, width=6, height=AXIS)
        content = named + hit
    else:
        y = f.bottom + AXIS + p.row * ROW
        hit = tag("rect", class_="pbc-hit", x=p.left, y=y, width=p.width, height=ROW)
        content = named + hit + text(p.left + 5, y + 17, p.note.label)
    if p.note.href:
        return tag("a", content, href=p.note.href, class_="pbc-note")
    return tag("g", content, class_="pbc-note")
