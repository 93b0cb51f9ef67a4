"""What lies overdue in a person's sight, and what of it has climbed to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models

from pilothouse.bridge.unmet import asks_to_decide
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.climbing import Climb, Contract, all_waits
from pilothouse.records.models import Record, kind_named
from pilothouse.records.rules import level_of_silence
from pilothouse.records.states import Wait
from pilothouse.reviews.queries import UnreadInput, climbs, unread_inputs, verdict_day, with_waits

MOST = 200


def with_asks(records: "models.QuerySet[Record]", person: Person, on: date) -> "models.QuerySet[Record]":
    """The same bases with what waiting is told by (`with_waits`), and `asks`: of an objective, whether a target of it
    asks for a decision; with unit and owner, the next promise first.
    """
    told = with_waits(records).annotate(asks=asks_to_decide(person, on))
    return told.select_related("unit", "owner").defer("words").order_by("due", "id")


def live(person: Person, on: date) -> "models.QuerySet[Record]":
    """Live records in sight, the next promise first."""
    found: models.QuerySet[Record] = Record.objects.seen_by(person).filter(ended_at=None)
    return with_asks(found, person, on)


OVERDUE = KeptSight[Record](lambda person, today: live(person, today).filter(due__lt=today)[:MOST])


def climbed_to(person: Person, rows: Iterable[Any], held: Contract, on: date) -> Iterator[tuple[Any, Climb]]:
    """What of these rows has climbed to this person, or past them."""
    if person.pk not in held.leading:
        return
    for row in rows:
        if row.owner_id != person.pk:
            found = climbs(row, held, on).values()
            yield from ((row, climb) for climb in found if person.pk in climb.reached)


@dataclass(frozen=True)
class Reach:
    """What limits do today: of so many that are overdue, so many would have climbed."""

    wait: Wait
    overdue: int
    climbed: int


def reach_of(person: Person, limits: Mapping[str, int], on: date) -> list[Reach]:
    """For everything that waits, how much of today's would have climbed by these limits; two queries.

    Told by days alone: what was taken over or declined counts like the rest.
    """
    rows = Record.objects.seen_by(person).filter(ended_at=None, due__lt=on)
    told = rows.order_by().annotate(
        asks_on=verdict_day(),
        gone=models.ExpressionWrapper(models.Q(owner__left_on__isnull=False), models.BooleanField()),
    )
    dated = told.values_list("kind", "state", "due", "asks_on", "gone")
    found: dict[str, list[_Silent]] = {}
    for kind, state, due, asks_on, gone, count in dated.annotate(count=models.Count("pk")):
        for wait in kind_named(kind).waits:
            since = {"due": due, "asks_on": asks_on}.get(wait.since)
            if state in wait.states and since is not None and since < on:
                found.setdefault(wait.name, []).append(_Silent(since, gone, count))
    if person.paths_seen is None:
        found[UnreadInput.kind] = [_Silent(one.due, one.owner is None, 1) for one in unread_inputs(on) if one.asks(on)]
    return [_reach(wait, found.get(wait.name, []), limits[wait.name], on) for wait in all_waits()]


class _Silent(NamedTuple):
    """So many have been silent since a day, whose owner is gone or not: what of theirs is overdue climbs at once."""

    since: date
    gone: bool
    many: int


def _reach(wait: Wait, rows: Sequence[_Silent], days: int, on: date) -> Reach:
    climbed = sum(one.many for one in rows if level_of_silence(one.since, days, on, gone=one.gone))
    return Reach(wait, sum(one.many for one in rows), climbed)
