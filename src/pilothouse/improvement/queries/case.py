"""An issue with everything that belongs to its case, by one query at any size."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from pilothouse.improvement.models import Action, Apart, Cause, Issue, Verification
from pilothouse.improvement.queries.trees import Doing, Why, beginnings, in_tree
from pilothouse.improvement.states import ACTION, ISSUE, VERIFICATION
from pilothouse.measures.gathered_series import BESIDE, series_beside
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.gathering import LINE, in_order, record_built
from pilothouse.records.queries import came_of
from pilothouse.trail.gathered import built, gathered

_PARTS = ("unit", "owner", "created_by", "process", "origin", "recurrence_of")
_SERIES = TOLD_BESIDE
_BASE = {name: path for name, path in LINE.items() if not name.startswith("owner")}


@dataclass(frozen=True)
class Case:
    """What a page tells about an issue; `apart` is what it was told from, newest first, as far as one sees both.

    The rows below the issue are for reading only: they hold what a line shows, and are not to be saved.
    """

    issue: Issue
    whys: list[Why]
    doings: list[Doing]
    again: list[Issue]
    apart: list[Apart]


def _asked(person: Person, number: int) -> "QuerySet[Issue]":
    issue = OuterRef("pk")
    seen = {
        "_causes": Cause.objects.filter(issue=issue),
        "_actions": Action.objects.seen_by(person).filter(pk__in=came_of(beginnings(OuterRef(OuterRef(issue))))),
        "_proofs": Verification.objects.seen_by(person).filter(
            pk__in=came_of(came_of(beginnings(OuterRef(OuterRef(OuterRef(issue))))))
        ),
        "_again": Issue.objects.seen_by(person).filter(recurrence_of=issue),
        "_apart": Apart.objects.seen_by(person).filter(Q(issue=issue) | Q(other=issue)),
    }
    lists = {name: gathered(rows, _FIELDS[name]) for name, rows in seen.items()}
    found: QuerySet[Issue] = Issue.objects.seen_by(person).filter(number=number).defer("words")
    return found.select_related(*_PARTS, *_SERIES).annotate(**lists)[:1]


_CASE = KeptSight[Issue](_asked)


def case_of(person: Person, number: int) -> Case | None:
    """The issue of this number with its causes, actions, proofs and recurrences; None where the person sees none."""
    row = _CASE.first(person, number)
    if row is None:
        return None
    causes = [_cause(row, values) for values in in_order(row._causes)]
    proofs = {proof.origin_id: proof for proof in map(_proof, in_order(row._proofs))}
    actions = [record_built(Action, ACTION, values) for values in in_order(row._actions)]
    again = [record_built(Issue, ISSUE, values) for values in in_order(row._again)]
    apart = [_apart(row, values) for values in reversed(in_order(row._apart))]
    return Case(row, in_tree(causes), [Doing(action, proofs.get(action.pk)) for action in actions], again, apart)


# Of each of two issues that were told apart: its line, and where it is, for whoever may take that back.
_SIDE = {**_BASE, "owner_id": "owner_id", "unit_id": "unit_id", "path": "unit__path"}
_SIDES = ("issue", "other")
_FIELDS: dict[str, dict[str, str]] = {
    "_causes": {name: name for name in ("id", "parent_id", "text", "evidence", "method", "root", "at", "version")}
    | {"by": "by__name"},
    "_actions": {**LINE, "purpose": "purpose", "done_on": "done_on", "series_id": "series_id"},
    "_proofs": {name: name for name in (*_BASE, "origin_id", "effect", "low", "high")} | BESIDE,
    "_again": _BASE,
    "_apart": {"id": "id", "at": "at", "by_id": "by_id", "who": "by__name"}
    | {f"{side}_{name}": f"{side}__{path}" for side in _SIDES for name, path in _SIDE.items()},
}


def _cause(issue: Issue, row: dict[str, Any]) -> Cause:
    return built(Cause, row, issue=issue, by=Person(name=row["by"]))


def _apart(issue: Issue, row: dict[str, Any]) -> Apart:
    sides = {side: {name: row[f"{side}_{name}"] for name in _SIDE} for side in _SIDES}
    both = {
        side: issue if one["id"] == issue.pk
        else record_built(Issue, ISSUE, one, unit=Unit(pk=one["unit_id"], path=one["path"]))
        for side, one in sides.items()
    }  # fmt: skip
    said = {"id": row["id"], "at": row["at"], "by_id": row["by_id"]}
    return built(Apart, said, by=Person(pk=row["by_id"], name=row["who"]), **both)


def _proof(row: dict[str, Any]) -> Verification:
    return record_built(Verification, VERIFICATION, row, series=series_beside(row))


def open_things(doings: Iterable[Doing]) -> tuple[int, int]:
    """How many actions are still open, and how many effects unverified."""
    kept = list(doings)
    unproved = sum(doing.proof is not None and not doing.proof.ended for doing in kept)
    return sum(not doing.action.ended for doing in kept) - unproved, unproved
