"""Which way the hand-overs run: up and down at the shapes, along a lane of their own in the space between rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pilothouse.charts.process_map.data import MapHandover
from pilothouse.charts.process_map.layout import NEED, SATISFACTION, SMALL, Box, Rows
from pilothouse.charts.process_map.wrapping import balanced
from pilothouse.charts.svg import text_width

ABOVE, BELOW = 0, 1
LABEL_LINE = 14.0
_LABEL_WIDTH, _NARROWER = 190.0, (100.0, 70.0)
_APART, _BESIDE = 9.0, 14.0


@dataclass
class Run:
    """One level stretch of a hand-over in a channel, from x `start` to `end`, with its words or without.

    `dropped` are the ends that come down from above: words stand above the line and keep clear of them.
    """

    channel: int
    start: float
    end: float
    dropped: tuple[float, ...] = ()
    words: tuple[str, ...] = ()
    label: float = 0.0
    lane: int = 0

    @property
    def label_width(self) -> float:
        return 2 * _half(self.words) if self.words else 0.0

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where nothing else may stand on the same lane."""
        half = self.label_width / 2
        points = [self.start, self.end, *((self.label - half, self.label + half) if self.words else ())]
        return min(points), max(points)


@dataclass
class Route:
    """A hand-over on the map: its two shapes, where it leaves and arrives, and its one or two level runs."""

    handover: MapHandover
    giver: Box
    taker: Box
    runs: list[Run] = field(default_factory=list)
    gap: float = 0.0


def routes_of(handovers: Sequence[MapHandover], rows: Rows) -> list[Route]:
    """Every hand-over whose ends are on the map, with lanes given: lane 0 lies next to the chain."""
    routes = []
    for handover in handovers:
        giver = rows.boxes.get(NEED if handover.giver is None else handover.giver)
        taker = rows.boxes.get(SATISFACTION if handover.taker is None else handover.taker)
        if giver is not None and taker is not None and giver is not taker:
            routes.append(Route(handover, giver, taker))
    passing: list[float] = []
    for route in routes:
        if {route.giver.row, route.taker.row} == {0, 2}:
            route.gap = _clear_of(passing, _nearest_gap(route, rows))
            passing.append(route.gap)
    ports = _ports(routes)
    for number, route in enumerate(routes):
        _run(route, ports[(number, "giver")], ports[(number, "taker")], rows)
    for channel in (ABOVE, BELOW):
        runs = [run for route in routes for run in route.runs if run.channel == channel]
        _give_lanes(runs)
        for run in runs:
            _move_label(run, _crossing(run, runs), _room(run, runs, rows.width))
    return routes


def channel_of(route: Route, box: Box) -> int:
    """In which channel the route meets this shape; back along the chain goes below it."""
    if box.row != 1:
        return ABOVE if box.row == 0 else BELOW
    other = route.taker if box is route.giver else route.giver
    if other.row == 1:
        return ABOVE if route.giver.x < route.taker.x else BELOW
    return ABOVE if other.row == 0 else BELOW


def _nearest_gap(route: Route, rows: Rows) -> float:
    middle = (route.giver.middle + route.taker.middle) / 2
    return min(rows.gaps, key=lambda x: abs(x - middle), default=rows.width / 2)


def _ports(routes: Sequence[Route]) -> dict[tuple[int, str], float]:
    """Where on a shape's edge each hand-over ends: in the order of where it goes, so that few lines cross."""
    sides: dict[tuple[int, int], list[tuple[float, int, str]]] = defaultdict(list)
    for number, route in enumerate(routes):
        for name, box, other in (("giver", route.giver, route.taker), ("taker", route.taker, route.giver)):
            aim = route.gap or other.middle
            sides[(box.key, channel_of(route, box))].append((aim, number, name))
    boxes = {box.key: box for route in routes for box in (route.giver, route.taker)}
    ports: dict[tuple[int, str], float] = {}
    taken: dict[int, list[float]] = {ABOVE: [], BELOW: []}
    for (key, channel), ends in sorted(sides.items()):
        box = boxes[key]
        step = (box.width - 24.0) / len(ends)
        for place, (_, number, name) in enumerate(sorted(ends)):
            x = box.x + 12.0 + step * (place + 0.5)
            ports[(number, name)] = _clear_of(taken[channel], x)
            taken[channel].append(ports[(number, name)])
    return ports


def _clear_of(taken: Sequence[float], x: float) -> float:
    """The nearest place that no other line of the channel stands on."""
    for shift in (0.0, 1.0, -1.0, 2.0, -2.0):
        moved = x + shift * _APART
        if all(abs(moved - other) >= _APART - 1.0 for other in taken):
            return moved
    return x


