"""Questions about reviews and decisions."""

from pilothouse.reviews.queries.agenda import agenda_for
from pilothouse.reviews.queries.behind import series_behind
from pilothouse.reviews.queries.decisions import (
    Beside,
    Worked,
    beside,
    decisions_about,
    how_decisions_worked,
    verdict_reached,
    verdicts_due,
)
from pilothouse.reviews.queries.meetings import (
    Coverage,
    Promise,
    coverage,
    items_seen,
    last_review,
    promises_of,
)

__all__ = [
    "Beside",
    "Coverage",
    "Promise",
    "Worked",
    "agenda_for",
    "beside",
    "coverage",
    "decisions_about",
    "how_decisions_worked",
    "items_seen",
    "last_review",
    "promises_of",
    "series_behind",
    "verdict_reached",
    "verdicts_due",
]
