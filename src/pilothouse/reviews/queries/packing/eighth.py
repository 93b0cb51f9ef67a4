"""What the eighth format of packs holds otherwise than the seventh: what several units showed together by event,
that nobody works on an objective wherever it is in danger, which inputs were looked at through a record of theirs,
what was done at each item of the agenda, and how much was read by those who were invited, without who came uninvited.
"""

from pilothouse.reviews.models import Attendance, Mark, Review
from pilothouse.reviews.queries.packing.acted import acted_told
from pilothouse.reviews.queries.packing.climbed import looks_at_items
from pilothouse.reviews.queries.packing.events import events_told
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told
from pilothouse.reviews.queries.packing.seventh import seventh, share_told
from pilothouse.reviews.queries.reading import invited_to


def eighth(known: Known, review: Review) -> Told:
    """What a pack of the eighth format holds."""
    told = seventh(known, review, agenda=acted_told, shared=events_told, by_danger=True)
    return told | {
        "read_before": told["read_before"] | _read_by_invited(known, review),
        "looked_through": sorted({key for key, _day in looks_at_items(known, {review.pk: known.today})}),
    }


def _read_by_invited(known: Known, review: Review) -> Told:
    invited = invited_to(one for one in known.past.every(Attendance) if one.review_id == review.pk)
    readers = {one.person_id for one in known.past.every(Mark) if one.review_id == review.pk} & invited
    return {"invited": len(invited), "readers": len(readers), "share": share_told(known, review, invited)}
