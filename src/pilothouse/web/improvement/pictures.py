"""The picture of an effect: the series with its mean before and its mean after."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse import charts
from pilothouse.improvement.models import Verification
from pilothouse.improvement.queries import Proposal
from pilothouse.measures.periods import next_period
from pilothouse.measures.queries import Line, line_of
from pilothouse.measures.traces import Trace
from pilothouse.measures.wording import period_in_words
from pilothouse.spc import Shift
from pilothouse.web.kit.components.marks import num
from pilothouse.web.measures.words import chart_words
from pilothouse.web.records.numbers import page_of

# So many points before the ones compared are drawn, for the eye to see what is usual.
_LEAD = 12


def effect_chart(
    proof: Verification, proposal: Proposal, trace: Trace, today: date
) -> tuple[str, list[str], list[list[str]]]:
    """The drawing in both sizes, and its numbers as columns and rows; an empty drawing without any value."""
    indicator = proof.series.indicator
    line = _cut(line_of(proof.series, trace), proof, proposal.shift)
    names = [period_in_words(period, indicator.frequency, today) for period in line.periods]
    values = tuple(None if value != value else float(value) for value in line.values)
    rows = [[name, num(value, indicator.decimals)] for name, value in zip(names, values, strict=True)]
    columns = [_("Period"), indicator.unit_of_measure]
    if not values:
        return "", columns, []
    action = proof.origin
    chart = charts.BehaviourChart(
        key="effect",
        title=str(proof.series),
        values=values,
        unit=indicator.unit_of_measure,
        dates=line.periods,
        labels=tuple(names),
        spans=_means(line, proof, proposal.shift),
        annotations=(charts.Annotation(proof.changed_on, action.code, action.title, page_of(action)),)
        if action
        else (),
        digits=indicator.decimals,
        words=chart_words(),
    )
    return charts.both_sizes(chart, charts.IN_COLUMN), columns, rows[::-1]


def _places(line: Line, proof: Verification, shift: Shift) -> tuple[range, range]:
    """Indices of the points compared: before, and after."""
    frequency = proof.series.indicator.frequency
    over = [i for i, period in enumerate(line.periods) if next_period(period, frequency) <= proof.changed_on]
    since = [i for i, period in enumerate(line.periods) if period >= proof.changed_on]
    before = over[-shift.before_points :] if shift.before_points else []
    after = since[: shift.after_points]
    return _span(before), _span(after)


def _span(places: list[int]) -> range:
    return range(places[0], places[-1] + 1) if places else range(0)


def _cut(line: Line, proof: Verification, shift: Shift) -> Line:
    before, _after = _places(line, proof, shift)
    first = max((before.start if len(before) else len(line) - _LEAD) - _LEAD, 0)
    return Line(line.periods[first:], line.values[first:], line.numerators[first:], line.denominators[first:])


def _means(line: Line, proof: Verification, shift: Shift) -> tuple[charts.LimitSpan, ...]:
    before, after = _places(line, proof, shift)
    spans = []
    for places, mean in ((before, shift.before_mean), (after, shift.after_mean)):
        if len(places) and mean == mean:
            flat, none = (float(mean),) * len(places), (None,) * len(places)
            spans.append(charts.LimitSpan(places[0], places[-1], flat, none, none))
    return tuple(spans)
