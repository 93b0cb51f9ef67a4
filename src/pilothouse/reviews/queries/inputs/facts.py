"""What the records say to all inputs at once: counts by kind and state, read by one query, and one for the series."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from pilothouse.improvement.models import Action, Issue, Purpose
from pilothouse.measures.models import Indicator, Target
from pilothouse.measures.queries import Coverage, coverage
from pilothouse.organisation.models import Person, Unit
from pilothouse.processes.models import Process
from pilothouse.records.models import Record, past_their_day
from pilothouse.reviews.inputs import OF_KIND, OF_NATURE
from pilothouse.reviews.rules import LOW_CHANCE
from pilothouse.risks.models import Risk
from pilothouse.strategy.models import ContextIssue, Objective

_WRONG = [nature for nature, key in OF_NATURE.items() if key == "nonconformities"]


@dataclass(frozen=True)
class Tally:
    """So many records of a kind in a state; `new` and `changed` since the day looked back to."""

    of: str
    state: str
    ended: bool
    count: int
    late: int
    ownerless: int
    new: int
    changed: int
    latest: datetime | None


@dataclass(frozen=True)
class Facts:
    """What the records say. `of` are kinds, natures of issues, `treatment` that was not given up, `recurring` issues of
    the input “nonconformities”, and live records of which something holds: `targeted` and `low` objectives, `watched`
    processes, `rated` risks, `climate` answers.
    """

    tallies: tuple[Tally, ...]
    series: Coverage
    since: date

    def some(self, of: str, *states: str, live: bool | None = None) -> "Some":
        """Those of one kind, in some of its states, or those that live or have ended."""
        kept = [
            one
            for one in self.tallies
            if one.of == of and (not states or one.state in states) and live in (None, not one.ended)
        ]
        return Some(kept)


class Some:
    """Some tallies added up."""

    def __init__(self, tallies: Iterable[Tally]) -> None:
        self._tallies = list(tallies)

    def __add__(self, other: "Some") -> "Some":
        return Some([*self._tallies, *other._tallies])

    def _sum(self, name: str) -> int:
        return sum(getattr(one, name) for one in self._tallies)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._sum("count")

    @property
    def late(self) -> int:
        """How many are past their day, and what was promised is not done."""
        return self._sum("late")

    @property
    def ownerless(self) -> int:
        """How many live for which nobody answers."""
        return self._sum("ownerless")

    @property
    def new(self) -> int:
        """How many have come since the day looked back to."""
        return self._sum("new")

    @property
    def changed(self) -> int:
        """How many have moved since then."""
        return self._sum("changed")

    @property
    def latest(self) -> datetime | None:
        """When the latest of them changed."""
        return max((one.latest for one in self._tallies if one.latest), default=None)


def facts_for(person: Person, unit: Unit | None, on: date, since: date) -> Facts:
    """Everything that live inputs are told from, of a unit and all below, as far as this person sees it: two queries.

    `since` is a day in the zone that the door has set.
    The work grows with the records, as sums do.
    """
    start = datetime.combine(since, time.min, timezone.get_current_timezone())
    parts = [_tallied(rows, of, unit, on, start) for rows, of in _told_of(person)]
    first, *others = parts
    tallies = tuple(Tally(*row) for row in first.union(*others, all=True))
    return Facts(tallies, coverage(person, on, unit.path if unit else ""), since)


def _told_of(person: Person) -> "list[tuple[QuerySet[Any], Any]]":
    every = Record.objects.seen_by(person).filter(kind__in=sorted({*OF_KIND} - {"indicator"}))
    target = Target.objects.filter(objective=OuterRef("pk"), ended_at=None)
    objectives, issues = Objective.objects.seen_by(person).live(), Issue.objects.seen_by(person)
    treatments = Action.objects.seen_by(person).filter(purpose=Purpose.TREATMENT)
    watched = Indicator.objects.filter(process=OuterRef("pk"), ended_at=None)
    return [
        (every, F("kind")),
        (issues, F("nature")),
        (treatments.exclude(state="cancelled"), Value("treatment")),
        (issues.filter(nature__in=_WRONG).exclude(recurrence_of=None), Value("recurring")),
        (objectives.filter(Exists(target)), Value("targeted")),
        (objectives.filter(Exists(target.filter(series__reading__chance__lt=LOW_CHANCE))), Value("low")),
        (Process.objects.seen_by(person).live().filter(Exists(watched)), Value("watched")),
        (Risk.objects.seen_by(person).live().filter(Q(score__isnull=False) | Q(yearly__isnull=False)), Value("rated")),
        (ContextIssue.objects.seen_by(person).live().filter(climate=True), Value("climate")),
    ]


# Who has left answers for nothing.
_OWNERLESS = Q(ended_at=None) & (Q(owner=None) | Q(owner__left_on__isnull=False))


def _tallied(rows: "QuerySet[Any]", of: Any, unit: Unit | None, on: date, start: datetime) -> "QuerySet[Any, Any]":
    if unit is not None:
        rows = rows.filter(Q(unit__path__startswith=unit.path) | Q(everyone=True))
    told = rows.order_by().annotate(of=Cast(of, CharField(max_length=20)), gone=Q(ended_at__isnull=False))
    counted: QuerySet[Any] = told.values("of", "state", "gone").annotate(
        all=Count("pk"),
        overdue=Count("pk", filter=past_their_day(on)),
        ownerless=Count("pk", filter=_OWNERLESS),
        new=Count("pk", filter=Q(created_at__gte=start)),
        changed=Count("pk", filter=Q(changed_at__gte=start)),
        latest=Max("changed_at"),
    )
    return counted.values_list("of", "state", "gone", "all", "overdue", "ownerless", "new", "changed", "latest")
