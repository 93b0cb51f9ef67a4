"""How each question of the mirror is counted, from the trail and the records; whole groups by single queries."""

from pilothouse.mirror.counting.records import causes, closures, targets
from pilothouse.mirror.counting.register import risks
from pilothouse.mirror.counting.reviews import decisions, reviews
from pilothouse.mirror.counting.span import Span, Tally, span_up_to
from pilothouse.mirror.counting.standing import processes, ties
from pilothouse.mirror.counting.trail import acts, reports, verdicts
from pilothouse.mirror.counting.work import deeds, issues, signals

_COUNTERS = (
    reviews, decisions, ties, targets, processes, acts, signals, issues, deeds, closures, reports, causes, verdicts,
    risks,
)  # fmt: skip


def count_all(span: Span) -> dict[str, Tally]:
    """The tally of every question, by its name."""
    return {name: tally for counter in _COUNTERS for name, tally in counter(span).items()}


__all__ = ["Span", "Tally", "count_all", "span_up_to"]