def _run(route: Route, leaves: float, arrives: float, rows: Rows) -> None:
    words = tuple(balanced(route.handover.what, _LABEL_WIDTH, SMALL, 2))
    ends = ((leaves, route.giver), (arrives, route.taker))
    if route.gap:
        for x, box in ends:
            channel = channel_of(route, box)
            falls = x if channel == ABOVE else route.gap
            route.runs.append(Run(channel, x, route.gap, (falls,)))
        route.runs[1].start, route.runs[1].end = route.runs[1].end, route.runs[1].start
        longer = max(route.runs, key=lambda run: abs(run.end - run.start))
        longer.words = words
    else:
        channel = channel_of(route, route.giver)
        dropped = tuple(x for x, box in ends if box.row < (1 if channel == ABOVE else 2))
        route.runs.append(Run(channel, leaves, arrives, dropped, words))
    for run in route.runs:
        _place_label(run, rows.width)


def _place_label(run: Run, width: float) -> None:
    """Over the middle of the run, or beside the end that comes from above."""
    half = run.label_width / 2
    left, right = sorted((run.start, run.end))
    x = (left + right) / 2
    if len(run.dropped) == 1 and right - left < 2 * half + 16.0:
        drop = run.dropped[0]
        x = drop + half + 8.0 if drop <= x and drop + 2 * half + 8.0 < width else drop - half - 8.0
    run.label = min(max(x, half), width - half)


def _give_lanes(runs: Sequence[Run]) -> None:
    """Short runs next to the chain; two runs share a lane where neither lines nor words meet."""
    lanes: list[list[tuple[float, float]]] = []
    for run in sorted(runs, key=lambda run: (run.reach[1] - run.reach[0], run.start)):
        left, right = run.reach
        free = (
            number
            for number, lane in enumerate(lanes)
            if all(right + _BESIDE <= other[0] or left - _BESIDE >= other[1] for other in lane)
        )
        run.lane = next(free, len(lanes))
        if run.lane == len(lanes):
            lanes.append([])
        lanes[run.lane].append((left, right))


def _crossing(run: Run, runs: Sequence[Run]) -> list[float]:
    """Where lines going up or down cross the height of this run's words, which stand above its line."""
    found = []
    for other in runs:
        for x in (other.start, other.end):
            falls = x in other.dropped
            if run.channel == ABOVE:
                crosses = run.lane >= other.lane if falls else run.lane < other.lane
            else:
                crosses = run.lane <= other.lane if falls else run.lane > other.lane
            if crosses:
                found.append(x)
    return found


def _room(run: Run, runs: Sequence[Run], width: float) -> tuple[float, float]:
    """From where to where a run's words may stand: up to what else stands on its lane."""
    left, right = run.reach
    others = [other.reach for other in runs if other is not run and other.lane == run.lane]
    least = max((end + _BESIDE for _, end in others if end <= left), default=0.0)
    return least, min((begin - _BESIDE for begin, _ in others if begin >= right), default=width)


def _move_label(run: Run, crossing: Sequence[float], room: tuple[float, float]) -> None:
    """The place where fewest lines cross the words, along the run or beside its ends; on narrower lines if that helps,
    the nearest to where they stood.
    """
    if not run.words:
        return
    stood, reach = run.label, run.reach
    text = " ".join(run.words)
    narrow = (tuple(balanced(text, width, SMALL, 3)) for width in _NARROWER)
    wordings = [run.words, *(words for words in narrow if " ".join(words) == text)]

    def cost(words: tuple[str, ...], place: float) -> tuple[int, int, float]:
        half = _half(words)
        return sum(abs(x - place) < half + 3.0 for x in crossing), len(words), abs(place - stood)

    ways = [(words, place) for words in wordings for place in _places(run, _half(words), reach, room)]
    run.words, run.label = min([(run.words, stood), *ways], key=lambda way: cost(*way))


def _places(run: Run, half: float, reach: tuple[float, float], room: tuple[float, float]) -> list[float]:
    left, right = reach[0] + half, reach[1] - half
    places = [left + 6.0 * step for step in range(int((right - left) / 6.0) + 1)]
    places += [end + side * (half + 8.0) for end in run.dropped for side in (-1.0, 1.0)]
    return [place for place in places if room[0] <= place - half and place + half <= room[1]]


def _half(words: Sequence[str]) -> float:
    return max(text_width(line, SMALL) for line in words) / 2
