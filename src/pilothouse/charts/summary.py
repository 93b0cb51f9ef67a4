"""A chart in plain words, for those who do not see it."""

from pilothouse.charts.data import BehaviourChart, LimitSpan
from pilothouse.charts.episodes import episodes


def summary(chart: BehaviourChart) -> str:
    """How many points there are, their routine variation, the signals and the target, in a few sentences."""
    words = chart.words
    present = [i for i, value in enumerate(chart.values) if value is not None]
    if not present:
        return words.summary_empty
    sentences = [_extent(chart, present)]
    span = next((s for s in reversed(chart.spans) if not s.old), None)
    sentences.append(_limits(chart, span) or words.summary_no_limits)
    if span is not None:
        sentences.append(_signals(chart))
    sentences += [_earlier(chart, one) for one in chart.spans if one.old and one.baseline_first is not None]
    sentences += _own(chart)
    if chart.target is not None:
        sentences.append(words.summary_target.format(target=chart.amount(chart.target.value)))
    return " ".join(sentences)


def _extent(chart: BehaviourChart, present: list[int]) -> str:
    value = chart.values[present[-1]] or 0.0
    if len(present) == 1:
        return chart.words.summary_one.format(value=chart.amount(value))
    return chart.words.summary_points.format(
        count=len(present),
        first=chart.label(present[0]),
        last=chart.label(present[-1]),
        value=chart.amount(value),
    )


def _limits(chart: BehaviourChart, span: LimitSpan | None) -> str:
    if span is None:
        return ""
    lines = (span.lower, span.centre, span.upper)
    ends = [next((v for v in reversed(line) if v is not None), None) for line in lines]
    lower, centre, upper = ends
    if lower is None or centre is None or upper is None:
        return ""
    words, digits = chart.words, chart.limit_digits
    return words.summary_limits.format(
        lower=words.number(lower, digits),
        upper=words.amount(upper, digits, chart.unit),
        mean=words.amount(centre, digits, chart.unit),
    )


def _earlier(chart: BehaviourChart, span: LimitSpan) -> str:
    words = chart.words
    mean = next((value for value in span.centre if value is not None), None)
    return words.summary_earlier.format(
        first=chart.label(span.baseline_first or 0),
        last=chart.label(span.baseline_last or 0),
        mean="–" if mean is None else words.amount(mean, chart.limit_digits, chart.unit),
    )


def _own(chart: BehaviourChart) -> list[str]:
    own = [signal for signal in chart.signals if signal.own]
    if not own:
        return []
    first, last = (chart.label(signal.index) for signal in (own[0], own[-1]))
    word = own[0].word or chart.words.of_tone(own[0].tone)
    return [chart.words.summary_own.format(word=word, first=first, last=last)]


def _signals(chart: BehaviourChart) -> str:
    words = chart.words
    heads = []
    for first, *_ in episodes(chart):
        word = first.word or words.of_tone(first.tone)
        heads.append(words.one_signal.format(word=word, when=chart.label(first.index)))
    return words.summary_signals.format(signals=", ".join(heads)) if heads else words.summary_quiet
