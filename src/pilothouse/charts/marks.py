"""The points of a behaviour chart and the signals among them."""

from pilothouse.charts.data import BehaviourChart, SignalMark
from pilothouse.charts.episodes import episodes
from pilothouse.charts.frame import Frame, point_place
from pilothouse.charts.lines import edges
from pilothouse.charts.svg import dots, polyline, shape, tag, text, text_width, titled

# Above this many points a tooltip for each would weigh more than the rest of the page.
_MOST_TOOLTIPS = 300
_FIRST, _LATER, _RING = 6.0, 3.8, 9.5

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


def _word(chart: BehaviourChart, f: Frame, signal: SignalMark, place: tuple[float, float], taken: list[Box]) -> str:
    word = signal.word or chart.words.of_tone(signal.tone)
    half = text_width(word) / 2
    x = min(max(place[0], f.left + half), f.right - half)
    outward = -1 if _above(chart, signal.index) else 1
    for side in (outward, -outward):
        y = place[1] + (20 if side > 0 else -12)
        box = (x - half, y - 11, x + half, y + 3)
        inside = box[1] >= 2 and box[3] <= f.bottom - 1
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return text(x, y, word, f"pbc-word pbc-{signal.tone}", "middle")
    return ""


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
