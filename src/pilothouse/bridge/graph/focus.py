"""Focus: how many live priorities each owner and each unit has at once, against what the organisation has stated.

A count of what is open, never of how well or how hard anybody works.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pilothouse.bridge.graph.purpose import TO_CARRY_OUT, WORK
from pilothouse.improvement.models import Action, Purpose
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Load:
    """What is live at once: objectives, initiatives, other planned actions, issues, decisions to be carried out."""

    objectives: int = 0
    initiatives: int = 0
    actions: int = 0
    issues: int = 0
    decisions: int = 0

    def __add__(self, other: "Load") -> "Load":
        return Load(
            self.objectives + other.objectives,
            self.initiatives + other.initiatives,
            self.actions + other.actions,
            self.issues + other.issues,
            self.decisions + other.decisions,
        )

    @property
    def together(self) -> int:
        """All of it."""
        return self.objectives + self.initiatives + self.actions + self.issues + self.decisions

    def above(self, limit: int | None) -> int:
        """By how many it exceeds the limit; 0 where it does not, or none is stated."""
        return 0 if limit is None else max(self.together - limit, 0)


@dataclass(frozen=True)
class Bearer:
    """An owner (None: nobody answers for these) or a unit, by key and name, with what is live there."""

    key: int | None
    name: str
    load: Load


@dataclass(frozen=True)
class Focus:
    """Owners and units, the most loaded first."""

    owners: list[Bearer]
    units: list[Bearer]

    @property
    def together(self) -> int:
        """All live priorities."""
        return sum(bearer.load.together for bearer in self.units)


def focus(person: Person) -> Focus:
    """Live priorities as far as the person sees them. One query."""
    rows = list(_counted(person))
    owners = _loads(rows, lambda row: (row["owner_id"], row["owner__name"] or ""))
    units = _loads(rows, lambda row: (row["unit_id"], row["unit__name"]))
    return Focus(_bearers(owners), _bearers(units))


def _counted(person: Person) -> "QuerySet[Record, Any]":
    live = Record.objects.seen_by(person).live().filter(WORK | TO_CARRY_OUT | Q(kind="objective")).order_by()
    initiative = Exists(Action.objects.filter(pk=OuterRef("pk"), purpose=Purpose.INITIATIVE))
    groups = live.annotate(initiative=initiative).values(
        "owner_id", "owner__name", "unit_id", "unit__name", "kind", "initiative"
    )
    found: QuerySet[Record, Any] = groups.annotate(count=Count("pk"))
    return found


def _loads(rows: Iterable[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], Key]) -> dict[Key, Load]:
    found: dict[Key, Load] = {}
    for row in rows:
        what = "initiatives" if row["initiative"] else f"{row['kind']}s"
        found[key(row)] = found.get(key(row), Load()) + Load(**{what: row["count"]})
    return found


def _bearers(loads: Mapping[tuple[int | None, str], Load]) -> list[Bearer]:
    found = [Bearer(key, name, load) for (key, name), load in loads.items()]
    return sorted(found, key=lambda bearer: (-bearer.load.together, bearer.name))
