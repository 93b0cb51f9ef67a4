"""Rows: reviews, decisions, resource requests, packs."""

from pilothouse.reviews.models.decided import Decision, Evidence, ResourceRequest
from pilothouse.reviews.models.frozen import Pack, PackCheck, Rating, Signature
from pilothouse.reviews.models.meetings import AgendaItem, Attendance, Cadence, Forum, Presence, Review

__all__ = [
    "AgendaItem",
    "Attendance",
    "Cadence",
    "Decision",
    "Evidence",
    "Forum",
    "Pack",
    "PackCheck",
    "Presence",
    "Rating",
    "ResourceRequest",
    "Review",
    "Signature",
]
