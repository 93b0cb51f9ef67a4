"""What an act did, told from the entries of history."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# Under which names operations keep, in the row that they change, why it was done.
_REASONS = ("verdict_note", "reason", "explanation", "acceptance", "borne_because", "note", "finding")
# Rows that follow from whatever was done, and are nothing done by themselves.
_BESIDE = frozenset({"records.note", "records.link", "reviews.agendaitem", "reviews.beginning"})
# What is done so, somebody owes from then on: who took it over by the day they gave, else the owner of what was made.
TAKEN, BEGUN = "escalation.accepted", frozenset({"action.planned", "item.action_agreed", "issue.opened"})
# What makes such a promise; whatever else was done to its record is told beside it.
PROMISES = BEGUN | {TAKEN, "decision.made"}


@dataclass(frozen=True)
class Did:
    """What an act did to one record (its key): the operation, the state after it ("" where it stayed), why, and until
    when.
    """

    record: int
    name: str
    state: str = ""
    reason: str = ""
    until: date | None = None


def finished_there(ended: datetime | None, meeting_over: datetime | None) -> bool:
    """Was what ended then (None: it has not) finished before the meeting was over (None: it is not)? Nobody owes it."""
    return ended is not None and (meeting_over is None or ended <= meeting_over)


def deeds_in(bodies: Iterable[Mapping[str, Any]], kinds: Set[str], otherwise: int) -> list[Did]:
    """What one act did, by the bodies of its entries in their order. `kinds` are those of records. Where it changed
    none of them it was done to the record that a changed row names, else to that of the item (`otherwise`).
    """
    told = [body for body in bodies if body["kind"] not in _BESIDE]
    changed = [body for body in told if body["kind"] in kinds]
    beside = [body for body in told if body["kind"] not in kinds]
    if not changed:
        return [_did(beside[0], beside, beside[0]["set"].get("record_id") or otherwise)] if beside else []
    return [_did(body, beside if body is changed[0] else (), body["key"]) for body in changed]


def _did(body: Mapping[str, Any], beside: Iterable[Mapping[str, Any]], key: int) -> Did:
    rows = [body, *beside]
    reasons = (one["set"].get(name) for one in rows for name in _REASONS)
    until = next((one["set"]["until"] for one in rows if one["set"].get("until")), None)
    moved = body["set"].get("due") if body["was"] else None
    day = until or moved
    reason = body["why"] or next((str(one) for one in reasons if one), "")
    return Did(int(key), body["name"], body["set"].get("state", ""), reason, date.fromisoformat(day) if day else None)
