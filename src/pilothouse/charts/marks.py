"""The points of a behaviour chart and the signals among them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pilothouse.charts.data import BehaviourChart, SignalMark
from pilothouse.charts.episodes import episodes
from pilothouse.charts.frame import Frame, point_place
from pilothouse.charts.lines import edges
from pilothouse.charts.svg import dots, polyline, shape, tag, text, text_width, titled

# Above this many points a tooltip for each would weigh more than the rest of the page.
_MOST_TOOLTIPS = 300
_FIRST, _LATER, _RING = 6.0, 3.8, 9.5

# So far from its mark a word may stand, and so many points to each side may run through it.
_FAR, _NEAR = (0.0, 13.0, 26.0), 60

Spot = tuple[float, float]
Box = tuple[float, float, float, float]


def spots(chart: BehaviourChart, f: Frame) -> list[tuple[float, float] | None]:
    """Where each point stands; None where the value is missing."""
    return [None if value is None else (f.x(point_place(chart, i)), f.y(value)) for i, value in enumerate(chart.values)]


def points(chart: BehaviourChart, f: Frame) -> str:
    """Points joined by a thin line that is interrupted where a value is missing."""
    places = spots(chart, f)
    signalled = {signal.index for signal in chart.signals}
    plain = [p for i, p in enumerate(places) if p is not None and i not in signalled]
    parts = [tag("path", class_="pbc-line", d=polyline(places))]
    if plain:
        dense = len(places) > (90 if f.size.compact else 260)
        parts.append(tag("path", class_="pbc-dots pbc-dense" if dense else "pbc-dots", d=dots(plain)))
    return "".join(parts)


def signals(chart: BehaviourChart, f: Frame) -> str:
    """Every signal by its shape; the first of an episode is larger and carries one word, what is `own` has a ring."""
    own = next((signal for signal in chart.signals if signal.own), None)
    places = spots(chart, f)
    parts: list[str] = []
    words: list[str] = []
    taken: list[Box] = []
    for episode in episodes(chart):
        for signal in episode:
            place = places[signal.index]
            if place is None:
                continue
            first = signal is episode[0] or signal is own
            mark = shape(signal.tone, *place, _FIRST if first else _LATER)
            parts.append(tag("path", class_=f"pbc-mark pbc-{signal.tone}", d=mark))
            if signal.own:
                parts.append(tag("circle", class_="pbc-own", cx=place[0], cy=place[1], r=_RING))
            if first:
                words.append(_word(chart, f, signal, place, taken))
    return "".join(parts + words)


def _word(chart: BehaviourChart, f: Frame, signal: SignalMark, place: Spot, taken: list[Box]) -> str:
    """The word of a signal where it cuts the fewest lines, the nearest of such places; none without a free one."""
    word = signal.word or chart.words.of_tone(signal.tone)
    half = text_width(word) / 2
    outward = -1 if _above(chart, signal.index) else 1
    free = [box for box in _around(place, half, outward, f) if not any(_overlap(box, other) for other in taken)]
    if not free:
        return ""
    line, levels = spots(chart, f), _levels(chart, signal.index, f)
    box = min(free, key=lambda one: 2 * _cuts(one, line, signal.index) + sum(one[1] < y < one[3] for y in levels))
    taken.append(box)
    return text(box[0] + half, box[3] - 3, word, f"pbc-word pbc-{signal.tone}", "middle")


def _around(place: Spot, half: float, outward: int, f: Frame) -> Iterator[Box]:
    """Places for a word around its mark, the best first: outside of the limits before inside, near before far."""
    for side in (outward, -outward):
        for far in _FAR:
            y = place[1] + (20.0 + far if side > 0 else -12.0 - far)
            if y - 11 < 2 or y + 3 > f.bottom - 1:
                continue
            for aside in (0.0, half + 8.0, -half - 8.0):
                x = min(max(place[0] + aside, f.left + half), f.right - half)
                yield (x - half, y - 11, x + half, y + 3)


def _levels(chart: BehaviourChart, index: int, f: Frame) -> list[float]:
    """The heights of limits, centre and target at a point."""
    spans = [span for span in chart.spans if not span.old and span.first <= index <= span.last]
    values = [line[index - span.first] for span in spans for line in (span.lower, span.centre, span.upper)]
    values += [chart.target.value] if chart.target else []
    return [f.y(value) for value in values if value is not None]


def _cuts(box: Box, line: Sequence[Spot | None], index: int) -> int:
    """How many pieces and other points of the line near a point lie on a box; a point is as large as its mark."""
    near = line[max(index - _NEAR, 0) : index + _NEAR + 1]
    wide = (box[0] - _FIRST, box[1] - _FIRST, box[2] + _FIRST, box[3] + _FIRST)
    others = (spot for spot in near if spot is not None and spot != line[index])
    points = sum(wide[0] < x < wide[2] and wide[1] < y < wide[3] for x, y in others)
    return points + sum(a is not None and b is not None and _through(box, a, b) for a, b in pairwise(near))


def _through(box: Box, a: Spot, b: Spot) -> bool:
    left, right = max(a[0], box[0]), min(b[0], box[2])
    if left > right:
        return False
    slope = (b[1] - a[1]) / (b[0] - a[0]) if b[0] > a[0] else 0.0
    ends = [a[1] + slope * (x - a[0]) for x in (left, right)] if b[0] > a[0] else [a[1], b[1]]
    return min(ends) < box[3] and max(ends) > box[1]


def _above(chart: BehaviourChart, index: int) -> bool:
    value = chart.values[index]
    for span in chart.spans:
        if not span.old and span.first <= index <= span.last:
            centre = span.centre[index - span.first]
            return centre is None or value is None or value >= centre
    return True


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def tooltips(chart: BehaviourChart, f: Frame) -> str:
    """A strip over each point that says its date, its value and its signal; charts of 300 points and less."""
    said = {s.index: s for s in chart.signals}
    borders = edges(chart, f)
    parts = []
    for i, value in enumerate(chart.values):
        if len(chart.values) > _MOST_TOOLTIPS and i not in said:
            continue
        words = f"{chart.label(i)}: {chart.words.missing if value is None else chart.amount(value)}"
        if i in said:
            signal = said[i]
            words += f" \u00b7 {signal.word or chart.words.of_tone(signal.tone)}"
            words += f" \u00b7 {signal.text}" if signal.text else ""
        x, end = borders[i], borders[i + 1]
        strip = tag("rect", titled(words), x=x, y=f.top, width=max(end - x, 0.5), height=f.bottom - f.top)
        parts.append(strip)
    return tag("g", "".join(parts), class_="pbc-hits") if parts else ""
