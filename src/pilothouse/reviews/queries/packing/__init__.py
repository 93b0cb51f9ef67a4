"""What a pack holds: figures and records of a review as they were known at its cut-off, out of the history alone."""

from pilothouse.reviews.queries.packing.differences import differences
from pilothouse.reviews.queries.packing.engine import edition_of, editions, facts
from pilothouse.reviews.queries.packing.forms import FORMAT, FORMS, LOCAL_DAYS, changed_since, contents
from pilothouse.reviews.queries.packing.known import Known, known_at

__all__ = [
    "FORMAT",
    "FORMS",
    "LOCAL_DAYS",
    "Known",
    "changed_since",
    "contents",
    "differences",
    "edition_of",
    "editions",
    "facts",
    "known_at",
]
