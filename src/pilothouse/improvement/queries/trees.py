"""Causes as a tree, and actions with their proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from pilothouse.improvement.models import Action, Cause, Issue, Verification
from pilothouse.improvement.rules.whys import in_order
from pilothouse.improvement.states import ISSUE
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.records.queries import came_of


@dataclass(frozen=True)
class Why:
    """A cause and its place in the tree of answers."""

    cause: Cause
    depth: int
    deeper: bool


def in_tree(causes: Sequence[Cause]) -> list[Why]:
    """Every answer to "why?", each above those that explain it."""
    rows = {cause.pk: cause for cause in causes}
    branches = in_order((key, cause.parent_id) for key, cause in rows.items())
    return [Why(rows[branch.key], branch.depth, branch.deeper) for branch in branches]


def whys(issue: Issue) -> list[Why]:
    """The tree of an issue's causes."""
    return in_tree(list(Cause.objects.filter(issue=issue).select_related("by")))


@dataclass(frozen=True)
class Doing:
    """An action and the latest proof of its effect."""

    action: Action
    proof: Verification | None


def actions_seen(person: Person) -> QuerySet[Action]:
    """Actions the person may see, with what a list line shows."""
    found: QuerySet[Action] = Action.objects.seen_by(person).select_related("unit", "owner", "origin")
    return found


def beginnings(issue: Any) -> "QuerySet[Any]":
    """Keys of what actions of an issue come from: itself, or what it gave rise to, such as a decision about it.

    An issue that it gave rise to has actions of its own. `issue` is a key, or a reference to one in an outer query.
    """
    own = Q(pk=issue) | (Q(origin=issue) & ~Q(kind=ISSUE.name))
    return Record.objects.filter(own).values("pk")


def doings_of(origin: Record, person: Person) -> list[Doing]:
    """Actions a record gave rise to, with their latest verification; two queries."""
    actions = list(actions_seen(person).filter(pk__in=came_of([origin.pk])).order_by("id"))
    proofs = proofs_of(actions, person)
    return [Doing(action, proofs.get(action.pk)) for action in actions]


def proofs_of(actions: list[Action], person: Person) -> dict[int, Verification]:
    """The latest verification that the person sees of each action, by the action's key: doing it is no right to read
    what others made of it.
    """
    keys = [action.pk for action in actions]
    seen = Verification.objects.seen_by(person).filter(origin__in=keys)
    rows = seen.select_related("owner", *TOLD_BESIDE) if keys else ()
    return {row.origin_id: row for row in sorted(rows, key=lambda row: row.pk)}
