"""How each question of the mirror is counted, from the trail and the records; whole groups by single queries."""

from pilothouse.mirror.counting.attention import attention, bars
from pilothouse.mirror.counting.depth import depth
from pilothouse.mirror.counting.inputs import inputs
from pilothouse.mirror.counting.lateness import lateness
from pilothouse.mirror.counting.records import causes, closures, targets
from pilothouse.mirror.counting.register import risks
from pilothouse.mirror.counting.reviews import decisions, reviews
from pilothouse.mirror.counting.rhythm import rhythm
from pilothouse.mirror.counting.span import Span, Tally, span_up_to
from pilothouse.mirror.counting.standing import processes, ties
from pilothouse.mirror.counting.trail import acts, reports, verdicts
from pilothouse.mirror.counting.work import deeds, issues, signals

_COUNTERS = (
    reviews, inputs, decisions, ties, targets, processes, acts, signals, issues, deeds, closures, reports,
    causes, verdicts, risks, rhythm, attention, bars, depth, lateness,
)  # fmt: skip


def count_all(span: Span) -> dict[str, Tally]:
    """The tally of every question, by its name."""
    found = {name: tally for counter in _COUNTERS for name, tally in counter(span).items()}
    for month, told in found["no-gain-admitted"].months.items():
        found["gains-per-act"].add(month, told.denominator - told.numerator, 0)
    return found


__all__ = ["Span", "Tally", "count_all", "span_up_to"]
