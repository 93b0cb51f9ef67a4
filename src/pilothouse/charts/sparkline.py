"""A series in the space of a word: as SVG for lists, as characters for the terminal."""

from collections.abc import Iterator, Sequence

from pilothouse.charts.data import Line, SignalMark
from pilothouse.charts.scale import Scale
from pilothouse.charts.svg import dots, polyline, shape, tag, titled

_BLOCKS = "▁▂▃▄▅▆▇█"
_MOST_MARKS = 6


def sparkline(
    values: Line,
    *,
    title: str,
    limits: tuple[float, float] | None = None,
    signals: Sequence[SignalMark] = (),
    width: float = 120.0,
    height: float = 28.0,
    reach: tuple[float, float] | None = None,
) -> str:
    """An SVG of the line, the band of routine variation (lower, upper), the last point and the last signals.

    `title` is what a screen reader says. `reach` are values that the scale holds in any case, so that several
    drawings can share one scale. Missing values are gaps; no values are an empty drawing.
    """
    present = [v for v in values if v is not None]
    parts = [titled(title)]
    if present:
        x = Scale(0.0, max(len(values) - 1, 1), 5.0, width - 5.0)
        shown = [*present, *(limits or ()), *(reach or ())]
        y = Scale(min(shown), max(shown), height - 5.0, 5.0)
        if limits is not None:
            top, bottom = y(limits[1]), y(limits[0])
            parts.append(tag("rect", class_="spark-band", x=0, y=top, width=width, height=bottom - top))
        places = [None if v is None else (x(i), y(v)) for i, v in enumerate(values)]
        parts.append(tag("path", class_="spark-line", d=polyline(places)))
        last = next(p for p in reversed(places) if p is not None)
        parts += [tag("path", class_="spark-last", d=dots([last])), *_marked(signals, places)]
    return tag(
        "svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", class_="sparkline", role="img",
        viewBox=f"0 0 {width:g} {height:g}", width=width, height=height,
    )  # fmt: skip


def _marked(signals: Sequence[SignalMark], places: Sequence[tuple[float, float] | None]) -> Iterator[str]:
    """The last signals, each where its value is drawn."""
    for signal in sorted(signals, key=lambda s: s.index)[-_MOST_MARKS:]:
        place = places[signal.index]
        if place is not None:
            mark = shape(signal.tone, *place, 3.4)
            yield tag("path", class_=f"spark-mark spark-{signal.tone}", d=mark)


def text_sparkline(values: Line, *, width: int = 40) -> str:
    """At most `width` characters from ▁ to █, each the mean of neighbours; a blank is missing."""
    shown = _condensed(values, width)
    present = [v for v in shown if v is not None]
    if not present:
        return " " * len(shown)
    scale = Scale(min(present), max(present), 0.0, len(_BLOCKS) - 1.0)
    return "".join(" " if v is None else _BLOCKS[round(scale(v))] for v in shown)


def _condensed(values: Line, width: int) -> list[float | None]:
    count = len(values)
    if count <= width:
        return list(values)
    result: list[float | None] = []
    for i in range(width):
        part = [v for v in values[i * count // width : (i + 1) * count // width] if v is not None]
        result.append(sum(part) / len(part) if part else None)
    return result
