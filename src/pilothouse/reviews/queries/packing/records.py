"""Records as a pack tells them: each as plain data, as it stood at the cut-off."""

from datetime import date
from typing import Any

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Signal
from pilothouse.records.models import Record
from pilothouse.reviews.models import AgendaItem, Decision, Review
from pilothouse.reviews.queries.packing.known import Known, number

Told = dict[str, Any]


def here(known: Known, kind: type[Any]) -> list[Any]:
    """All records of a kind that belong to the pack's unit or below."""
    return [one for one in known.past.every(kind) if known.below(one.unit_id)]


def base_told(known: Known, one: Record) -> Told:
    """What every record has."""
    return {
        "code": one.code,
        "title": one.title,
        "owner": known.name(one.owner_id),
        "state": one.state,
        "due": iso(one.due),
        "first_due": iso(one.first_due),
    }


def iso(day: date | None) -> str | None:
    """A day as a pack keeps it."""
    return day.isoformat() if day else None


def any_record(known: Known, key: int | None) -> Record | None:
    """A record that those who may read the pack may see: of its unit or below, or everybody's."""
    found = known.records.get(key) if key else None
    return found if found and (found.everyone or known.below(found.unit_id)) else None


def decisions_told(known: Known, review: Review) -> list[Told]:
    """Made in this meeting, still running, or judged since the last one."""
    return [decision_told(known, one) for one in decisions_that_matter(known, review)]


def decisions_that_matter(known: Known, review: Review) -> list[Decision]:
    """The decisions that a pack of this review tells of."""
    return [one for one in here(known, Decision) if _matters(known, one, review)]


def _matters(known: Known, decision: Decision, review: Review) -> bool:
    return (
        decision.review_id == review.pk
        or decision.ended_at is None
        or (decision.judged_at is not None and known.day(decision.judged_at) > review.since)
    )


def decision_told(known: Known, decision: Decision) -> Told:
    """A decision with its forecast and what came of it."""
    review = known.past.get(Review, decision.review_id)
    forecast = decision.expected_by is not None
    return {
        **base_told(known, decision),
        "choice": decision.choice,
        "reason": decision.reason,
        "decided_on": decision.decided_on.isoformat(),
        "review": review.code if review else None,
        "series": decision.series_id,
        "forecast": {
            "direction": decision.expected_direction,
            "size": number(decision.expected_size),
            "by": iso(decision.expected_by),
            "confidence": decision.confidence,
        }
        if forecast
        else None,
        "effect": effect_told(decision),
        "said": decision.verdict_note,
    }


def effect_told(one: Any) -> list[float | None]:
    """A measured effect and its 95 % range."""
    return [number(value) for value in (one.effect, one.low, one.high)]


def actions_told(known: Known, review: Review) -> list[Told]:
    """Actions that live, or were done since the last meeting."""
    return [_action(known, one) for one in here(known, Action) if _lives(one, review)]


def _lives(action: Action, review: Review) -> bool:
    return action.ended_at is None or (action.done_on is not None and action.done_on > review.since)


def _action(known: Known, action: Action) -> Told:
    origin = any_record(known, action.origin_id)
    return {
        **base_told(known, action),
        "purpose": action.purpose,
        "origin": origin.code if origin else None,
        "done_on": iso(action.done_on),
    }


def issues_told(known: Known) -> list[Told]:
    """Issues that are open."""
    found = (one for one in here(known, Issue) if one.ended_at is None)
    return [{**base_told(known, one), "nature": one.nature, "severity": one.severity} for one in found]


def signals_told(known: Known, review: Review) -> list[Told]:
    """Signals that wait for an answer, or were found since the last meeting."""
    found = (one for one in here(known, Signal) if one.ended_at is None or one.found > review.since)
    return [signal_told(known, one) for one in found]


def raised_since(known: Known, review: Review) -> list[Signal]:
    """Signals that wait for an answer, or were raised on the day of the last meeting or later, whenever their change
    began; but for answered ones that this meeting looked at: those of `queries.signals`.
    """
    before = {one.pk for one in known.past.every(Review) if (one.unit_id, one.due) == (review.unit_id, review.since)}
    rows = (one for one in known.past.every(AgendaItem) if one.looked_at and one.review_id in before)
    looked = {key for row in rows for key in row.keys}
    return [
        one
        for one in here(known, Signal)
        if one.ended_at is None or (known.day(one.created_at) >= review.since and one.pk not in looked)
    ]


def signal_told(known: Known, signal: Signal) -> Told:
    """A signal with where and when its change began, and how it is explained."""
    return {
        **base_told(known, signal),
        "series": signal.series_id,
        "onset": signal.onset.isoformat(),
        "found": signal.found.isoformat(),
        "better": signal.better,
        "explanation": signal.explanation,
    }
