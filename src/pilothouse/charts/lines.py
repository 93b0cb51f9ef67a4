"""The quiet lines of a behaviour chart: baseline, limits, target, axes, and the values at the right end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pilothouse.charts.data import BehaviourChart, LimitSpan, Line
from pilothouse.charts.frame import Frame, off_scale, point_place, target_amount, target_name
from pilothouse.charts.scale import kept_apart, round_ticks
from pilothouse.charts.svg import number, polyline, tag, text, text_width
from pilothouse.charts.timeaxis import date_ticks, label_steps

_LINE_GAP = 15.0


def edges(chart: BehaviourChart, f: Frame) -> list[float]:
    """The borders between points, one more than there are points; the outer ones are the plot's edges."""
    places = [f.x(point_place(chart, i)) for i in range(len(chart.values))]
    between = [(a + b) / 2 for a, b in pairwise(places)]
    return [f.left, *between, f.right]


def baselines(chart: BehaviourChart, f: Frame) -> str:
    """The shaded stretches that fixed limits, each with its word above; those of limits replaced since are fainter."""
    borders = edges(chart, f)
    parts: list[str] = []
    named: list[float] = []
    for span in sorted(chart.spans, key=lambda span: span.old):
        if span.baseline_first is None or span.baseline_last is None:
            continue
        age, word = (" pbc-old", chart.words.earlier) if span.old else ("", chart.words.baseline)
        x, end = borders[span.baseline_first], borders[span.baseline_last + 1]
        parts.append(tag("rect", class_=f"pbc-baseline{age}", x=x, y=f.top, width=end - x, height=f.bottom - f.top))
        if text_width(word) <= end - x and all(abs(x - other) > text_width(chart.words.baseline) for other in named):
            parts.append(text(x + 3, f.top - 7, word, "pbc-quiet"))
            named.append(x)
    return "".join(parts)


def limit_lines(chart: BehaviourChart, f: Frame) -> str:
    """Centre and limits of every span as steps; those replaced since are fainter."""
    borders = edges(chart, f)
    parts = []
    for span in chart.spans:
        age = " pbc-old" if span.old else ""
        for line, class_ in (
            (span.lower, "pbc-limit"),
            (span.centre, "pbc-centre"),
            (span.upper, "pbc-limit"),
        ):
            path = polyline(_steps(line, span, borders, f))
            if path:
                parts.append(tag("path", class_=class_ + age, d=path))
    return "".join(parts)


def _steps(line: Line, span: LimitSpan, borders: Sequence[float], f: Frame) -> list[tuple[float, float] | None]:
    corners: list[tuple[float, float] | None] = []
    height: float | None = None
    for i, value in enumerate(line, span.first):
        if value is None:
            corners.append(None)
            height = None
            continue
        y = f.y(value)
        if height is not None and number(y) == number(height):
            corners.pop()
        else:
            corners.append((borders[i], y))
        corners.append((borders[i + 1], y))
        height = y
    return corners


def target_line(chart: BehaviourChart, f: Frame) -> str:
    """The target, dashed, with a small flag at its end; nothing where it is off the scale."""
    if chart.target is None or off_scale(chart):
        return ""
    y = f.y(chart.target.value)
    line = tag("path", class_="pbc-target", d=polyline([(f.left, y), (f.right, y)]))
    flag = polyline([(f.right, y), (f.right, y - 9), (f.right + 8, y - 5.5), (f.right, y - 2)]) + "Z"
    return line + tag("path", class_="pbc-flag", d=flag)


def end_labels(chart: BehaviourChart, f: Frame) -> str:
    """The values of limits, centre and target at the right end, kept apart."""
    labels = list(_end_labels(chart, f))
    spots = kept_apart([y for y, _, _, _ in labels], _LINE_GAP, f.top - 4, f.bottom)
    parts = []
    for spot, (_, name, amount, class_) in zip(spots, labels, strict=True):
        if f.size.compact:
            parts.append(text(f.size.width, spot + 4, amount, class_, "end"))
            continue
        parts.append(text(f.right + 12, spot + 4, name, class_))
        parts.append(text(f.size.width, spot + 4, amount, class_, "end"))
    return "".join(parts)


def _end_labels(chart: BehaviourChart, f: Frame) -> Iterator[tuple[float, str, str, str]]:
    words = chart.words
    span = next((s for s in reversed(chart.spans) if not s.old), None)
    if span is not None:
        named = ((words.upper, span.upper), (words.mean, span.centre), (words.lower, span.lower))
        for name, line in named:
            value = next((v for v in reversed(line) if v is not None), None)
            if value is not None:
                yield f.y(value), name, words.number(value, chart.limit_digits), "pbc-quiet"
    if chart.target is not None:
        far = off_scale(chart)
        y = (f.top if far > 0 else f.bottom) if far else f.y(chart.target.value)
        yield y, target_name(chart), target_amount(chart), "pbc-aim"


def value_axis(chart: BehaviourChart, f: Frame) -> str:
    """Round values at the left, the unit above them; a sentence instead where there is no value."""
    if all(value is None for value in chart.values):
        middle = (f.left + f.right) / 2, (f.top + f.bottom) / 2
        return text(*middle, chart.words.summary_empty, "pbc-quiet", "middle")
    parts = [text(0, 12, chart.unit, "pbc-quiet")] if chart.unit else []
    about = 4 if f.size.compact else 6
    ticks = round_ticks(f.y.low, f.y.high, about)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 0.0
    digits = chart.digits if step % 1 else 0
    for value in ticks:
        if chart.within is not None and not chart.within[0] <= value <= chart.within[1]:
            continue
        y = f.y(value)
        parts.append(text(f.left - 8, y + 4, chart.words.number(value, digits), "pbc-quiet", "end"))
        parts.append(tag("path", class_="pbc-tick", d=f"M{number(f.left - 4)} {number(y)}h4"))
    return "".join(parts)


def time_axis(chart: BehaviourChart, f: Frame) -> str:
    """The base line with its ticks: dates as fine as fit, or every so many labels."""
    base = f.bottom
    parts = [tag("path", class_="pbc-axis", d=polyline([(f.left, f.bottom), (f.right, f.bottom)]))]
    end = 0.0
    for x, label, below in _time_ticks(chart, f):
        half = text_width(label) / 2
        x_text = min(max(x, half), f.size.width - half)
        parts.append(tag("path", class_="pbc-tick", d=f"M{number(x)} {number(f.bottom)}v5"))
        parts.append(text(x_text, base + 18, label, "pbc-time", "middle"))
        if below and x >= end:
            parts.append(text(x_text, base + 33, below, "pbc-time", "middle"))
            end = x + text_width(below) + 8
    return "".join(parts)


def _time_ticks(chart: BehaviourChart, f: Frame) -> list[tuple[float, str, str]]:
    width = f.right - f.left
    if chart.dates:
        # Not every point has a tick, and not every tick a point.
        ticks = date_ticks(chart.dates[0], chart.dates[-1], width, chart.words)
        return [(f.x(float(t.when.toordinal())), t.label, t.below) for t in ticks]
    labels = [chart.label(i) for i in range(len(chart.values))]
    return [(f.x(float(i)), labels[i], "") for i in label_steps(labels, width)]
