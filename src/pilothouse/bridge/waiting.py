"""What lies overdue in a person's sight, and what of it has climbed to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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
    dated = rows.order_by().annotate(asks_on=verdict_day()).values_list("kind", "state", "due", "asks_on")
    found: dict[str, list[tuple[date, int]]] = {}
    for kind, state, due, asks_on, count in dated.annotate(count=models.Count("pk")):
        for wait in kind_named(kind).waits:
            since = {"due": due, "asks_on": asks_on}.get(wait.since)
            if state in wait.states and since is not None and since < on:
                found.setdefault(wait.name, []).append((since, count))
    if person.paths_seen is None:
        found[UnreadInput.kind] = [(one.due, 1) for one in unread_inputs(on)]
    return [_reach(wait, found.get(wait.name, []), limits[wait.name], on) for wait in all_waits()]


def _reach(wait: Wait, rows: list[tuple[date, int]], days: int, on: date) -> Reach:
    climbed = sum(count for since, count in rows if level_of_silence(since, days, on))
    return Reach(wait, sum(count for _since, count in rows), climbed)
