"""Questions about direction."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.strategy.models import Objective, Policy, Theme
from pilothouse.strategy.rules import in_tree_order


@dataclass(frozen=True)
class Placed:
    """An objective and its depth in the tree."""

    objective: Objective
    depth: int


def valid_policy(person: Person) -> Policy | None:
    """The policy that holds now."""
    found: Policy | None = _VALID.first(person)
    return found


_VALID = KeptSight[Policy](lambda person: Policy.objects.seen_by(person).with_people().live().order_by("-number")[:1])


def earlier_policies(person: Person) -> QuerySet[Policy]:
    """What held before, latest first."""
    found: QuerySet[Policy] = Policy.objects.seen_by(person).with_people().exclude(ended_at=None).order_by("-number")
    return found


def live_themes(person: Person) -> QuerySet[Theme]:
    """The strands of the present direction, in their order."""
    found: QuerySet[Theme] = Theme.objects.seen_by(person).with_people().live().order_by("position", "number")
    return found


def objectives_seen(person: Person) -> QuerySet[Objective]:
    """What was or is to be achieved, by theme, then by date."""
    found: QuerySet[Objective] = Objective.objects.seen_by(person).select_related("unit", "owner", "theme__owner")
    return found.order_by("theme__position", "theme__number", "due", "number")


def live_objectives(person: Person) -> QuerySet[Objective]:
    """What is to be achieved and has not ended, by theme, then by date."""
    return objectives_seen(person).filter(ended_at=None)


_LIVE = KeptSight[Objective](live_objectives)


def objective_tree(person: Person) -> list[Placed]:
    """Live objectives, each below what it serves. One query."""
    return placed_in_tree(_LIVE.rows(person))


def placed_in_tree(objectives: Iterable[Objective]) -> list[Placed]:
    """These objectives, each below what it serves; what serves one outside of them stands at the top."""
    rows = {objective.pk: objective for objective in objectives}
    branches = in_tree_order((key, objective.serves_id) for key, objective in rows.items())
    return [Placed(rows[branch.key], branch.depth) for branch in branches]
