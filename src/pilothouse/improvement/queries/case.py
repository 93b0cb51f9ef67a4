"""An issue with everything that belongs to its case, by one query at any size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Aggregate, F, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pilothouse.improvement.models import Action, Cause, Issue, Verification
from pilothouse.improvement.queries.trees import Doing, Why, beginnings, in_tree
from pilothouse.improvement.states import ACTION, ISSUE, VERIFICATION
from pilothouse.measures.models import Indicator, Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.queries import came_of
from pilothouse.records.states import Kind

_PARTS = ("unit", "owner", "created_by", "process", "origin", "recurrence_of")
_SERIES = ("series__indicator", "series__unit", "series__reading")
_BASE = ("id", "number", "title", "state", "due", "first_due", "ended_at")


@dataclass(frozen=True)
class Case:
    """What a page tells about an issue.

    The rows below the issue are for reading only: they hold what a line shows, and are not to be saved.
    """

    issue: Issue
    whys: list[Why]
    doings: list[Doing]
    again: list[Issue]


class _Gathered(Aggregate):
    """Rows of a subquery as one JSON list."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL names it otherwise."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


def _asked(person: Person, number: int) -> "QuerySet[Issue]":
    issue = OuterRef("pk")
    seen = {
        "_causes": Cause.objects.filter(issue=issue),
        "_actions": Action.objects.seen_by(person).filter(pk__in=came_of(beginnings(OuterRef(OuterRef(issue))))),
        "_proofs": Verification.objects.seen_by(person).filter(
            pk__in=came_of(came_of(beginnings(OuterRef(OuterRef(OuterRef(issue))))))
        ),
        "_again": Issue.objects.seen_by(person).filter(recurrence_of=issue),
    }
    lists = {name: _list(name, rows) for name, rows in seen.items()}
    found: QuerySet[Issue] = Issue.objects.seen_by(person).filter(number=number).defer("words")
    return found.select_related(*_PARTS, *_SERIES).annotate(**lists)[:1]


_CASE = KeptSight[Issue](_asked)


def case_of(person: Person, number: int) -> Case | None:
    """The issue of this number with its causes, actions, proofs and recurrences; None where the person sees none."""
    row = _CASE.first(person, number)
    if row is None:
        return None
    causes = [_cause(row, values) for values in _sorted(row._causes)]
    proofs = {proof.origin_id: proof for proof in map(_proof, _sorted(row._proofs))}
    actions = [_action(values) for values in _sorted(row._actions)]
    again = [_built(Issue, ISSUE, values) for values in _sorted(row._again)]
    return Case(row, in_tree(causes), [Doing(action, proofs.get(action.pk)) for action in actions], again)


_FIELDS: dict[str, dict[str, str]] = {
    "_causes": {name: name for name in ("id", "parent_id", "text", "evidence", "method", "root", "at", "version")}
    | {"by": "by__name"},
    "_actions": {name: name for name in (*_BASE, "purpose", "done_on", "series_id", "owner_id")}
    | {"owner": "owner__name"},
    "_proofs": {name: name for name in (*_BASE, "origin_id", "effect", "low", "high")}
    | {"unit_of_measure": "series__indicator__unit_of_measure", "decimals": "series__indicator__decimals"},
    "_again": {name: name for name in _BASE},
}


def _list(name: str, rows: "QuerySet[Any]") -> Subquery:
    fields = {key: F(path) for key, path in _FIELDS[name].items()}
    # Without groups the subquery is always one row, also where there is nothing to gather.
    gathered = rows.order_by().annotate(_all=_Gathered(JSONObject(**fields))).values("_all")
    gathered.query.group_by = None
    return Subquery(gathered, output_field=JSONField())


def _sorted(rows: Any) -> list[dict[str, Any]]:
    return sorted(rows or (), key=lambda row: int(row["id"]))


def _cause(issue: Issue, row: dict[str, Any]) -> Cause:
    who = Person(name=row.pop("by"))
    row |= {"at": _moment(row["at"]), "root": bool(row["root"])}
    return Cause(issue=issue, by=who, **row)


def _action(row: dict[str, Any]) -> Action:
    key, name = row.pop("owner_id"), row.pop("owner")
    row["done_on"] = _day(row["done_on"])
    action: Action = _built(Action, ACTION, row, owner=Person(pk=key, name=name) if key else None)
    return action


def _proof(row: dict[str, Any]) -> Verification:
    indicator = Indicator(unit_of_measure=row.pop("unit_of_measure"), decimals=row.pop("decimals"))
    proof: Verification = _built(Verification, VERIFICATION, row, series=Series(indicator=indicator))
    return proof


def _built(model: type[Any], kind: Kind, row: dict[str, Any], **more: Any) -> Any:
    days = {name: _day(row[name]) for name in ("due", "first_due")}
    return model(kind=kind.name, pk=row["id"], **{**row, **days, "ended_at": _moment(row["ended_at"])}, **more)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def open_things(doings: Iterable[Doing]) -> tuple[int, int]:
    """How many actions are still open, and how many effects unverified."""
    kept = list(doings)
    unproved = sum(doing.proof is not None and not doing.proof.ended for doing in kept)
    return sum(not doing.action.ended for doing in kept) - unproved, unproved
