"""Signals that belong together: a change that goes on is one story, not ten."""

from pilothouse.charts.data import BehaviourChart, SignalMark

# So many points without a signal may lie between two of the same tone before they are two episodes.
_BREATH = 4


def episodes(chart: BehaviourChart) -> list[list[SignalMark]]:
    """The signals in order, those of one tone together as long as no longer stretch is quiet."""
    found: list[list[SignalMark]] = []
    for signal in sorted(chart.signals, key=lambda s: s.index):
        if chart.values[signal.index] is None:
            continue
        if found and found[-1][-1].tone == signal.tone and _quiet(chart, found[-1][-1], signal) <= _BREATH:
            found[-1].append(signal)
        else:
            found.append([signal])
    return found


def _quiet(chart: BehaviourChart, before: SignalMark, after: SignalMark) -> int:
    return sum(value is not None for value in chart.values[before.index + 1 : after.index])
