"""Whom silence has reached: the one answer that my work, the bridge, the digest and every record's page share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, JSONField, OuterRef, QuerySet, Subquery, Value

from pilothouse.organisation.models import Assignment, Organisation, Person
from pilothouse.organisation.roles import Role
from pilothouse.records.models import Record, kind_named, record_types
from pilothouse.records.replies import Reply
from pilothouse.records.rules import Said, level_of_silence, rungs
from pilothouse.records.states import Wait
from pilothouse.trail.gathered import gathered
from pilothouse.trail.kept import Kept

LEADING = (Role.TOP_MANAGEMENT, Role.PROCESS_OWNER)
REPLY = {"wait": "wait", "level": "level", "until": "until", "reason": "reason", "on": "on", "who": "by__name"}
_GATHERED = {**REPLY, "id": "id"}


@dataclass(frozen=True)
class Told:
    """A reply as it is told: who, when, and why not (declined) or until when (accepted)."""

    wait: str
    said: Said
    who: str
    reason: str

    @property
    def declined(self) -> bool:
        return self.said.until is None


@dataclass(frozen=True)
class Climb:
    """How far the silence of one record has climbed. `people` are asked at its level (empty at 0), `names` theirs;
    `reached`: everybody asked so far, with their level; `reply`: the latest that still counts; `next_on`: when it
    climbs to others if nothing happens, None where nobody stands above or no day is that far.
    """

    wait: Wait
    since: date
    days: int
    level: int
    people: frozenset[int]
    names: str
    reached: Mapping[int, int] = field(default_factory=dict)
    reply: Told | None = None
    next_on: date | None = None


def usual_limits() -> dict[str, int]:
    """The usual days of everything that waits, by its name, in the order of kinds."""
    return {wait.name: wait.days for wait in all_waits()}


def all_waits() -> list[Wait]:
    """Everything that waits, of every kind."""
    return [wait for model in record_types().values() for wait in model.KIND.waits]


def _leaders(replies: Any = None) -> "QuerySet[Assignment, Any]":
    """Who leads which unit, each row with the limits, with who has left and owns live records still, and with the
    `replies` about one record.
    """
    limits = Subquery(Organisation.objects.order_by("id").values("limits")[:1])
    waiting = Record.objects.filter(owner=OuterRef("pk"), ended_at=None)
    gone = gathered(Person.objects.filter(Exists(waiting), left_on__isnull=False), ("id",))
    held: QuerySet[Assignment] = Assignment.objects.filter(role__in=LEADING, person__left_on=None)
    told = held.order_by("person__name", "id").annotate(
        limits=limits, gone=gone, replies=replies or Value(None, JSONField())
    )
    return told.values_list("role", "unit__path", "person_id", "person__name", "limits", "gone", "replies")


_LEADERS = Kept[Assignment](_leaders)
_LEADERS_AND_REPLIES = Kept[Assignment](lambda key: _leaders(gathered(Reply.objects.filter(record=key), _GATHERED)))


@dataclass(frozen=True)
class Contract:
    """The escalation contract as it stands: time limits, who leads which unit, and who has left without handing over
    (`gone`): what is overdue of theirs stands one level higher from the first day on.
    """

    limits: Mapping[str, int]
    leaders: Mapping[str, frozenset[int]]
    names: Mapping[int, str]
    gone: frozenset[int] = frozenset()

    @cached_property
    def leading(self) -> frozenset[int]:
        """Everybody to whom anything may climb."""
        return frozenset().union(*self.leaders.values())

    def climb(self, record: Any, wait: Wait, on: date) -> Climb | None:
        """Where the silence of this record stands; None where it is not overdue. The record carries `_replies`."""
        since = getattr(record, wait.since, None)
        if since is None or on <= since or record.state not in wait.states:
            return None
        reply = next((told for told in told_replies(record) if told.wait == wait.name and told.said.on >= since), None)
        gone = record.owner_id in self.gone
        return self.climb_from(record.unit.path, record.owner_id, wait, since, on, reply, gone=gone)

    def climb_from(
        self, path: str, owner: int | None, wait: Wait, since: date, on: date, reply: Told | None, *, gone: bool
    ) -> Climb:
        """How far silence has climbed since a day that has passed, from this owner in the unit with this path; at once
        where the owner is `gone`.
        """
        days, ladder = self.limits[wait.name], rungs(path, self.leaders, owner)
        silent = level_of_silence(since, days, on, reply.said if reply else None, gone=gone)
        level = max(min(silent, len(ladder)), 0)
        people = ladder[level - 1] if level else frozenset()
        reached = {key: place for place, asked in reversed(list(enumerate(ladder[:level], 1))) for key in asked}
        further = _next_on(since, days, on, reply.said if reply else None) if level < len(ladder) else None
        return Climb(wait, since, days, level, people, self.named(people), reached, reply, further)

    def named(self, people: Iterable[int]) -> str:
        """These people by name."""
        return ", ".join(name for key, name in self.names.items() if key in people)


def _next_on(since: date, days: int, on: date, said: Said | None) -> date | None:
    """The first limit after this day; None for one that lies beyond all days."""
    start = since if said is None else said.until or said.on
    ahead = timedelta(days=days * (max((on - start).days, 0) // days + 1))
    return start + ahead if date.max - start >= ahead else None


def contract() -> Contract:
    """The contract in force, by one query."""
    return contract_of(_LEADERS.rows())


def contract_of(rows: Sequence[Any]) -> Contract:
    """The contract by who leads which unit: rows of role, path of the unit, person, name, limits, ordered by name."""
    held: dict[str, dict[str, set[int]]] = {}
    for role, path, person, *_rest in rows:
        held.setdefault(path, {}).setdefault(role, set()).add(person)
    # Where top management sits, it leads; process owners beside it answer for a task each, not for the unit.
    leaders = {
        path: frozenset(roles.get(Role.TOP_MANAGEMENT) or roles[Role.PROCESS_OWNER]) for path, roles in held.items()
    }
    limits = {**usual_limits(), **((rows[0][4] if rows else None) or {})}
    gone = frozenset(one["id"] for one in (rows[0][5] if rows else None) or ())
    return Contract(limits, leaders, {person: name for _role, _path, person, name, *_rest in rows}, gone)


def with_replies(records: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same records with what was replied about each, for `told_replies`."""
    told: QuerySet[Any] = records.annotate(_replies=gathered(Reply.objects.filter(record=OuterRef("pk")), _GATHERED))
    return told


