"""Questions about reviews and decisions."""

from pilothouse.reviews.queries.agenda import agenda_for
from pilothouse.reviews.queries.behind import series_behind, series_seen
from pilothouse.reviews.queries.case import DecisionCase, Numbers, decision_case
from pilothouse.reviews.queries.decisions import (
    Beside,
    OfForum,
    Worked,
    beside,
    how_decisions_worked,
    how_forums_judged,
    verdict_reached,
    verdicts_due,
)
from pilothouse.reviews.queries.evidence import Kept, RecordKept, SeriesKept
from pilothouse.reviews.queries.meetings import (
    Coverage,
    Meeting,
    Promise,
    Told,
    coverage,
    items_seen,
    last_review,
    meeting_seen,
    told_of,
)
from pilothouse.reviews.queries.packs import Checked, checked, is_sound, later_pack, packs_of
from pilothouse.reviews.queries.requests import effect_since, request_seen, requests_to_answer, requests_waiting
from pilothouse.reviews.queries.resting import Resting, decisions_resting_on, resting_on_weak

__all__ = [
    "Beside",
    "Checked",
    "Coverage",
    "DecisionCase",
    "Kept",
    "Meeting",
    "Numbers",
    "OfForum",
    "Promise",
    "RecordKept",
    "Resting",
    "SeriesKept",
    "Told",
    "Worked",
    "agenda_for",
    "beside",
    "checked",
    "coverage",
    "decision_case",
    "decisions_resting_on",
    "effect_since",
    "how_decisions_worked",
    "how_forums_judged",
    "is_sound",
    "items_seen",
    "last_review",
    "later_pack",
    "meeting_seen",
    "packs_of",
    "request_seen",
    "requests_to_answer",
    "requests_waiting",
    "resting_on_weak",
    "series_behind",
    "series_seen",
    "told_of",
    "verdict_reached",
    "verdicts_due",
]
