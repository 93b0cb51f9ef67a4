"""All that a pack holds, as plain data: page one, figures, objectives, decisions, promises, agenda, who took part."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pilothouse.improvement.models import Action, Issue, Severity
from pilothouse.measures.listing import listed
from pilothouse.measures.models import Serving, Signal
from pilothouse.organisation.models import Organisation
from pilothouse.processes.models import Process
from pilothouse.records.models import Record
from pilothouse.reviews.models import AgendaItem, Attendance, Decision, Review
from pilothouse.reviews.queries.packing.figures import figures
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import placed_in_tree

# The form of what is kept; whoever reads a pack looks here first.
FORMAT = 1


def contents(known: Known, review: int) -> dict[str, Any]:
    """What the pack of this review holds. Nothing but the history and the measurements up to the cut-off shapes it."""
    meeting = known.past.by_key(Review)[review]
    shown = figures(known)
    found = listed({one["series"]: one["p"] for one in shown})
    return {
        "format": FORMAT,
        "organisation": known.past.every(Organisation)[0].name,
        "unit": {"code": known.unit.code, "name": known.unit.name},
        "today": known.today.isoformat(),
        "review": _review(known, meeting),
        "changed": {
            "series": list(found.keys),
            "false": number(found.false),
            "of": sum(one["p"] is not None for one in shown),
            "not_judged": sum(one["p"] is None for one in shown),
        },
        "figures": shown,
        "objectives": list(_objectives(known, shown)),
        "decisions": [_decision(known, one) for one in _here(known, Decision) if _matters(one, meeting)],
        "actions": [_action(known, one) for one in _here(known, Action) if _lives(one, meeting)],
        "issues": [_issue(known, one) for one in _here(known, Issue) if one.ended_at is None],
        "signals": [_signal(known, one) for one in _here(known, Signal) if _new(one, meeting)],
        "silent": _silent(known, shown),
    }


def _here(known: Known, kind: type[Any]) -> list[Any]:
    return [one for one in known.past.every(kind) if known.below(one.unit_id)]


def _record(known: Known, one: Record) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "owner": known.name(one.owner_id),
        "state": one.state,
        "due": _day(one.due),
        "first_due": _day(one.first_due),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _review(known: Known, review: Review) -> dict[str, Any]:
    there = [one for one in known.past.every(Attendance) if one.review_id == review.pk]
    agenda = [one for one in known.past.every(AgendaItem) if one.review_id == review.pk]
    return {
        **_record(known, review),
        "since": review.since.isoformat(),
        "summary": review.summary,
        "attendance": [
            {"person": known.name(one.person_id), "presence": one.presence, "delegate": known.name(one.delegate_id)}
            for one in there
        ],
        "agenda": [
            told for one in sorted(agenda, key=lambda one: (one.position, one.pk)) if (told := _item(known, one))
        ],
        "elsewhere": sum(_any_record(known, one.record_id) is None for one in agenda),
    }


def _item(known: Known, item: AgendaItem) -> dict[str, Any] | None:
    """An item with what was said of it; none where its record is of another unit."""
    about = _any_record(known, item.record_id)
    if about is None:
        return None
    told = {"code": about.code, "title": about.title}
    return {**told, "reason": item.reason, "looked_at": item.looked_at, "minute": item.minute}


def _any_record(known: Known, key: int | None) -> Record | None:
    """A record that those who may read the pack may see: of its unit or below, or everybody's."""
    found = known.records.get(key) if key else None
    return found if found and (found.everyone or known.below(found.unit_id)) else None


def _objectives(known: Known, shown: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The tree of live objectives, each with its target that is the least likely to be met here."""
    served = {one.objective_id for one in known.past.every(Serving)}
    by_objective: dict[str, list[dict[str, Any]]] = {}
    for one in shown:
        if one["target"] and one["target"]["objective"]:
            by_objective.setdefault(one["target"]["objective"], []).append(one)
    live = [one for one in known.past.every(Objective) if one.ended_at is None]
    for placed in placed_in_tree(live):
        objective = placed.objective
        here = by_objective.get(objective.code, [])
        yield {
            **_record(known, objective),
            "depth": placed.depth,
            "measured": objective.pk in served,
            "weakest": min(here, key=_likelihood)["series"] if here else None,
            "targets": len(here),
        }


def _likelihood(figure: dict[str, Any]) -> tuple[float, int]:
    told = figure["target"]["next"]
    return (min(told) if told else 2.0, figure["series"])


def _matters(decision: Decision, review: Review) -> bool:
    """Made in this meeting, still running, or judged since the last one."""
    return (
        decision.review_id == review.pk
        or decision.ended_at is None
        or (decision.judged_at is not None and decision.judged_at.date() > review.since)
    )


def _decision(known: Known, decision: Decision) -> dict[str, Any]:
    review = known.past.get(Review, decision.review_id)
    forecast = decision.expected_by is not None
    return {
        **_record(known, decision),
        "choice": decision.choice,
        "reason": decision.reason,
        "decided_on": decision.decided_on.isoformat(),
        "review": review.code if review else None,
        "series": decision.series_id,
        "forecast": {
            "direction": decision.expected_direction,
            "size": number(decision.expected_size),
            "by": _day(decision.expected_by),
            "confidence": decision.confidence,
        }
        if forecast
        else None,
        "effect": [number(value) for value in (decision.effect, decision.low, decision.high)],
        "said": decision.verdict_note,
    }


def _lives(action: Action, review: Review) -> bool:
    return action.ended_at is None or (action.done_on is not None and action.done_on > review.since)


def _action(known: Known, action: Action) -> dict[str, Any]:
    origin = _any_record(known, action.origin_id)
    return {
        **_record(known, action),
        "purpose": action.purpose,
        "origin": origin.code if origin else None,
        "done_on": _day(action.done_on),
    }


def _issue(known: Known, issue: Issue) -> dict[str, Any]:
    return {**_record(known, issue), "nature": issue.nature, "severity": issue.severity}


def _new(signal: Signal, review: Review) -> bool:
    return signal.ended_at is None or signal.found > review.since


def _signal(known: Known, signal: Signal) -> dict[str, Any]:
    return {
        **_record(known, signal),
        "series": signal.series_id,
        "onset": signal.onset.isoformat(),
        "found": signal.found.isoformat(),
        "better": signal.better,
        "explanation": signal.explanation,
    }


def _silent(known: Known, shown: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Where nothing is said although somebody waits for it."""
    today = known.today
    signals, actions = _here(known, Signal), _here(known, Action)
    issues = [one for one in _here(known, Issue) if one.ended_at is None]
    return {
        "signals": [one.code for one in signals if one.state == "open" and one.due and one.due < today],
        "actions": [one.code for one in actions if one.ended_at is None and one.due and one.due < today],
        "grave": [one.code for one in issues if one.severity == Severity.GRAVE and not one.owner_id],
        "late": [one["series"] for one in shown if "late" in one["trust"]["weaknesses"] or not one["points"]],
        "processes": [one.code for one in _here(known, Process) if one.ended_at is None and one.owner_id is None],
    }
