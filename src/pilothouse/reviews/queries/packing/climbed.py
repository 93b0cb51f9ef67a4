"""Whose silence had climbed to whom at a cut-off, by the contract as it stood, and what else nobody had answered."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Indicator
from pilothouse.organisation.models import Assignment, Organisation, Person, Unit
from pilothouse.processes.models import Process
from pilothouse.records.climbing import LEADING, Climb, Contract, contract_of
from pilothouse.records.models import Record
from pilothouse.records.replies import Reply
from pilothouse.reviews.inputs import input_of
from pilothouse.reviews.models import AgendaItem, Decision, InputLook, InputReply, InputWait, ResourceRequest, Review
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, here, iso
from pilothouse.reviews.queries.requests import waits_for_answer


def climbed_told(known: Known) -> list[Told]:
    """Everything of the unit and below whose silence has climbed, or was left where it was; the furthest first."""
    held, replies = _contract(known), _replies(known)
    alive = [one for one in known.records.values() if one.ended_at is None and known.below(one.unit_id)]
    found = [told for one in alive for told in _climbs(known, one, held, replies)]
    return sorted(found, key=lambda told: (-told["level"], told["since"], told["code"], told["wait"]))


def _contract(known: Known) -> Contract:
    past = known.past
    people, units = past.by_key(Person), past.by_key(Unit)
    limits = past.every(Organisation)[0].limits
    gone = [{"id": key} for key, one in people.items() if one.left_on is not None]
    rows = [
        (one.role, units[one.unit_id].path, one.person_id, people[one.person_id].name, limits, gone)
        for one in past.every(Assignment)
        if one.role in LEADING and people[one.person_id].left_on is None
    ]
    return contract_of(sorted(rows, key=lambda row: (row[3], row[2], row[1], row[0])))


def _replies(known: Known) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in known.past.every(Reply):
        until = one.until.isoformat() if one.until else None
        said = {"id": one.pk, "wait": one.wait, "level": one.level, "until": until, "on": one.on.isoformat()}
        found[one.record_id].append(said | {"reason": one.reason, "who": known.name(one.by_id)})
    return found


def _climbs(known: Known, one: Record, held: Contract, replies: dict[int, list[dict[str, Any]]]) -> Iterator[Told]:
    one.unit = known.past.by_key(Unit)[one.unit_id]
    vars(one)["_replies"] = replies.get(one.pk, [])
    for wait in one.KIND.waits:
        climb = held.climb(one, wait, known.today)
        if climb is not None and (climb.level or climb.reply):
            yield _climb(known, one, climb)


def _climb(known: Known, one: Record, climb: Climb) -> Told:
    reply = climb.reply and {
        "by": climb.reply.who,
        "reason": climb.reply.reason,
        "until": climb.reply.said.until.isoformat() if climb.reply.said.until else None,
    }
    return {
        "code": one.code,
        "title": one.title,
        "owner": known.name(one.owner_id),
        "wait": climb.wait.name,
        "since": climb.since.isoformat(),
        "days": climb.days,
        "level": climb.level,
        "to": sorted(known.name(person) for person in climb.people),
        "reply": reply,
    }


def unanswered(known: Known) -> Told:
    """Where else nothing is said: actions not done and decisions not carried out (formats before counted what was done,
    too), requests past their day, processes without an indicator, reports that nobody has taken, each with the day on
    which it came.
    """
    today = known.today
    watched = {one.process_id for one in known.past.every(Indicator) if one.ended_at is None}
    return {
        "actions": [one.code for one in here(known, Action) if one.late(today)],
        "decisions": [one.code for one in here(known, Decision) if one.late(today)],
        "requests": [
            one.code for one in here(known, ResourceRequest) if waits_for_answer(one, today) and one.late(today)
        ],
        "unwatched": [one.code for one in here(known, Process) if one.ended_at is None and one.pk not in watched],
        "reported": [
            {"code": one.code, "on": known.day(one.created_at).isoformat()}
            for one in here(known, Issue)
            if one.state == "reported"
        ],
    }


def looks_told(known: Known) -> Told | None:
    """The day of the first meeting ever held, and by input when one looked at it last; told of the whole alone."""
    if known.unit.parent_id is not None:
        return None
    held = {one.pk: one.due for one in known.past.every(Review) if one.state == "held" and one.due}
    latest: dict[str, date] = {}
    for key, day in _looks(known, held):
        latest[key] = max(day, latest.get(key, day))
    first = min(held.values(), default=None)
    return {
        "first": first.isoformat() if first else None,
        "latest": {key: latest[key].isoformat() for key in sorted(latest)},
    }


def replies_told(known: Known) -> Told:
    """By input that somebody promised or left while it waited: the reply by which its silence is counted, as far as it
    is told of, and the day for which it was promised once more since.
    """
    heard: dict[str, InputWait] = {}
    for reply in known.past.every(InputReply):
        heard.setdefault(reply.input, InputWait(input=reply.input)).hear(reply)
    return {key: _heard(known, heard[key]) for key in sorted(heard)}


def _heard(known: Known, wait: InputWait) -> Told:
    reply = wait.reply
    said = reply and {
        "why": reply.why,
        "level": reply.level,
        "until": iso(reply.until),
        "silent_from": iso(reply.silent_from),
        "on": iso(reply.on),
        "reason": reply.reason,
        "by": known.name(reply.by_id),
    }
    return {"reply": said, "again": iso(wait.again)}


def _looks(known: Known, held: dict[int, date]) -> Iterator[tuple[str, date]]:
    for look in known.past.every(InputLook):
        if look.review_id in held:
            yield look.input, held[look.review_id]
    yield from looks_at_items(known, held)


def looks_at_items(known: Known, held: dict[int, date]) -> Iterator[tuple[str, date]]:
    """The inputs of which these meetings looked at a record, each with the day that is given with the meeting."""
    for item in known.past.every(AgendaItem):
        about = known.records.get(item.record_id)
        key = (
            about and item.review_id in held and item.looked_at and input_of(about.kind, getattr(about, "nature", None))
        )
        if key:
            yield key, held[item.review_id]
