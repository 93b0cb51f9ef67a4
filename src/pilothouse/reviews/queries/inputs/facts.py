"""What the records say to all inputs at once: counts by kind and state, read by one query, and one for the series."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from pilothouse.improvement.models import RECURRING, TREATMENT, Action, Issue, Purpose
from pilothouse.measures.models import Indicator, Series, Target
from pilothouse.measures.queries import Coverage, coverage
from pilothouse.measures.reach import LOW_CHANCE
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Process
from pilothouse.records.ended import Ended, What
from pilothouse.records.models import Record, past_their_day
from pilothouse.reviews.inputs import OF_KIND, OF_NATURE
from pilothouse.reviews.queries.endangered import objectives_endangered
from pilothouse.reviews.rules import InDanger, how_many
from pilothouse.risks.models import Risk
from pilothouse.strategy.models import ContextIssue, Objective

_KINDS = sorted({*OF_KIND} - {"indicator"})
# Under which names records are counted that inputs are told from (`Record.counts_as`), beside what holds of live ones.
COUNTED_AS = frozenset({*_KINDS, *OF_NATURE, TREATMENT, RECURRING})
# A condition on what went wrong would have SQLite look at all that ever did.
_NOT_WRONG = [nature for nature, key in OF_NATURE.items() if key != "nonconformities"]


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
    processes, `rated` risks, `climate` answers. `in_danger` counts objectives by why they are (None where nobody asked,
    as in packs before their seventh format).
    """

    tallies: tuple[Tally, ...]
    series: Coverage
    since: date
    in_danger: InDanger | None = None

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
    """Everything that live inputs are told from, of a unit and all below, as far as this person sees it: three queries.

    `since` is a day in the zone that the door has set. What has ended is told by sums that the worker keeps, the rest
    counted one by one: the work grows with what lives, and not with what lies behind.
    """
    start = datetime.combine(since, time.min, timezone.get_current_timezone())
    rows = _counted(person, on, since, start, unit) if unit else _EVERYWHERE.rows(person, on, since, start)
    tallies: dict[tuple[str, str, bool], Tally] = {}
    for row in rows:
        one = Tally(*row)
        key = one.of, one.state, one.ended
        tallies[key] = _together(tallies[key], one) if key in tallies else one
    dangers = how_many(one.danger for one in objectives_endangered(person, unit, on))
    return Facts(tuple(tallies.values()), coverage(person, on, unit.path if unit else ""), since, dangers)


def _counted(person: Person, on: date, since: date, start: datetime, unit: Unit | None = None) -> "QuerySet[Any, Any]":
    """Rows of tallies, several of which may be of the same."""
    first, *others = (_tallied(rows, of, unit, on, start) for rows, of in _told_of(person, unit))
    found: QuerySet[Any, Any] = first.union(*others, _summed(person, unit, since), all=True)
    return found


# The path of a unit is part of a statement.
_EVERYWHERE = KeptSight[Any](_counted)


def _told_of(person: Person, unit: Unit | None) -> "list[tuple[QuerySet[Any], Any]]":
    every = Record.objects.seen_by(person).uncounted().filter(kind__in=_KINDS)
    target = Target.objects.filter(objective=OuterRef("pk"), ended_at=None)
    seen = Series.objects.seen_by(person).order_by()
    inside = seen if unit is None else seen.filter(unit__path__startswith=unit.path)
    unlikely = target.filter(series__in=inside.values("pk"), series__reading__chance__lt=LOW_CHANCE)
    outlook = "series__reading__picture__outlook"
    may_be = Q(**{f"{outlook}__far": True}) | Q(**{f"{outlook}__at__1__gte": LOW_CHANCE})
    unlikely = unlikely.exclude(may_be)
    objectives, issues = Objective.objects.seen_by(person).live(), Issue.objects.seen_by(person).uncounted()
    treatments = Action.objects.seen_by(person).uncounted().filter(purpose=Purpose.TREATMENT)
    watched = Indicator.objects.filter(process=OuterRef("pk"), ended_at=None)
    return [
        (every, F("kind")),
        (issues, F("nature")),
        (treatments.exclude(state="cancelled"), Value(TREATMENT)),
        (issues.exclude(nature__in=_NOT_WRONG).filter(recurrence_of__isnull=False), Value(RECURRING)),
        (objectives.filter(Exists(target)), Value("targeted")),
        (objectives.filter(Exists(unlikely)), Value("low")),
        (Process.objects.seen_by(person).live().filter(Exists(watched)), Value("watched")),
        (Risk.objects.seen_by(person).live().filter(Q(score__isnull=False) | Q(yearly__isnull=False)), Value("rated")),
        (ContextIssue.objects.seen_by(person).live().filter(climate=True), Value("climate")),
    ]


_COLUMNS = ("gone", "all", "overdue", "ownerless", "new", "changed", "latest")
_SUMS = {"all": What.ALL, "new": What.CAME, "changed": What.CHANGED}
# Who has left answers for nothing.
_OWNERLESS = Q(ended_at=None) & (Q(owner=None) | Q(owner__left_on__isnull=False))


def _tallied(rows: "QuerySet[Any]", of: Any, unit: Unit | None, on: date, start: datetime) -> "QuerySet[Any, Any]":
    # Neither is grouped by as it stands: for an order SQLite would walk an index over all that ever was.
    words = {name: Cast(what, CharField(max_length=20)) for name, what in (("of", of), ("stands", "state"))}
    told = rows.filter(_inside(unit)).order_by().annotate(**words, gone=Q(ended_at__isnull=False))
    counted: QuerySet[Any] = told.values(*words, "gone").annotate(
        all=Count("pk"),
        overdue=Count("pk", filter=past_their_day(on)),
        ownerless=Count("pk", filter=_OWNERLESS),
        new=Count("pk", filter=Q(created_at__gte=start)),
        changed=Count("pk", filter=Q(changed_at__gte=start)),
        latest=Max("changed_at"),
    )
    return counted.values_list("of", "stands", *_COLUMNS)


def _inside(unit: Unit | None) -> Q:
    return Q() if unit is None else Q(unit__path__startswith=unit.path) | Q(everyone=True)


def _summed(person: Person, unit: Unit | None, since: date) -> "QuerySet[Any, Any]":
    """The same of what has ended and was added up: it is neither late, nor does anybody answer for it."""
    rows = Ended.objects.seen_by(person).since(since).filter(_inside(unit), of__in=sorted(COUNTED_AS))
    summed: QuerySet[Any] = rows.values("of", "state").annotate(
        gone=Value(True),
        overdue=Value(0),
        ownerless=Value(0),
        latest=Max("latest"),
        **{name: Coalesce(Sum("n", filter=Q(what=what)), 0) for name, what in _SUMS.items()},
    )
    return summed.values_list("of", "state", *_COLUMNS)


def _together(one: Tally, other: Tally) -> Tally:
    sums = {
        name: getattr(one, name) + getattr(other, name) for name in ("count", "late", "ownerless", "new", "changed")
    }
    return replace(one, **sums, latest=max(filter(None, (one.latest, other.latest)), default=None))
