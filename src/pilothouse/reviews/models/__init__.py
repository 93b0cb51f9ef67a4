"""Rows: reviews, decisions, resource requests, packs."""

from pilothouse.reviews.models.decided import Decision, DueReading, Evidence, ResourceRequest
from pilothouse.reviews.models.deeds import Deed
from pilothouse.reviews.models.frozen import Outcome, Pack, PackCheck, Rating, Signature
from pilothouse.reviews.models.inputs import InputFeed, InputLook, InputOwner, InputReply, InputWait, Statement
from pilothouse.reviews.models.meetings import (
    AgendaItem,
    Attendance,
    Cadence,
    Forum,
    Presence,
    Review,
    TakenOff,
    Unplaced,
)
from pilothouse.reviews.models.reading import Beginning, Mark, Reading

__all__ = [
    "AgendaItem",
    "Attendance",
    "Beginning",
    "Cadence",
    "Decision",
    "Deed",
    "DueReading",
    "Evidence",
    "Forum",
    "InputFeed",
    "InputLook",
    "InputOwner",
    "InputReply",
    "InputWait",
    "Mark",
    "Outcome",
    "Pack",
    "PackCheck",
    "Presence",
    "Rating",
    "Reading",
    "ResourceRequest",
    "Review",
    "Signature",
    "Statement",
    "TakenOff",
    "Unplaced",
]
