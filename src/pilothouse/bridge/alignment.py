"""Is each objective tied to live work? Its measured result, its chance, and where the chain to the work breaks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from pilothouse.bridge.rules import weakest
from pilothouse.improvement.models import Action
from pilothouse.measures.models import Indicator, Reading, Series, Serving, Target
from pilothouse.measures.queries import series_seen_by
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Process
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import Placed, objectives_seen, placed_in_tree
from pilothouse.trail.gathered import built, gathered


class Gap(StrEnum):
    """Where a chain from an objective to live work breaks first."""

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
    has_values: bool


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
    whole = (link.has_process and link.process_has_owner and link.has_values for link in links)
    return None if any(whole) else Gap.VALUES


@dataclass(frozen=True)
class Aim:
    """An objective as the direction page shows it.

    `target` is its live target with the smallest chance among those on series the person may see, None otherwise;
    `more` counts further such targets, `hidden` those that the person may not see.
    """

    objective: Objective
    depth: int
    gap: Gap | None
    target: Target | None
    more: int
    hidden: int
    actions: int

    @property
    def series(self) -> Series | None:
        """The series of the target."""
        return self.target.series if self.target else None

    @property
    def reading(self) -> Reading | None:
        """Its latest judgement."""
        found: Reading | None = getattr(self.series, "reading", None) if self.series else None
        return found


@dataclass(frozen=True)
class Direction:
    """Objectives by their key, in the order of lists, and what measures each of them: indicators, live targets.

    Indicators, targets and the series of these are for reading: they hold what a line shows. `valued` are the keys of
    the indicators that have values.
    """

    objectives: Mapping[int, Objective]
    indicators: Mapping[int, list[Indicator]]
    targets: Mapping[int, list[Target]]
    valued: frozenset[int]

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


def direction(person: Person) -> Direction:
    """Everything between objectives and numbers. One query at any size."""
    rows = _OBJECTIVES.rows(person)
    indicators: dict[int, list[Indicator]] = {}
    targets: dict[int, list[Target]] = {}
    valued: set[int] = set()
    for row in rows:
        served, wanted = row._indicators or (), sorted(row._targets or (), key=itemgetter("id"))
        valued |= {each["indicator_id"] for each in (*served, *wanted) if each["valued"]}
        indicators[row.pk] = sorted(map(_indicator, served), key=attrgetter("number"))
        targets[row.pk] = [_target(each) for each in wanted]
        for target in targets[row.pk]:
            if target.series.indicator not in indicators[row.pk]:
                indicators[row.pk].append(target.series.indicator)
    return Direction({row.pk: row for row in rows}, indicators, targets, frozenset(valued))


def live_tree(known: Direction) -> list[Placed]:
    """The live objectives in the order of their tree."""
    return placed_in_tree(one for one in known.objectives.values() if not one.ended)


def aims(person: Person) -> list[Aim]:
    """All live objectives in the order of their tree. Three queries at any size."""
    known = direction(person)
    placed = live_tree(known)
    keys = [one.objective.pk for one in placed]
    targets = {key: targets_seen(known, key, person) for key in keys}
    series = _SERIES.rows(person, [one.series_id for found in targets.values() for one in found])
    by_key = {one.pk: one for one in series}
    actions = Counter(_ORIGINS.rows(person, keys))
    return [aim_of(one, known, targets[one.objective.pk], by_key, actions[one.objective.pk]) for one in placed]


def targets_seen(known: Direction, objective: int, person: Person) -> list[Target]:
    """The live targets of an objective on series that the person may see."""
    return [target for target in known.targets[objective] if sees(person, target.series)]


def aim_of(
    placed: Placed, known: Direction, targets: Sequence[Target], series: Mapping[int, Series], actions: int
) -> Aim:
    """What has become of one objective, by its targets that are seen and, by key, the series of these."""
    objective = placed.objective
    links = [_link(indicator, known.valued) for indicator in known.indicators[objective.pk]]
    targeted, carried = bool(known.targets[objective.pk]), objective.pk in known.carried
    gap = gap_in(owned=objective.owner_id is not None, links=links, targeted=targeted, carried=carried)
    for target in targets:
        target.series = series[target.series_id]
    key = weakest((target.pk, _chance(target)) for target in targets)
    shown = next((target for target in targets if target.pk == key), None)
    hidden = len(known.targets[objective.pk]) - len(targets)
    return Aim(objective, placed.depth, gap, shown, max(len(targets) - 1, 0), hidden, actions)


def _chance(target: Target) -> float | None:
    reading: Reading | None = getattr(target.series, "reading", None)
    return reading.chance if reading else None


def aligned_share(found: Sequence[Aim]) -> tuple[int, int]:
    """How many objectives have an unbroken, live chain, and of how many."""
    return sum(aim.gap is None for aim in found), len(found)


def _link(indicator: Indicator, valued: frozenset[int]) -> Link:
    process = indicator.process
    lived = process is not None and process.ended_at is None
    return Link(lived, bool(process and process.owner_id), indicator.pk in valued)


# What is read


def _measure(path: str) -> dict[str, str]:
    """An indicator as a line shows it, with its process; `path` leads to it."""
    own = ("kind", "number", "title", "due", "first_due", "owner_id", "owner__name", "ended_at")
    more = ("unit_of_measure", "decimals", "process_id", "process__ended_at", "process__owner_id")
    return {name: f"{path}__{name}" for name in (*own, *more)} | {"indicator_id": f"{path}_id", "valued": "valued"}


_TARGET = ("id", "objective_id", "series_id", "value", "by")
_PLACE = ("unit_id", "label", "ended_on")


def _asked(person: Person) -> "QuerySet[Objective]":
    here = OuterRef("pk")
    with_values = Series.objects.filter(reading__latest_period__isnull=False)
    servings = Serving.objects.filter(objective=here, indicator__ended_at=None)
    targets = Target.objects.filter(objective=here, ended_at=None)
    served = servings.annotate(valued=Exists(with_values.filter(indicator=OuterRef("indicator"))))
    wanted = targets.annotate(valued=Exists(with_values.filter(indicator=OuterRef("series__indicator"))))
    of_target = {name: name for name in _TARGET} | {f"series_{name}": f"series__{name}" for name in _PLACE}
    return objectives_seen(person).annotate(
        _indicators=gathered(served, _measure("indicator")),
        _targets=gathered(wanted, {**_measure("series__indicator"), **of_target}),
    )


_OBJECTIVES = KeptSight[Objective](_asked)
_SERIES = KeptSight[Series](lambda person, keys: series_seen_by(person).filter(pk__in=keys).order_by())
_ORIGINS = KeptSight[Action](
    lambda person, keys: (
        Action.objects.seen_by(person).live().filter(origin__in=keys).values_list("origin_id", flat=True)
    )
)


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
