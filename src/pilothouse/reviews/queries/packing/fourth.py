"""What the fourth format of packs holds beyond the third: by what its figures are judged, on what its sums
rest, and the required inputs as they stood.

The editions of the engine stand in it, so that a later version can tell an upgrade of its own from tampering.
"""

from typing import Any

from pilothouse.measures.models import AlarmBudget, Baseline, Indicator
from pilothouse.measures.watching import USUAL_FAP60
from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.engine import editions
from pilothouse.reviews.queries.packing.inputs import inputs_told, past_due
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.reviews.queries.packing.records import Told
from pilothouse.reviews.queries.packing.third import third
from pilothouse.risks.models import Assessment, Risk


def fourth(known: Known, review: Review) -> Told:
    """What a pack of the fourth format holds."""
    told = third(known, review)
    baselines = {one.series_id: one for one in known.past.every(Baseline)}
    owners = {one.code: one.owner_id for one in known.past.every(Indicator)}
    return told | {
        "engine": editions(),
        "budget": _budget(known),
        "figures": [
            one | {"baseline": _baseline(baselines.get(one["series"])), "owner_key": owners[one["indicator"]]}
            for one in told["figures"]
        ],
        "risks": _estimated(known, told["risks"]),
        "inputs": inputs_told(known, review, past_due),
    }


def _budget(known: Known) -> Told:
    """How many false alarms are borne, why, and since when; nobody has to have said anything."""
    said = known.past.every(AlarmBudget)
    if not said:
        return {"fap60": USUAL_FAP60, "reason": "", "at": None}
    return {"fap60": number(said[-1].fap60), "reason": said[-1].reason, "at": said[-1].at.isoformat()}


def _baseline(one: Baseline | None) -> Told | None:
    """The span that fixed the limits last, and why; None for a series that finds its own."""
    if one is None:
        return None
    return {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "left_out": one.left_out,
        "reason": one.reason,
        "at": one.at.isoformat(),
    }


def _estimated(known: Known, risks: list[Told]) -> list[Told]:
    """Risks, each with who estimated its yearly loss, when, and on what it rests."""
    keys = {one.code: one.pk for one in known.past.every(Risk)}
    latest = {one.record_id: one for one in known.past.every(Assessment) if one.often_low is not None}
    return [one | {"estimate": _estimate(known, latest.get(keys[one["code"]]))} for one in risks]


def _estimate(known: Known, one: Any) -> Told | None:
    return one and {"at": one.at.isoformat(), "by": known.name(one.by_id), "basis": one.basis}
