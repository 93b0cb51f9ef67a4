"""Questions about direction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet

from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.gathering import in_order, record_built
from pilothouse.records.models import Record
from pilothouse.strategy.models import Assumption, ContextIssue, InterestedParty, Objective, Policy, Resting, Theme
from pilothouse.strategy.rules import in_tree_order
from pilothouse.strategy.states import OBJECTIVE
from pilothouse.trail.gathered import gathered


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


def placed_in_tree(objectives: Iterable[Objective]) -> list[Placed]:
    """These objectives, each below what it serves; what serves one outside of them stands at the top."""
    rows = {objective.pk: objective for objective in objectives}
    branches = in_tree_order((key, objective.serves_id) for key, objective in rows.items())
    return [Placed(rows[branch.key], branch.depth) for branch in branches]


@dataclass(frozen=True)
class Ground:
    """An assumption, a context issue or an interested party, with the objectives that rest on it."""

    record: Any
    objectives: list[Objective]


_OBJECTIVE = {"id": "objective_id", "number": "objective__number", "title": "objective__title"}


def _grounds(person: Person, model: type[Record]) -> "QuerySet[Any]":
    resting = Resting.objects.filter(record=OuterRef("pk"))
    found = model.objects.seen_by(person).live().with_people().select_related("told_by")
    return found.annotate(_objectives=gathered(resting, _OBJECTIVE)).order_by("number")  # type: ignore[no-any-return]


def _ground(row: Any) -> Ground:
    return Ground(row, [record_built(Objective, OBJECTIVE, one) for one in in_order(row._objectives)])


def assumptions(person: Person) -> list[Ground]:
    """What is taken for true now. One query, as for the two others."""
    return [_ground(row) for row in _grounds(person, Assumption)]


def context_issues(person: Person) -> list[Ground]:
    """What bears on results now, without the answer about climate."""
    return [_ground(row) for row in _grounds(person, ContextIssue).filter(climate=False)]


def climate_answer(person: Person) -> Ground | None:
    """The answer about climate that holds; None where the question was never answered."""
    row = _grounds(person, ContextIssue).filter(climate=True).last()
    return _ground(row) if row else None


def interested_parties(person: Person) -> list[Ground]:
    """Who affects us or is affected now."""
    return [_ground(row) for row in _grounds(person, InterestedParty)]


@dataclass
class Footing:
    """What an objective rests on, and what of that has changed or no longer holds."""

    records: list[Record] = field(default_factory=list)

    @property
    def shaken(self) -> list[Record]:
        """Assumptions and the like that changed or no longer hold; the latter first."""
        moved = [one for one in self.records if one.state != one.life.first]
        return sorted(moved, key=lambda one: (one.state != "fallen", one.pk))


def footing(person: Person) -> Mapping[int, Footing]:
    """What live objectives rest on, by the key of the objective. One query."""
    rows = Resting.objects.filter(Record.objects.sight(person, "record__"), record__ended_at=None)
    found: dict[int, Footing] = {}
    for row in rows.select_related("record__unit", "record__owner").order_by("record__kind", "record_id"):
        found.setdefault(row.objective_id, Footing()).records.append(row.record)
    return found
