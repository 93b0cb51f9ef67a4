"""From what was judged to what is drawn: the sparkline of a list line, and the large chart of a series."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from pilothouse import charts
from pilothouse.measures.episodes import of_spread
from pilothouse.measures.models import Indicator, Series, Signal
from pilothouse.measures.queries import Judged
from pilothouse.measures.stretches import Stretch
from pilothouse.measures.wording import KINDS, by_chance, period_in_words
from pilothouse.spc.changes import SPREAD, Change
from pilothouse.web.kit.components.marks import num
from pilothouse.web.measures.earlier import baseline_word, replaced_span, stored_marks
from pilothouse.web.measures.words import amount, chart_words, plain_line, tone_of


def small_chart(
    series: Series, *, reach: tuple[float, float] | None = None, width: float = 120.0, height: float = 28.0
) -> str:
    """The sparkline of a series from its reading alone; "" where there is none. `reach` sets a shared scale."""
    reading = getattr(series, "reading", None)
    picture = reading.picture if reading is not None else {}
    values = tuple(picture.get("values", ()))
    if not values:
        return ""
    indicator = series.indicator
    lower, upper = picture.get("lower"), picture.get("upper")
    limits = (lower, upper) if lower is not None and upper is not None else None
    kinds = dict.fromkeys(picture.get("spread", ()), SPREAD)
    marks = [
        charts.SignalMark(i, tone_of(indicator, side, kinds.get(i, "")))
        for i, side in enumerate(picture["sides"])
        if side
    ]
    title = f"{series}: {amount(indicator, values[-1])}"
    return charts.sparkline(values, title=title, limits=limits, signals=marks, width=width, height=height, reach=reach)


def shared_reach(series: Sequence[Series]) -> tuple[float, float] | None:
    """The lowest and highest value or limit that any of these series shows; None where none shows any."""
    shown: list[float] = []
    for one in series:
        reading = getattr(one, "reading", None)
        picture = reading.picture if reading is not None else {}
        ends = (picture.get("lower"), picture.get("upper"))
        shown += [value for value in (*picture.get("values", ()), *ends) if value is not None]
    return (min(shown), max(shown)) if shown else None


def large_chart(
    judged: Judged,
    today: date,
    annotations: Sequence[charts.Annotation] = (),
    key: str = "chart",
    about: Signal | None = None,
) -> charts.BehaviourChart:
    """The process behaviour chart of a series, with everything on its time axis; `about` is a signal to stand out."""
    series, line = judged.series, judged.line
    indicator, target = series.indicator, judged.target
    first = line.periods[0] if line.periods else today
    spans = (_span(judged, stretch, stretch is judged.stretches[-1]) for stretch in judged.stretches)
    return charts.BehaviourChart(
        key=key,
        title=str(series),
        values=plain_line(line.values),
        unit=indicator.unit_of_measure,
        dates=line.periods,
        labels=tuple(period_in_words(period, indicator.frequency, today) for period in line.periods),
        spans=(*map(replaced_span, judged.replaced), *(span for span in spans if span is not None)),
        signals=_marks(judged, about),
        target=charts.TargetLine(target.value, _("target")) if target else None,
        annotations=tuple(note for note in annotations if not isinstance(note.when, date) or note.when >= first),
        digits=indicator.decimals,
        words=chart_words(),
    )


def _span(judged: Judged, stretch: Stretch, current: bool) -> charts.LimitSpan | None:
    place = slice(stretch.first, stretch.last + 1)
    centre = plain_line(judged.centre[place])
    if all(value is None for value in centre):
        return None
    begin, end = stretch.baseline or (None, None)
    return charts.LimitSpan(
        stretch.first,
        stretch.last,
        centre,
        plain_line(judged.lower[place]),
        plain_line(judged.upper[place]),
        begin,
        end,
        old=not current,
    )


def _marks(judged: Judged, about: Signal | None) -> tuple[charts.SignalMark, ...]:
    """What is judged of the line now, and what its signals told when they were found: history stays on the chart."""
    indicator, stored = judged.series.indicator, stored_marks(judged, about)
    words = {change.found: _alarm(change, indicator) for change in judged.changes}
    sides = judged.side.tolist()
    kinds = dict.fromkeys(of_spread(sides, judged.changes), SPREAD)
    shown = {
        i: charts.SignalMark(i, tone_of(indicator, side, kinds.get(i, "")), words.get(i, ""))
        for i, side in enumerate(sides)
        if side
    }
    for place, signal in stored.items():
        text = " \u00b7 ".join(part for part in (words.get(place, ""), signal.text) if part)
        shown[place] = replace(signal, text=text)
    return tuple(shown[place] for place in sorted(shown))


def _alarm(change: Change, indicator: Indicator) -> str:
    rare = by_chance(change.p, indicator.frequency)
    return _("Alarm: %(kind)s; by chance %(rare)s") % {"kind": KINDS.get(change.kind, change.kind), "rare": rare}


def chart_table(judged: Judged, today: date, chart: charts.BehaviourChart) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of the chart's numbers, newest first, for those who read rather than look."""
    indicator, line = judged.series.indicator, judged.line
    told = {signal.index: _told(signal, chart.words) for signal in chart.signals}
    columns = [
        _("Period"), indicator.unit_of_measure, _("mean"), _("lower"), _("upper"), _("baseline"), _("signal")
    ]  # fmt: skip
    rows = [
        [
            period_in_words(line.periods[i], indicator.frequency, today),
            *(num(_number(values[i]), indicator.decimals)
              for values in (line.values, judged.centre, judged.lower, judged.upper)),
            baseline_word(chart, i),
            told.get(i, ""),
        ]
        for i in reversed(range(len(line)))
    ]  # fmt: skip
    return columns, rows


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _told(signal: charts.SignalMark, words: charts.Words) -> str:
    return f"{words.of_tone(signal.tone)} \u00b7 {signal.text}" if signal.text else words.of_tone(signal.tone)
