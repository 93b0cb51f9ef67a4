"""Rows: reviews, decisions, resource requests, packs."""

from pilothouse.reviews.models.decided import Decision, Evidence, ResourceRequest
from pilothouse.reviews.models.frozen import Pack, PackCheck, Rating, Signature
from pilothouse.reviews.models.inputs import InputLook, InputOwner, InputWait, Statement
from pilothouse.reviews.models.meetings import AgendaItem, Attendance, Cadence, Forum, Presence, Review
from pilothouse.reviews.models.reading import Beginning, Mark, Reading

__all__ = [
    "AgendaItem",
    "Attendance",
    "Beginning",
    "Cadence",
    "Decision",
    "Evidence",
    "Forum",
    "InputLook",
    "InputOwner",
    "InputWait",
    "Mark",
    "Pack",
    "PackCheck",
    "Presence",
    "Rating",
    "Reading",
    "ResourceRequest",
    "Review",
    "Signature",
    "Statement",
]
