"""The figures of a pack as charts, drawn by the same code as on screen."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from pilothouse import charts
from pilothouse.measures.models import Direction
from pilothouse.measures.moves import is_better
from pilothouse.measures.wording import period_in_words
from pilothouse.spc.changes import SPREAD

Figure = dict[str, Any]
_LINES = ("centre", "lower", "upper")
# So many points a small chart shows.
_SMALL = 26


def chart_of(figure: Figure, today: date) -> charts.BehaviourChart:
    """The process behaviour chart of a figure."""
    periods = tuple(date.fromisoformat(period) for period in figure["periods"])
    target = figure["target"]
    return charts.BehaviourChart(
        key=f"f{figure['series']}",
        title=f"{figure['title']}, {figure['place']}",
        values=tuple(figure["values"]),
        unit=figure["unit_of_measure"],
        dates=periods,
        labels=tuple(period_in_words(period, figure["frequency"], today) for period in periods),
        spans=tuple(_spans(figure)),
        signals=_marks(figure, periods),
        target=charts.TargetLine(target["value"], charts.ENGLISH.target) if target else None,
        annotations=tuple(_notes(figure)),
        digits=figure["decimals"],
    )


def _marks(figure: Figure, periods: Sequence[date]) -> tuple[charts.SignalMark, ...]:
    """Points that show a change, and what signals told when they were found: history stays on the chart."""
    found = {i: charts.SignalMark(i, tone_of(figure, side, _kind(figure, i)))
             for i, side in enumerate(figure["sides"]) if side}  # fmt: skip
    for mark in _drawn(figure)["marks"]:
        onset, last = date.fromisoformat(mark["onset"]), date.fromisoformat(mark["found"])
        tone: charts.Tone = "better" if mark["better"] else "worse"
        found |= {i: charts.SignalMark(i, tone) for i, day in enumerate(periods) if onset <= day <= last}
    return tuple(found[place] for place in sorted(found))


def _kind(figure: Figure, place: int) -> str:
    return SPREAD if place in _drawn(figure)["spread"] else ""


def _drawn(figure: Figure) -> dict[str, Any]:
    """What belongs on the chart beyond its line; formats before the fifth did not hold it."""
    nothing: dict[str, Any] = {"spread": (), "spans": None, "replaced": (), "marks": (), "notes": ()}
    held: dict[str, Any] = figure.get("drawn", {})
    return nothing | held


def _notes(figure: Figure) -> Iterator[charts.Annotation]:
    for one in _drawn(figure)["notes"]:
        yield charts.Annotation(date.fromisoformat(one["on"]), one["code"], one["title"])


def tone_of(figure: Figure, side: int, kind: str = "") -> charts.Tone:
    """Whether a move to this side is better or worse; less variation always is better."""
    way = 1 if figure["direction"] == Direction.UP else -1
    return "better" if is_better(side, kind, way) else "worse"


def spark_of(figure: Figure) -> str:
    """The small chart of the latest points."""
    latest, first = slice(-_SMALL, None), max(len(figure["sides"]) - _SMALL, 0)
    marks = [
        charts.SignalMark(i, tone_of(figure, side, _kind(figure, first + i)))
        for i, side in enumerate(figure["sides"][latest])
        if side
    ]
    lower, upper = figure["lower"][-1:], figure["upper"][-1:]
    limits = (lower[0], upper[0]) if lower and lower[0] is not None and upper[0] is not None else None
    title = f"{figure['title']}, {figure['place']}"
    drawn = charts.sparkline(figure["values"][latest], title=title, limits=limits, signals=marks)
    return charts.pictured(drawn).svg


def drawing_of(figure: Figure, today: date) -> dict[str, Any]:
    """The chart as a picture for print, and what it shows in words."""
    chart = chart_of(figure, today)
    return {
        "picture": picture_of(charts.behaviour(chart, size=charts.PAPER, hover=False)),
        "alt": f"{chart.title}. {charts.summary(chart)}",
    }


def picture_of(svg: str) -> dict[str, Any]:
    """A drawing as `look.typ` sets it: a picture without letters, and its texts with their places."""
    return asdict(charts.pictured(svg))


def _spans(figure: Figure) -> list[charts.LimitSpan]:
    """Limits as they hold, each stretch by itself, those of replaced baselines before them."""
    drawn = _drawn(figure)
    if drawn["spans"] is None:
        return _runs(figure)
    found = [_span(one, {name: one[name] for name in _LINES}, old=True) for one in drawn["replaced"]]
    for one in drawn["spans"]:
        lines = {name: figure[name][one["first"] : one["last"] + 1] for name in _LINES}
        if any(value is not None for value in lines["centre"]):
            found.append(_span(one, lines, old=one is not drawn["spans"][-1]))
    return found


def _span(one: dict[str, Any], lines: dict[str, list[float | None]], *, old: bool) -> charts.LimitSpan:
    begin, end = one["baseline"] or (None, None)
    centre, lower, upper = (tuple(lines[name]) for name in _LINES)
    return charts.LimitSpan(one["first"], one["last"], centre, lower, upper, begin, end, old=old)


def _runs(figure: Figure) -> list[charts.LimitSpan]:
    """Runs of points that have limits: what formats before the fifth tell."""
    spans: list[charts.LimitSpan] = []
    lines = tuple(figure[name] for name in _LINES)
    known = [all(line[i] is not None for line in lines) for i in range(len(figure["values"]))]
    first = 0
    while first < len(known):
        last = first
        while last + 1 < len(known) and known[last + 1] == known[first]:
            last += 1
        if known[first]:
            centre, lower, upper = (tuple(line[first : last + 1]) for line in lines)
            spans.append(charts.LimitSpan(first, last, centre, lower, upper))
        first = last + 1
    return spans
