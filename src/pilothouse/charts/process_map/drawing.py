"""The map drawn: rows of shapes, lanes of hand-overs, texts on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pilothouse.charts.process_map.data import MapHandover, MapProcess, MapWords
from pilothouse.charts.process_map.layout import SMALL_LINE, TIP, TITLE_LINE, Box, Rows, rows_of
from pilothouse.charts.process_map.routes import ABOVE, BELOW, LABEL_LINE, Route, Run, channel_of, routes_of
from pilothouse.charts.svg import number, polyline, shape, tag, text, titled

_LANE_PAD, _ROOM, _BEND, _HEAD = 16.0, 20.0, 7.0, 6.0
_WORDS = 18.0  # words of a status stand so far right of its mark
_TROUBLE, _OFF = 5.0, 10.0  # the mark of trouble: its size, and how far off the giver it stands on the line
_WIDTHS = ((1300.0, "map-one"), (1700.0, "map-two"))


@dataclass(frozen=True)
class Levels:
    """Heights on the drawing: the top of each row, and the y of every lane of both channels."""

    tops: tuple[float, float, float]
    lanes: tuple[tuple[float, ...], tuple[float, ...]]
    height: float


def process_map(processes: Sequence[MapProcess], handovers: Sequence[MapHandover], words: MapWords) -> str:
    """The SVG of the map; processes stand in the order given. Every shape and every hand-over is a link."""
    rows = rows_of(processes, words)
    routes = routes_of(handovers, rows)
    levels = _levels(rows, routes)
    parts = [
        titled(words.title),
        _band(rows, levels),
        *_row_names(rows, levels, words),
        *(_line(route, rows, levels) for route in routes),
        *(_box(box, levels.tops[box.row]) for box in rows.boxes.values()),
        *(_trouble(route, rows, levels) for route in routes),
        *(_label(route, levels) for route in routes),
    ]
    size = next((name for most, name in _WIDTHS if rows.width <= most), "map-three")
    return tag(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        class_=f"map {size}",
        role="group",
        viewBox=f"-4 -4 {rows.width + 8:g} {levels.height + 8:g}",
        width=rows.width + 8,
        height=levels.height + 8,
    )


def _levels(rows: Rows, routes: Sequence[Route]) -> Levels:
    above, below = (_lane_heights(routes, channel) for channel in (ABOVE, BELOW))
    core = rows.heights[0] + sum(above) + 2 * _ROOM
    under = core + rows.heights[1]
    supporting = under + sum(below) + 2 * _ROOM + 6.0
    # A lane's line lies at its bottom, its words above it. Above the chain lanes are counted upwards, below downwards.
    up = [core - _ROOM - sum(above[:lane]) for lane in range(len(above))]
    down = [under + _ROOM + sum(below[: lane + 1]) for lane in range(len(below))]
    height = supporting + rows.heights[2]
    return Levels((0.0, core, supporting), (tuple(up), tuple(down)), height)


def _lane_heights(routes: Sequence[Route], channel: int) -> list[float]:
    runs = [run for route in routes for run in route.runs if run.channel == channel]
    count = max((run.lane for run in runs), default=-1) + 1
    lines = (max(len(run.words) for run in runs if run.lane == lane) for lane in range(count))
    return [line * LABEL_LINE + _LANE_PAD for line in lines]


def _band(rows: Rows, levels: Levels) -> str:
    """The broad arrow behind the chain: everything here flows towards the customer."""
    top, bottom = levels.tops[1] - 9.0, levels.tops[1] + rows.heights[1] + 9.0
    corners = [(0.0, top), (rows.width, top), (rows.width, bottom), (0.0, bottom)]
    return tag("path", class_="map-band", d=polyline(corners) + "Z")


def _row_names(rows: Rows, levels: Levels, words: MapWords) -> list[str]:
    named = ((0, words.leading), (2, words.supporting))
    return [
        text(0, levels.tops[row] + rows.heights[row] / 2 + 4, name, "map-row")
        for row, name in named
        if rows.heights[row]
    ]


def _box(box: Box, top: float) -> str:
    process = box.process
    lines = [tag("path", class_=f"map-shape map-{box.form}", d=_outline(box, top))]
    y = top + 26.0 if process else top + (box.height - len(box.title) * TITLE_LINE) / 2 + 14.0
    for line in box.title:
        if process:
            lines.append(text(box.inset, y, line, "map-title"))
        else:
            lines.append(text(box.middle, y, line, "map-title", "middle"))
        y += TITLE_LINE
    if process is None:
        return "".join(lines)
    for line in box.owner:
        lines.append(text(box.inset, y, line, "map-owner" if process.owner else "map-owner map-nobody"))
        y += SMALL_LINE
    foot = top + box.height - 14.0
    if process.work:
        lines.append(text(box.inset + _WORDS, foot, process.work, "map-work"))
        foot -= SMALL_LINE
    lines.append(_status(box, process, foot))
    told = (f"{process.code} {process.title}", process.owner, process.status, process.work)
    name = ". ".join(part for part in told if part)
    return tag("a", titled(name) + "".join(lines), class_="map-process", href=process.href or None)


def _outline(box: Box, top: float) -> str:
    left, right, bottom, middle = box.x, box.x + box.width, top + box.height, top + box.height / 2
    if box.form == "arrow":
        tip, notch = (right + TIP, middle), (left + TIP, middle)
        return polyline([(left, top), (right, top), tip, (right, bottom), (left, bottom), notch]) + "Z"
    r = 22.0 if box.form == "end" else 4.0
    across, down, bend = number(box.width - 2 * r), number(box.height - 2 * r), f"a{r:g} {r:g} 0 0 1 "
    return (
        f"M{number(left + r)} {number(top)}h{across}{bend}{r:g} {r:g}v{down}{bend}-{r:g} {r:g}"
        f"h-{across}{bend}-{r:g} -{r:g}v-{down}{bend}{r:g} -{r:g}Z"
    )


def _status(box: Box, process: MapProcess, y: float) -> str:
    x = box.inset
    if process.mark in {"worse", "better", "changed"}:
        drawn = tag("path", class_=f"map-mark map-{process.mark}", d=shape(process.mark, x + 6, y - 4, 5.5))
    elif process.mark == "gap":
        drawn = tag("circle", class_="map-mark map-gap", cx=x + 6, cy=y - 4, r=4.5)
    else:
        drawn = tag("path", class_="map-mark map-calm", d=f"M{number(x)} {number(y - 4)}h11")
    return drawn + text(x + _WORDS, y, process.status, f"map-status map-{process.mark}")


def _line(route: Route, rows: Rows, levels: Levels) -> str:
    """The path of a hand-over with its arrow head."""
    first, last = route.runs[0], route.runs[-1]
    start = (first.start, _edge(route, route.giver, rows, levels))
    end = (last.end, _edge(route, route.taker, rows, levels))
    corners = [start]
    for run in route.runs:
        y = _lane_y(run, levels)
        corners += [(run.start, y), (run.end, y)]
    down = end[1] > corners[-1][1]
    corners.append((end[0], end[1] - (_HEAD if down else -_HEAD)))
    half = 4.2 + route.handover.weight / 2
    head = [(end[0] - half, corners[-1][1]), (end[0] + half, corners[-1][1]), end]
    weight = f" map-weight-{route.handover.weight}" if route.handover.weight else ""
    line = tag("path", class_=f"map-line{weight}", d=_bent(corners))
    return line + tag("path", class_="map-head", d=polyline(head) + "Z")


def _trouble(route: Route, rows: Rows, levels: Levels) -> str:
    """The mark on the line of a hand-over, beside its giver; nothing where nothing is wrong there."""
    mark = route.handover.trouble
    if mark is None:
        return ""
    first, edge = route.runs[0], _edge(route, route.giver, rows, levels)
    y = edge + (_OFF if _lane_y(first, levels) > edge else -_OFF)
    return tag("path", class_=f"map-mark map-{mark} map-trouble", d=shape(mark, first.start, y, _TROUBLE))


def _lane_y(run: Run, levels: Levels) -> float:
    return levels.lanes[run.channel][run.lane]


def _edge(route: Route, box: Box, rows: Rows, levels: Levels) -> float:
    """The y at which the route meets a shape."""
    top = levels.tops[box.row]
    lower = box.row == 0 or (box.row == 1 and channel_of(route, box) == BELOW)
    return top + rows.heights[box.row] if lower else top


def _bent(corners: Sequence[tuple[float, float]]) -> str:
    """Path data through the corners, each of them rounded."""
    points = [point for i, point in enumerate(corners) if i == 0 or point != corners[i - 1]]
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        r = min(_BEND, _distance(before, at) / 2, _distance(at, after) / 2)
        begin, end = _towards(at, before, r), _towards(at, after, r)
        parts.append(f"L{number(begin[0])} {number(begin[1])}")
        parts.append(f"Q{number(at[0])} {number(at[1])} {number(end[0])} {number(end[1])}")
    parts.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(parts)


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(a: tuple[float, float], b: tuple[float, float], by: float) -> tuple[float, float]:
    length = _distance(a, b)
    if not length:
        return a
    return a[0] + (b[0] - a[0]) * by / length, a[1] + (b[1] - a[1]) * by / length


def _label(route: Route, levels: Levels) -> str:
    run = next(run for run in route.runs if run.words)
    lowest = _lane_y(run, levels) - 5.0 - route.handover.weight / 2
    lines = "".join(
        tag("tspan", escape(line), x=run.label, y=lowest - LABEL_LINE * (len(run.words) - 1 - place))
        for place, line in enumerate(run.words)
    )
    words = tag("text", lines, class_="map-label", text_anchor="middle")
    ends = f"{' '.join(route.giver.title)} → {' '.join(route.taker.title)}"
    name = ". ".join(part for part in (f"{route.handover.what} ({ends})", route.handover.hint) if part)
    return tag("a", titled(name) + words, class_="map-handover", href=route.handover.href or None)
