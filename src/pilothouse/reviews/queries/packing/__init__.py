"""What a pack holds: figures and records of a review as they were known at its cut-off, out of the history alone."""

from pilothouse.reviews.queries.packing.differences import differences, figures_changed
from pilothouse.reviews.queries.packing.forms import FORMAT, FORMS, LOCAL_DAYS, contents
from pilothouse.reviews.queries.packing.known import Known, known_at

__all__ = ["FORMAT", "FORMS", "LOCAL_DAYS", "Known", "contents", "differences", "figures_changed", "known_at"]