def told_replies(record: Any) -> list[Told]:
    """What was replied about a record (`with_replies`), the latest first."""
    rows = sorted(record._replies or (), key=lambda row: -row["id"])
    return [_told(row) for row in rows]


def _told(row: Mapping[str, Any]) -> Told:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return Told(row["wait"], Said(date.fromisoformat(row["on"]), row["level"], until), row["who"], row["reason"])


def climbs_of(record: Record, on: date) -> list[Climb]:
    """Everything about one record whose silence runs; one query where its day has passed, else none."""
    waits = [wait for wait in kind_named(record.kind).waits if _overdue(record, wait, on)]
    if not waits:
        return []
    rows = _LEADERS_AND_REPLIES.rows(record.pk)
    vars(record)["_replies"] = rows[0][-1] if rows else []
    held = contract_of(rows)
    return [climb for wait in waits if (climb := held.climb(record, wait, on)) is not None]


def _overdue(record: Any, wait: Wait, on: date) -> bool:
    since = getattr(record, wait.since, None)
    return record.state in wait.states and since is not None and since < on


def reached(person: Person, record: Record, on: date) -> Climb | None:
    """What of this record has climbed to this person, the longest waiting first."""
    found = [climb for climb in climbs_of(record, on) if person.pk in climb.reached]
    return min(found, key=lambda climb: climb.since, default=None)
