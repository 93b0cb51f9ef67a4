"""Rows: reviews, decisions, resource requests, packs."""

from pilothouse.reviews.models.decided import Decision, Evidence, ResourceRequest
from pilothouse.reviews.models.frozen import Pack, Rating, Signature
from pilothouse.reviews.models.inputs import InputLook, InputOwner, Statement
from pilothouse.reviews.models.meetings import AgendaItem, Attendance, Cadence, Forum, Presence, Review

__all__ = [
    "AgendaItem",
    "Attendance",
    "Cadence",
    "Decision",
    "Evidence",
    "Forum",
    "InputLook",
    "InputOwner",
    "Pack",
    "Presence",
    "Rating",
    "ResourceRequest",
    "Review",
    "Signature",
    "Statement",
]
