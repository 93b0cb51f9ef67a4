"""What the eighth format of packs holds otherwise than the seventh: what several units showed together by event,
that nobody works on an objective wherever it is in danger, and what was done at each item of the agenda.
"""

from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.acted import acted_told
from pilothouse.reviews.queries.packing.events import events_told
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told
from pilothouse.reviews.queries.packing.seventh import seventh


def eighth(known: Known, review: Review) -> Told:
    """What a pack of the eighth format holds."""
    return seventh(known, review, agenda=acted_told, shared=events_told, by_danger=True)
