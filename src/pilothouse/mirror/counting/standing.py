"""What stood at the end of each month, replayed from the trail: who owned what, and what served what."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pilothouse.measures.models import Indicator, Serving
from pilothouse.measures.periods import next_period
from pilothouse.mirror.counting.span import Span, Tally
from pilothouse.mirror.rules import months_within
from pilothouse.organisation.models import Assignment, Person
from pilothouse.organisation.roles import Role
from pilothouse.processes.models import Process
from pilothouse.strategy.models import Objective
from pilothouse.trail.models import Entry, Traced

Rows = Mapping[int, Mapping[str, Any]]


def _month_ends(span: Span, *models: type[Traced]) -> Iterator[tuple[date, list[Rows]]]:
    """For each month of the span, the rows of these types as they stood at its end, by key."""
    told = [_Told(model) for model in models]
    for month in months_within(span.first, span.until):
        end = span.moment(next_period(month, "month"))
        yield month, [one.up_to(end) for one in told]


class _Told:
    """The rows of one type, replayed forward."""

    def __init__(self, model: type[Traced]) -> None:
        entries = Entry.objects.filter(kind=model.trail_kind()).order_by("seq")
        self._waiting = list(entries.values_list("at", "key", "body"))[::-1]
        self._rows: dict[int, dict[str, Any]] = {}

    def up_to(self, moment: datetime) -> Rows:
        """Everything as it stood just before this moment."""
        while self._waiting and self._waiting[-1][0] < moment:
            _at, key, text = self._waiting.pop()
            body = json.loads(text)
            if body["gone"]:
                self._rows.pop(key, None)
            else:
                self._rows.setdefault(key, {}).update(body["set"])
        return self._rows


@dataclass(frozen=True)
class Holders:
    """Who held the role of top management, and that of the quality manager, in a month: at its beginning or its end."""

    leading: frozenset[int] = frozenset()
    quality: frozenset[int] = frozenset()

    @property
    def team(self) -> frozenset[int]:
        """The quality team: without top management, for who founds an organisation holds both."""
        return self.quality - self.leading

    def __or__(self, other: "Holders") -> "Holders":
        return Holders(self.leading | other.leading, self.quality | other.quality)


def holders_at(span: Span) -> dict[date, Holders]:
    """By month who held which role then: what somebody did stays what it was when they leave or change."""
    found, before = {}, Holders()
    for month, (rows,) in _month_ends(span, Assignment):
        leading, quality = (
            frozenset(row["person_id"] for row in rows.values() if row["role"] == role)
            for role in (Role.TOP_MANAGEMENT, Role.QUALITY_MANAGER)
        )
        found[month], before = before | Holders(leading, quality), Holders(leading, quality)
    return found


def people_at(span: Span) -> dict[date, set[int]]:
    """Who was here at the end of each month, and could make an entry."""
    found = {}
    for month, (rows,) in _month_ends(span, Person):
        away = ("is_system", "left_on")
        found[month] = {
            key for key, row in rows.items() if row.get("may_sign_in") and not any(row.get(name) for name in away)
        }
    return found


def _live(rows: Rows) -> set[int]:
    return {key for key, row in rows.items() if not row.get("ended_at")}


def _owners(rows: Rows, people: Rows) -> list[Any]:
    """Owners of what lives; None for nobody, or for somebody who had left."""
    left = {key for key, row in people.items() if row.get("left_on")}
    owners = (rows[key].get("owner_id") for key in _live(rows))
    return [None if owner in left else owner for owner in owners]


def owners_at(span: Span) -> dict[date, set[int]]:
    """Who owned a live process at the end of each month."""
    return {month: set(_owners(*rows)) - {None} for month, rows in _month_ends(span, Process, Person)}


def processes(span: Span) -> dict[str, Tally]:
    """Processes with an owner who is still there."""
    owned = Tally()
    for month, rows in _month_ends(span, Process, Person):
        owners = _owners(*rows)
        owned.add(month, sum(owner is not None for owner in owners), len(owners))
    return {"processes-owned": owned}


def ties(span: Span) -> dict[str, Tally]:
    """Indicators that serve an objective, and objectives that an indicator measures."""
    linked, measured = Tally(), Tally()
    for month, (indicators, objectives, servings) in _month_ends(span, Indicator, Objective, Serving):
        live, wanted = _live(indicators), _live(objectives)
        pairs = list(_pairs(servings.values(), live, wanted))
        linked.add(month, len({indicator for indicator, _objective in pairs}), len(live))
        measured.add(month, len({objective for _indicator, objective in pairs}), len(wanted))
    return {"indicators-linked": linked, "objectives-measured": measured}


def _pairs(rows: Iterable[Mapping[str, Any]], live: set[int], wanted: set[int]) -> Iterator[tuple[int, int]]:
    for row in rows:
        if row["indicator_id"] in live and row["objective_id"] in wanted:
            yield row["indicator_id"], row["objective_id"]
