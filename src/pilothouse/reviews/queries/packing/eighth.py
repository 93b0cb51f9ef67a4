"""What the eighth format of packs holds otherwise than the seventh: what several units showed together by event,
that nobody works on an objective wherever it is in danger, which inputs were looked at through a record of theirs,
what was done at each item of the agenda, how much was read by those who were invited, without who came uninvited,
and the latest signal of each figure with who answers for it.
"""

from pilothouse.measures.models import Signal
from pilothouse.reviews.models import Attendance, Mark, Review
from pilothouse.reviews.queries.packing.acted import acted_told
from pilothouse.reviews.queries.packing.climbed import looks_at_items
from pilothouse.reviews.queries.packing.events import events_told
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, here
from pilothouse.reviews.queries.packing.seventh import seventh, share_told
from pilothouse.reviews.queries.reading import invited_to


def eighth(known: Known, review: Review) -> Told:
    """What a pack of the eighth format holds."""
    told = seventh(known, review, agenda=acted_told, shared=events_told, by_danger=True)
    latest = {one.series_id: one for one in sorted(here(known, Signal), key=lambda one: one.pk)}
    return told | {
        "figures": [one | {"signal": _signal(known, latest.get(one["series"]))} for one in told["figures"]],
        "read_before": told["read_before"] | _read_by_invited(known, review),
        "looked_through": sorted({key for key, _day in looks_at_items(known, {review.pk: known.today})}),
    }


def _signal(known: Known, signal: Signal | None) -> Told | None:
    """Who answers for it and how far that is, also where an earlier meeting looked at it."""
    if signal is None:
        return None
    return {"code": signal.code, "state": signal.state, "owner": known.name(signal.owner_id)}


def _read_by_invited(known: Known, review: Review) -> Told:
    invited = invited_to(one for one in known.past.every(Attendance) if one.review_id == review.pk)
    readers = {one.person_id for one in known.past.every(Mark) if one.review_id == review.pk} & invited
    return {"invited": len(invited), "readers": len(readers), "share": share_told(known, review, invited)}
