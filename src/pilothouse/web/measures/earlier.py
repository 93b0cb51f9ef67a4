"""What a chart keeps of earlier times: the signals as they were found, and baselines that others have replaced."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse import charts
from pilothouse.measures.models import Signal
from pilothouse.measures.queries import Judged
from pilothouse.measures.replaced import Replaced
from pilothouse.web.measures.words import plain_line


def stored_marks(judged: Judged, about: Signal | None) -> dict[int, charts.SignalMark]:
    """A mark for each point of each signal of the series, from its onset to where it was found, by place in the line.

    They stand whatever today's limits say of these points. Those of the signal `about` stand out.
    """
    place = {period: index for index, period in enumerate(judged.line.periods)}
    found: dict[int, charts.SignalMark] = {}
    for signal in sorted(judged.signals, key=lambda one: about is not None and one.pk == about.pk):
        tone: Any = "better" if signal.better else "worse"
        own = about is not None and signal.pk == about.pk
        for index in _points(signal, place):
            found[index] = charts.SignalMark(index, tone, signal.code, signal.code if own else "", own)
    return found


def _points(signal: Signal, place: dict[date, int]) -> list[int]:
    return [index for period, index in place.items() if signal.onset <= period <= signal.found]


def replaced_span(replaced: Replaced) -> charts.LimitSpan:
    """A baseline that a later one has replaced, with the limits which it fixed as long as it held."""
    return charts.LimitSpan(
        replaced.first,
        replaced.last,
        plain_line(replaced.centre),
        plain_line(replaced.lower),
        plain_line(replaced.upper),
        *replaced.baseline,
        old=True,
    )


def baseline_word(chart: charts.BehaviourChart, index: int) -> str:
    """Whether a point lies in the baseline in force or in an earlier one, for the table of a chart."""
    among = [
        span
        for span in chart.spans
        if span.baseline_first is not None
        and span.baseline_last is not None
        and span.baseline_first <= index <= span.baseline_last
    ]
    if any(not span.old for span in among):
        return _("baseline")
    return _("earlier baseline") if among else ""
