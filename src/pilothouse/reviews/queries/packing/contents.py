"""All that a pack of the first format holds, as plain data: page one, figures, objectives, decisions, promises, agenda,
who took part.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pilothouse.improvement.models import Action, Issue, Severity
from pilothouse.measures.listing import listed
from pilothouse.measures.models import Serving, Signal
from pilothouse.organisation.models import Organisation
from pilothouse.processes.models import Process
from pilothouse.reviews.models import AgendaItem, Attendance, Review
from pilothouse.reviews.queries.packing.figures import figures
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.reviews.queries.packing.records import (
    actions_told,
    any_record,
    base_told,
    decisions_told,
    here,
    issues_told,
    signals_told,
)
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import placed_in_tree


def first(known: Known, review: Review) -> dict[str, Any]:
    """What a pack of the first format holds."""
    shown = figures(known)
    found = listed({one["series"]: one["p"] for one in shown})
    return {
        "organisation": known.past.every(Organisation)[0].name,
        "unit": {"code": known.unit.code, "name": known.unit.name},
        "today": known.today.isoformat(),
        "review": _review(known, review),
        "changed": {
            "series": list(found.keys),
            "false": number(found.false),
            "of": sum(one["p"] is not None for one in shown),
            "not_judged": sum(one["p"] is None for one in shown),
        },
        "figures": shown,
        "objectives": list(_objectives(known, shown)),
        "decisions": decisions_told(known, review),
        "actions": actions_told(known, review),
        "issues": issues_told(known),
        "signals": signals_told(known, review),
        "silent": _silent(known, shown),
    }


def _review(known: Known, review: Review) -> dict[str, Any]:
    there = [one for one in known.past.every(Attendance) if one.review_id == review.pk]
    agenda = [one for one in known.past.every(AgendaItem) if one.review_id == review.pk]
    return {
        **base_told(known, review),
        "since": review.since.isoformat(),
        "summary": review.summary,
        "attendance": [
            {"person": known.name(one.person_id), "presence": one.presence, "delegate": known.name(one.delegate_id)}
            for one in there
        ],
        "agenda": [
            told for one in sorted(agenda, key=lambda one: (one.position, one.pk)) if (told := _item(known, one))
        ],
        "elsewhere": sum(any_record(known, one.record_id) is None for one in agenda),
    }


def _item(known: Known, item: AgendaItem) -> dict[str, Any] | None:
    """An item with what was said of it; none where its record is of another unit."""
    about = any_record(known, item.record_id)
    if about is None:
        return None
    told = {"code": about.code, "title": about.title}
    return {**told, "reason": item.reason, "looked_at": item.looked_at, "minute": item.minute}


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
            **base_told(known, objective),
            "depth": placed.depth,
            "measured": objective.pk in served,
            "weakest": min(here, key=_likelihood)["series"] if here else None,
            "targets": len(here),
        }


def _likelihood(figure: dict[str, Any]) -> tuple[float, int]:
    told = figure["target"]["next"]
    return (min(told) if told else 2.0, figure["series"])


def _silent(known: Known, shown: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Where nothing is said although somebody waits for it."""
    today = known.today
    signals, actions = here(known, Signal), here(known, Action)
    issues = [one for one in here(known, Issue) if one.ended_at is None]
    return {
        "signals": [one.code for one in signals if one.state == "open" and one.due and one.due < today],
        "actions": [one.code for one in actions if one.ended_at is None and one.due and one.due < today],
        "grave": [one.code for one in issues if one.severity == Severity.GRAVE and not one.owner_id],
        "late": [one["series"] for one in shown if "late" in one["trust"]["weaknesses"] or not one["points"]],
        "processes": [one.code for one in here(known, Process) if one.ended_at is None and one.owner_id is None],
    }
