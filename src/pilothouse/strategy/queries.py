"""Questions about direction."""

from dataclasses import dataclass

from django.db.models import QuerySet

from pilothouse.organisation.models import Person
from pilothouse.strategy.models import Objective, Policy, Theme
from pilothouse.strategy.rules import in_tree_order


@dataclass(frozen=True)
class Placed:
    """An objective and its depth in the tree."""

    objective: Objective
    depth: int


def valid_policy(person: Person) -> Policy | None:
    """The policy that holds now."""
    found: Policy | None = Policy.objects.seen_by(person).with_people().live().order_by("-number").first()
    return found


def earlier_policies(person: Person) -> QuerySet[Policy]:
    """What held before, latest first."""
    found: QuerySet[Policy] = Policy.objects.seen_by(person).with_people().exclude(ended_at=None).order_by("-number")
    return found


def live_themes(person: Person) -> QuerySet[Theme]:
    """The strands of the present direction, in their order."""
    found: QuerySet[Theme] = Theme.objects.seen_by(person).with_people().live().order_by("position", "number")
    return found


def live_objectives(person: Person) -> QuerySet[Objective]:
    """What is to be achieved and has not ended, by theme, then by date."""
    found: QuerySet[Objective] = (
        Objective.objects.seen_by(person)
        .live()
        .select_related("unit", "owner", "theme")
        .order_by("theme__position", "theme__number", "due", "number")
    )
    return found


def objective_tree(person: Person) -> list[Placed]:
    """Live objectives, each below what it serves. One query."""
    rows = {objective.pk: objective for objective in live_objectives(person)}
    branches = in_tree_order((key, objective.serves_id) for key, objective in rows.items())
    return [Placed(rows[branch.key], branch.depth) for branch in branches]


def below(objective: Objective, person: Person) -> list[Placed]:
    """Everything live that serves this objective, directly or through others; depth 0 serves it directly."""
    tree = objective_tree(person)
    pairs = [(placed.objective.pk, placed.objective.serves_id) for placed in tree]
    wanted = {objective.pk}
    for key, serves in pairs:
        if serves in wanted:
            wanted.add(key)
    wanted.discard(objective.pk)
    rows = {placed.objective.pk: placed.objective for placed in tree}
    branches = in_tree_order((key, serves) for key, serves in pairs if key in wanted)
    return [Placed(rows[branch.key], branch.depth) for branch in branches]


def upward(objective: Objective) -> list[Objective]:
    """What the objective serves, highest first; one query for each level above it."""
    found: list[Objective] = []
    at = objective.serves
    while at is not None and at not in found:
        found.append(at)
        at = at.serves
    return found[::-1]
