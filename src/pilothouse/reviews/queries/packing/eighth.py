"""What the eighth format of packs holds otherwise than the seventh: what several units showed together by event,
that nobody works on an objective wherever it is in danger, what was done at each item of the agenda, and the latest
signal of each figure with who answers for it.
"""

from pilothouse.measures.models import Signal
from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.acted import acted_told
from pilothouse.reviews.queries.packing.events import events_told
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, here
from pilothouse.reviews.queries.packing.seventh import seventh


def eighth(known: Known, review: Review) -> Told:
    """What a pack of the eighth format holds."""
    told = seventh(known, review, agenda=acted_told, shared=events_told, by_danger=True)
    latest = {one.series_id: one for one in sorted(here(known, Signal), key=lambda one: one.pk)}
    return told | {
        "figures": [one | {"signal": _signal(known, latest.get(one["series"]))} for one in told["figures"]],
    }


def _signal(known: Known, signal: Signal | None) -> Told | None:
    """Who answers for it and how far that is, also where an earlier meeting looked at it."""
    if signal is None:
        return None
    return {"code": signal.code, "state": signal.state, "owner": known.name(signal.owner_id)}
