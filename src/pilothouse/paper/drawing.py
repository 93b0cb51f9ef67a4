"""The figures of a pack as charts, drawn by the same code as on screen."""

from datetime import date
from typing import Any

from pilothouse import charts
from pilothouse.measures.models import Direction
from pilothouse.measures.moves import is_better
from pilothouse.measures.wording import period_in_words

Figure = dict[str, Any]


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
        signals=tuple(charts.SignalMark(i, tone_of(figure, side)) for i, side in enumerate(figure["sides"]) if side),
        target=charts.TargetLine(target["value"], charts.ENGLISH.target) if target else None,
        digits=figure["decimals"],
    )


def tone_of(figure: Figure, side: int, kind: str = "") -> charts.Tone:
    """Whether a move to this side is better or worse; less variation always is better."""
    way = 1 if figure["direction"] == Direction.UP else -1
    return "better" if is_better(side, kind, way) else "worse"


def spark_of(figure: Figure) -> str:
    """The small chart of the latest points."""
    latest = slice(-26, None)
    marks = [charts.SignalMark(i, tone_of(figure, side)) for i, side in enumerate(figure["sides"][latest]) if side]
    lower, upper = figure["lower"][-1:], figure["upper"][-1:]
    limits = (lower[0], upper[0]) if lower and lower[0] is not None and upper[0] is not None else None
    title = f"{figure['title']}, {figure['place']}"
    drawn = charts.sparkline(figure["values"][latest], title=title, limits=limits, signals=marks)
    return charts.printed(drawn)


def drawing_of(figure: Figure, today: date) -> dict[str, str]:
    """The chart as a picture for print, and what it shows in words."""
    chart = chart_of(figure, today)
    return {"svg": charts.printed(charts.behaviour(chart)), "alt": f"{chart.title}. {charts.summary(chart)}"}


def _spans(figure: Figure) -> list[charts.LimitSpan]:
    """Runs of points that have limits."""
    spans: list[charts.LimitSpan] = []
    lines = (figure["centre"], figure["lower"], figure["upper"])
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
