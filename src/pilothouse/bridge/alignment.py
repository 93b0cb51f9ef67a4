"""Is each objective tied to fresh values, and does anybody work on it? Its result, its chance, where its chain breaks.

The one rule for every page: bridge, direction and the page of an objective read `Aim`, and count by `share_of`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from pilothouse.bridge.results import now_of, values_of
from pilothouse.bridge.rules import weakest
from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Direction as Better
from pilothouse.measures.models import Indicator, Reading, Series, Serving, Target
from pilothouse.measures.periods import latest_late
from pilothouse.measures.queries import series_seen_by, still_running
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Process
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import Placed, objectives_seen, placed_in_tree
from pilothouse.trail.gathered import built, gathered

# Whether the target was met is counted over so many values.
MET_POINTS = 12


class Gap(StrEnum):
    """Where a chain from an objective down to fresh values breaks first."""

    OWNER = "owner"
    INDICATOR = "indicator"
    TARGET = "target"
    PROCESS = "process"
    PROCESS_OWNER = "process_owner"
    VALUES = "values"


@dataclass(frozen=True)
class Link:
    """What an indicator adds to the chain of the objective it tells about."""

    has_process: bool
    process_has_owner: bool
    has_fresh_values: bool


def gap_in(*, owned: bool, links: Sequence[Link], targeted: bool, carried: bool) -> Gap | None:
    """The first break of a chain, None where it is unbroken.

    `links` are the objective's own indicators; `carried` says that an objective below is measured against a target,
    which carries one that has no indicator of its own. One whole link is enough.
    """
    if not owned:
        return Gap.OWNER
    if not links:
        return None if carried else Gap.INDICATOR
    if not targeted and not carried:
        return Gap.TARGET
    if not any(link.has_process for link in links):
        return Gap.PROCESS
    if not any(link.process_has_owner for link in links):
        return Gap.PROCESS_OWNER
    whole = (link.has_process and link.process_has_owner and link.has_fresh_values for link in links)
    return None if any(whole) else Gap.VALUES


@dataclass(frozen=True)
class Aim:
    """An objective as pages show it.

    `target` is its live target with the smallest chance among the `targets` on series the person may see, None
    otherwise; `hidden` counts those that the person may not see. `actions` counts live initiatives the person may see.
    `acted` says that somebody works on it: an initiative of its own, or an action that is to move a series with a
    target for it or answers an issue about one. Like the chain it is told to everybody.
    """

    objective: Objective
    depth: int
    gap: Gap | None
    target: Target | None
    targets: int
    hidden: int
    actions: int
    acted: bool

    @property
    def series(self) -> Series | None:
        """The series of the target."""
        return self.target.series if self.target else None

    @property
    def indicator(self) -> Indicator | None:
        """The indicator of the target."""
        return self.target.series.indicator if self.target else None

    @property
    def reading(self) -> Reading | None:
        """Its latest judgement."""
        found: Reading | None = getattr(self.series, "reading", None) if self.series else None
        return found

    @property
    def more(self) -> int:
        """Further targets that the person may see."""
        return max(self.targets - 1, 0)

    @property
    def now(self) -> float | None:
        """The mean of the latest values."""
        return now_of(self.reading)

    @property
    def chance(self) -> float | None:
        """How likely the next value meets the target, between 0 and 1; None where it cannot be told."""
        return self.reading.chance if self.reading else None

    @property
    def met(self) -> tuple[int, int]:
        """How many of the latest values reached the target, and of how many: a fact, no forecast."""
        values = values_of(self.reading)[-MET_POINTS:] if self.target else []
        return sum(map(self._reached, values)), len(values)

    @property
    def left_alone(self) -> bool:
        """Does it miss its target while nobody works on it?"""
        return self.now is not None and not self._reached(self.now) and not self.acted

    def _reached(self, value: float) -> bool:
        target = self.target
        if target is None:
            return True
        upwards = target.series.indicator.direction == Better.UP
        return value >= target.value if upwards else value <= target.value


@dataclass(frozen=True)
class Share:
    """Of `every` objective: how many have an unbroken chain, how many live actions, how many miss their target without
    any (among those whose target the person may see).
    """

    every: int
    whole: int
    acted: int
    alone: int


@dataclass(frozen=True)
class Direction:
    """Objectives by their key, in the order of lists, and what measures each of them: indicators, live targets.

    Indicators, targets and the series of these are for reading: they hold what a line shows. `fresh` are the keys of
    the indicators of which a running series has the value that is due by the day; `actions` are the live initiatives of
    each objective, `worked_on` the keys of the targets whose series an action is to move, or an issue about it has one.
    """

    objectives: Mapping[int, Objective]
    indicators: Mapping[int, list[Indicator]]
    targets: Mapping[int, list[Target]]
    fresh: frozenset[int]
    actions: Mapping[int, list[Action]]
    worked_on: frozenset[int]

    @cached_property
    def carried(self) -> frozenset[int]:
        """Live objectives above one that is measured against a target."""
        above = {one.pk: one.serves_id for one in self.objectives.values() if not one.ended}
        found: set[int] = set()
        for key in above:
            at = above[key] if self.targets[key] else None
            while at is not None and at not in found:
                found.add(at)
                at = above.get(at)
        return frozenset(found)


def direction(person: Person, on: date) -> Direction:
    """Everything between objectives and numbers on a day. One query at any size."""
    rows = _OBJECTIVES.rows(person, on)
    indicators: dict[int, list[Indicator]] = {}
    targets: dict[int, list[Target]] = {}
    measured: list[Mapping[str, Any]] = []
    for row in rows:
        served, wanted = row._indicators or (), sorted(row._targets or (), key=itemgetter("id"))
        measured += [*served, *wanted]
        indicators[row.pk] = sorted(map(_indicator, served), key=attrgetter("number"))
        targets[row.pk] = [_target(each) for each in wanted]
        for target in targets[row.pk]:
            if target.series.indicator not in indicators[row.pk]:
                indicators[row.pk].append(target.series.indicator)
    return Direction(
        {row.pk: row for row in rows},
        indicators,
        targets,
        fresh=_fresh(measured, on),
        actions={row.pk: [built(Action, each) for each in row._actions or ()] for row in rows},
        worked_on=frozenset(each["id"] for each in measured if each.get("moved") or each.get("answered")),
    )


def _fresh(measured: Sequence[Mapping[str, Any]], on: date) -> frozenset[int]:
    limits = {name: latest_late(on, name).isoformat() for name in {each["frequency"] for each in measured}}
    return frozenset(
        each["indicator_id"] for each in measured if each["latest"] and each["latest"] > limits[each["frequency"]]
    )


def live_tree(known: Direction) -> list[Placed]:
    """The live objectives in the order of their tree."""
    return placed_in_tree(one for one in known.objectives.values() if not one.ended)


def aims(person: Person, on: date) -> list[Aim]:
    """All live objectives in the order of their tree. Two queries at any size."""
    known = direction(person, on)
    placed = live_tree(known)
    targets = {one.objective.pk: targets_seen(known, one.objective.pk, person) for one in placed}
    series = _SERIES.rows(person, [one.series_id for found in targets.values() for one in found])
    by_key = {one.pk: one for one in series}
    return [aim_of(one, known, targets[one.objective.pk], by_key, person) for one in placed]


def targets_seen(known: Direction, objective: int, person: Person) -> list[Target]:
    """The live targets of an objective on series that the person may see."""
    return [target for target in known.targets[objective] if sees(person, target.series)]


def aim_of(
    placed: Placed, known: Direction, targets: Sequence[Target], series: Mapping[int, Series], person: Person
) -> Aim:
    """What has become of one objective, by its targets that are seen and, by key, the series of these."""
    objective = placed.objective
    links = [_link(indicator, known.fresh) for indicator in known.indicators[objective.pk]]
    every, initiatives = known.targets[objective.pk], known.actions[objective.pk]
    carried = objective.pk in known.carried
    for target in targets:
        target.series = series[target.series_id]
    key = weakest((target.pk, _chance(target)) for target in targets)
    return Aim(
        objective,
        placed.depth,
        gap=gap_in(owned=objective.owner_id is not None, links=links, targeted=bool(every), carried=carried),
        target=next((target for target in targets if target.pk == key), None),
        targets=len(targets),
        hidden=len(every) - len(targets),
        actions=sum(sees(person, action) for action in initiatives),
        acted=bool(initiatives) or any(target.pk in known.worked_on for target in every),
    )


def _chance(target: Target) -> float | None:
    reading: Reading | None = getattr(target.series, "reading", None)
    return reading.chance if reading else None


def share_of(found: Sequence[Aim]) -> Share:
    """What holds of how many objectives."""
    whole, acted = sum(aim.gap is None for aim in found), sum(aim.acted for aim in found)
    return Share(len(found), whole, acted, sum(aim.left_alone for aim in found))


def _link(indicator: Indicator, fresh: frozenset[int]) -> Link:
    process = indicator.process
    lived = process is not None and process.ended_at is None
    return Link(lived, bool(process and process.owner_id), indicator.pk in fresh)


# What is read


def _measure(path: str) -> dict[str, str]:
    """An indicator as a line shows it, with its process; `path` leads to it."""
    own = ("kind", "number", "title", "due", "first_due", "owner_id", "owner__name", "ended_at")
    more = ("unit_of_measure", "decimals", "frequency", "process_id", "process__ended_at", "process__owner_id")
    return {name: f"{path}__{name}" for name in (*own, *more)} | {"indicator_id": f"{path}_id", "latest": "latest"}


_TARGET = ("id", "objective_id", "series_id", "value", "by")
_PLACE = ("unit_id", "label", "ended_on")


def _asked(person: Person, on: date) -> "QuerySet[Objective]":
    here = OuterRef("pk")
    servings = Serving.objects.filter(objective=here, indicator__ended_at=None)
    targets = Target.objects.filter(objective=here, ended_at=None)
    served = servings.annotate(latest=_latest("indicator", on))
    moved = Action.objects.filter(series=OuterRef("series"), ended_at=None)
    answered = Issue.objects.filter(series=OuterRef("series"), results__kind=Action.KIND.name, results__ended_at=None)
    wanted = targets.annotate(latest=_latest("series__indicator", on), moved=Exists(moved), answered=Exists(answered))
    told = {"moved": "moved", "answered": "answered"}
    of_target = {name: name for name in _TARGET} | {f"series_{name}": f"series__{name}" for name in _PLACE}
    return objectives_seen(person).annotate(
        _indicators=gathered(served, _measure("indicator")),
        _targets=gathered(wanted, {**_measure("series__indicator"), **of_target, **told}),
        _actions=gathered(Action.objects.filter(origin=here, ended_at=None), ("id", "unit_id", "owner_id")),
    )


def _latest(path: str, on: date) -> Subquery:
    """The latest period that any running series of an indicator has."""
    valued = Series.objects.filter(still_running(on), indicator=OuterRef(path), reading__latest_period__isnull=False)
    return Subquery(valued.order_by("-reading__latest_period").values("reading__latest_period")[:1])


_OBJECTIVES = KeptSight[Objective](_asked)
_SERIES = KeptSight[Series](lambda person, keys: series_seen_by(person).filter(pk__in=keys).order_by())


def _indicator(row: Mapping[str, Any]) -> Indicator:
    owner = Person(pk=row["owner_id"], name=row["owner__name"]) if row["owner_id"] else None
    process = None
    if row["process_id"]:
        stands = {"ended_at": row["process__ended_at"], "owner_id": row["process__owner_id"]}
        process = built(Process, {"id": row["process_id"], **stands})
    return built(Indicator, {**row, "id": row["indicator_id"]}, owner=owner, process=process)


def _target(row: Mapping[str, Any]) -> Target:
    place = {name: row[f"series_{name}"] for name in _PLACE}
    series = built(Series, {"id": row["series_id"], **place}, indicator=_indicator(row))
    return built(Target, {name: row[name] for name in _TARGET}, series=series)
