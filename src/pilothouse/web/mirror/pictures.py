"""Figures of the mirror as drawings: the process behaviour chart, and the small one of a list line."""

from datetime import date
from typing import Any, cast

from django.utils.formats import date_format

from pilothouse import charts
from pilothouse.measures.wording import period_in_words
from pilothouse.mirror.queries import Figure
from pilothouse.web.measures.words import chart_words
from pilothouse.web.mirror.words import shown, tone_of


def small(figure: Figure) -> str:
    """The sparkline of its closed periods; "" where nothing can be told or shown."""
    values = _told(figure, "values")
    latest = _latest(values)
    if latest is None:
        return ""
    title = f"{figure.question.title}: {shown(figure.question, latest)}"
    lower, upper = (_latest(_told(figure, name)) for name in ("lower", "upper"))
    limits = (lower, upper) if lower is not None and upper is not None else None
    return charts.sparkline(values, title=title, limits=limits, signals=_signals(figure))


def large(figure: Figure, today: date) -> str:
    """The chart in both sizes; "" where nothing can be told or shown."""
    values, question = _told(figure, "values"), figure.question
    if all(value is None for value in values):
        return ""
    periods = [date.fromisoformat(period) for period in _told(figure, "periods")]
    chart = charts.BehaviourChart(
        key=question.name,
        title=str(question.title),
        values=values,
        unit=str(question.unit),
        labels=tuple(_short(period, question.frequency, today) for period in periods),
        spans=_spans(figure),
        signals=_signals(figure),
        digits=question.decimals,
        words=chart_words(),
    )
    return charts.both_sizes(chart)


def _short(period: date, frequency: str, today: date) -> str:
    """“Q1 2026”, “Mar 2026”: evenly spaced along the axis, for its own ticks would count weeks."""
    return str(date_format(period, "M Y")) if frequency == "month" else period_in_words(period, frequency, today)


def _told(figure: Figure, name: str) -> tuple[Any, ...]:
    """This part of its line without the periods that are told with a later one, or not at all: they leave no gap, for
    mostly the point that follows holds them.
    """
    line = figure.standing.line
    return tuple(part for part, since in zip(line.get(name, ()), line.get("since", ()), strict=True) if since)


def _spans(figure: Figure) -> tuple[charts.LimitSpan, ...]:
    centre, lower, upper = (_told(figure, name) for name in ("centre", "lower", "upper"))
    if all(value is None for value in centre):
        return ()
    return (charts.LimitSpan(0, len(centre) - 1, centre, lower, upper),)


def _signals(figure: Figure) -> tuple[charts.SignalMark, ...]:
    sides = enumerate(_told(figure, "sides"))
    return tuple(
        charts.SignalMark(place, cast(charts.Tone, tone_of(figure.question, side))) for place, side in sides if side
    )


def _latest(values: tuple[float | None, ...]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)
