"""What the second format of packs holds beyond the first: every value, the level since the last change, what was asked
for, risks with their warnings, proofs of effect, and of decisions what else was considered and who was against it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pilothouse.improvement.models import Verification
from pilothouse.measures.standing import standing
from pilothouse.organisation.models import Organisation
from pilothouse.processes.models import Process
from pilothouse.records.models import Record
from pilothouse.reviews.models import ResourceRequest, Review
from pilothouse.reviews.queries.packing.contents import first
from pilothouse.reviews.queries.packing.figures import SHOWN
from pilothouse.reviews.queries.packing.known import Known, number, numbers
from pilothouse.reviews.queries.packing.records import (
    Told,
    any_record,
    base_told,
    decisions_that_matter,
    effect_told,
    here,
    iso,
)
from pilothouse.risks.models import Appetite, Risk, Stake, Trip, Tripwire
from pilothouse.strategy.models import Objective


def second(known: Known, review: Review) -> Told:
    """What a pack of the second format holds."""
    told = first(known, review)
    considered = {one.code: (one.options, one.dissent) for one in decisions_that_matter(known, review)}
    index_of = {series.pk: index for index, series in enumerate(known.series)}
    return told | {
        "figures": [one | _line(known, index_of[one["series"]]) for one in told["figures"]],
        "decisions": [
            one | dict(zip(("options", "dissent"), considered[one["code"]], strict=True)) for one in told["decisions"]
        ],
        "currency": known.past.every(Organisation)[0].currency,
        "requests": [_request(known, one) for one in here(known, ResourceRequest) if _recent(known, one, review)],
        "scale": _scale(known),
        "risks": list(_risks(known, review)),
        "verifications": [
            _verification(known, one) for one in here(known, Verification) if _recent(known, one, review)
        ],
    }


def _recent(known: Known, one: Record, review: Review) -> bool:
    """Alive, or ended since the last meeting."""
    return one.ended_at is None or known.day(one.ended_at) > review.since


def _line(known: Known, index: int) -> Told:
    """Values before those that the chart shows, and where the line stands since its level last changed."""
    book, indicator = known.book, known.series[index].indicator
    span = book.span(index)
    stands = standing(book, known.found, index, indicator)
    before = slice(span.start, max(span.start, span.stop - SHOWN))
    return {
        "now": number(stands.now),
        "now_since": iso(stands.since),
        "earlier": {
            "periods": [date.fromordinal(day).isoformat() for day in book.rows.days[before].tolist()],
            "values": numbers(book.rows.values[before], indicator.scale),
        },
    }


def _request(known: Known, request: ResourceRequest) -> Told:
    objective, process, review = (
        known.past.get(kind, key)
        for kind, key in (
            (Objective, request.objective_id), (Process, request.process_id), (Review, request.review_id)
        )
    )  # fmt: skip
    return {
        **base_told(known, request),
        "why": request.why,
        "amount": request.amount,
        "people": number(request.people),
        "objective": objective.title if objective else "",
        "process": process.title if process else "",
        "series": request.series_id,
        "review": review.code if review else None,
        "answered_on": iso(request.answered_on),
        "answered_by": known.name(request.answered_by_id),
        "reason": request.reason,
        "outcome": request.outcome,
        "effect": effect_told(request),
    }


def _scale(known: Known) -> Told | None:
    """The words by which risks are rated and what lies beyond appetite; None where the usual ones hold."""
    said = known.past.every(Appetite)
    if not said:
        return None
    latest = said[-1]
    return {
        "likelihood": latest.likelihood,
        "consequence": latest.consequence,
        "beyond": latest.beyond,
        "unit_of_loss": latest.unit_of_loss,
    }


def _risks(known: Known, review: Review) -> Iterator[Told]:
    trips = known.past.every(Trip)
    stakes = known.past.every(Stake)
    for risk in here(known, Risk):
        if not _recent(known, risk, review):
            continue
        at_stake = (any_record(known, one.at_stake_id) for one in stakes if one.record_id == risk.pk)
        warnings = (one for one in trips if one.record_id == risk.pk)
        yield {
            **base_told(known, risk),
            "cause": risk.cause,
            "consequence": risk.consequence,
            "likelihood": risk.likelihood,
            "impact": risk.impact,
            "yearly": number(risk.yearly),
            "accepted_by": known.name(risk.accepted_by_id),
            "acceptance": risk.acceptance,
            "at_stake": [{"code": one.code, "title": one.title} for one in at_stake if one],
            "trips": [_trip(known, one) for one in warnings if _asks(known, one, review)],
        }


def _asks(known: Known, trip: Trip, review: Review) -> bool:
    """A warning that waits for its answer, or came since the last meeting."""
    return trip.answered_at is None or known.day(trip.at) > review.since


def _trip(known: Known, trip: Trip) -> Told:
    """A warning; its series only where the pack tells of it."""
    wire = known.past.get(Tripwire, trip.wire_id)
    told = {series.pk for series in known.series}
    return {
        "series": wire.series_id if wire and wire.series_id in told else None,
        "period": iso(trip.period),
        "value": number(trip.value),
        "at": trip.at.isoformat(),
        "answer": trip.answer,
        "reason": trip.reason,
        "by": known.name(trip.answered_by_id),
    }


def _verification(known: Known, verification: Verification) -> Told:
    action: Any = any_record(known, verification.origin_id)
    return {
        **base_told(known, verification),
        "series": verification.series_id,
        "action": action.code if action else None,
        "changed_on": iso(verification.changed_on),
        "points": verification.points,
        "proposed": verification.proposed,
        "effect": effect_told(verification),
        "reason": verification.reason,
    }
