"""What stands between objectives and numbers: indicators, live targets, initiatives, and what is fresh on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery

from pilothouse.bridge.unmet import unserved
from pilothouse.improvement.models import Action
from pilothouse.measures.chains import Aimed, Gap, Link, Wanted, chains_of
from pilothouse.measures.models import Indicator, Series, Serving, Target
from pilothouse.measures.periods import latest_late
from pilothouse.measures.queries import still_running
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Process
from pilothouse.reviews.queries.worked_on import worked_on
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import Placed, objectives_seen, placed_in_tree
from pilothouse.trail.gathered import built, first_of, gathered


@dataclass(frozen=True)
class Direction:
    """Objectives by their key, in the order of lists, and what measures each of them on a day: indicators, targets.

    Indicators, targets and the series of these are for reading: they hold what a line shows. `links` are what its chain
    hangs on: the series of its targets (of those whose day is to come, if there are any), or where it has no target its
    indicators by any series that runs; `wanted` says whether the day of a target is to come. `actions` are the live
    initiatives of each objective, `worked_on` the keys of the objectives on which somebody works. `asking` are targets
    out of reach without a change that ask for a decision, `borne` those that somebody bears knowingly; both only on
    series that are seen. `given_up` holds the latest target that ended of each objective that has no live one.
    """

    on: date
    objectives: Mapping[int, Objective]
    indicators: Mapping[int, list[Indicator]]
    targets: Mapping[int, list[Target]]
    links: Mapping[int, list[Link]]
    wanted: Mapping[int, Wanted]
    actions: Mapping[int, list[Action]]
    worked_on: frozenset[int]
    asking: frozenset[int]
    borne: frozenset[int]
    given_up: Mapping[int, Target]

    @cached_property
    def breaks(self) -> Mapping[int, list[Gap]]:
        """Every break of the chain of each live objective, the topmost first."""
        return chains_of(self._aimed(one) for one in self.objectives.values() if not one.ended)

    def _aimed(self, objective: Objective) -> Aimed:
        key, owned = objective.pk, objective.owner_id is not None
        return Aimed(key, objective.serves_id, owned, self.links[key], self.wanted[key], key in self.given_up)


def direction(person: Person, on: date) -> Direction:
    """Everything between objectives and numbers on a day. One query at any size."""
    rows = _OBJECTIVES.rows(person, on)
    indicators: dict[int, list[Indicator]] = {}
    targets: dict[int, list[Target]] = {}
    links: dict[int, list[Link]] = {}
    aimed: list[Mapping[str, Any]] = []
    for row in rows:
        served, wanted = row._indicators or (), sorted(row._targets or (), key=itemgetter("id"))
        aimed += wanted
        ahead = [each for each in wanted if date.fromisoformat(each["by"]) >= on]
        links[row.pk] = [_link(each, on) for each in ahead or wanted or served]
        indicators[row.pk] = sorted(map(_indicator, served), key=attrgetter("number"))
        targets[row.pk] = [_target(each) for each in wanted]
        for target in targets[row.pk]:
            if target.series.indicator not in indicators[row.pk]:
                indicators[row.pk].append(target.series.indicator)
    return Direction(
        on,
        {row.pk: row for row in rows},
        indicators,
        targets,
        links,
        wanted={key: _wanted(found, on) for key, found in targets.items()},
        actions={row.pk: [built(Action, each) for each in row._actions or ()] for row in rows},
        worked_on=frozenset(row.pk for row in rows if row._worked),
        asking=_having(aimed, "asks"),
        borne=_having(aimed, "borne"),
        given_up={row.pk: _gone(row._gone) for row in rows if row._gone and not targets[row.pk]},
    )


def _having(aimed: Sequence[Mapping[str, Any]], name: str) -> frozenset[int]:
    return frozenset(each["id"] for each in aimed if each[name])


def _wanted(targets: Sequence[Target], on: date) -> Wanted:
    return max((Wanted.AHEAD if target.by >= on else Wanted.LAPSED for target in targets), default=Wanted.NOTHING)


def _link(row: Mapping[str, Any], on: date) -> Link:
    """One link of a chain, out of the row of a target (with its series) or of an indicator."""
    has_process = row["process_id"] is not None and row["process__ended_at"] is None
    over = row.get("series_ended_on")
    runs = row["ended_at"] is None and (over is None or date.fromisoformat(over) > on)
    fresh = row["latest"] is not None and date.fromisoformat(row["latest"]) > latest_late(on, row["frequency"])
    return Link(has_process, row["process__owner_id"] is not None, runs, fresh)


def live_tree(known: Direction) -> list[Placed]:
    """The live objectives in the order of their tree."""
    return placed_in_tree(one for one in known.objectives.values() if not one.ended)


def targets_seen(known: Direction, objective: int, person: Person) -> list[Target]:
    """The live targets of an objective on series that the person may see."""
    return [target for target in known.targets[objective] if sees(person, target.series)]


# What is read


def _measure(path: str) -> dict[str, str]:
    """An indicator as a line shows it, with its process; `path` leads to it."""
    own = ("kind", "number", "title", "due", "first_due", "owner_id", "owner__name", "ended_at")
    more = (
        "unit_of_measure",
        "decimals",
        "direction",
        "frequency",
        "process_id",
        "process__ended_at",
        "process__owner_id",
    )
    return {name: f"{path}__{name}" for name in (*own, *more)} | {"indicator_id": f"{path}_id", "latest": "latest"}


_TARGET = ("id", "objective_id", "series_id", "value", "by")
_PLACE = ("unit_id", "label", "ended_on")
_GONE = ("id", "series_id", "ended_at", "ended_why", "series__unit_id")


def _asked(person: Person, on: date) -> "QuerySet[Objective]":
    here = OuterRef("pk")
    servings = Serving.objects.filter(objective=here, indicator__ended_at=None)
    targets = Target.objects.filter(objective=here, ended_at=None)
    valued = Series.objects.filter(still_running(on), indicator=OuterRef("indicator"))
    valued = valued.filter(reading__latest_period__isnull=False).order_by("-reading__latest_period")
    served = servings.annotate(latest=Subquery(valued.values("reading__latest_period")[:1]))
    unmet = unserved(person, on).filter(pk=OuterRef("pk"))
    asked = {"asks": Exists(unmet.filter(borne=False)), "borne": Exists(unmet.filter(borne=True))}
    wanted = targets.annotate(latest=F("series__reading__latest_period"), **asked)
    told = {name: name for name in asked}
    of_target = {name: name for name in _TARGET} | {f"series_{name}": f"series__{name}" for name in _PLACE}
    gone = Target.objects.filter(objective=here, ended_at__isnull=False).order_by("-ended_at", "-pk")
    return objectives_seen(person).annotate(
        _gone=first_of(gone, _GONE),
        _indicators=gathered(served, _measure("indicator")),
        _targets=gathered(wanted, {**_measure("series__indicator"), **of_target, **told}),
        _worked=ExpressionWrapper(worked_on(), BooleanField()),
        _actions=gathered(Action.objects.filter(origin=here, ended_at=None), ("id", "unit_id", "owner_id")),
    )


_OBJECTIVES = KeptSight[Objective](_asked)


def _indicator(row: Mapping[str, Any]) -> Indicator:
    owner = Person(pk=row["owner_id"], name=row["owner__name"]) if row["owner_id"] else None
    process = None
    if row["process_id"]:
        stands = {"ended_at": row["process__ended_at"], "owner_id": row["process__owner_id"]}
        process = built(Process, {"id": row["process_id"], **stands})
    return built(Indicator, {**row, "id": row["indicator_id"]}, owner=owner, process=process)


def _gone(row: Mapping[str, Any]) -> Target:
    series = Series(pk=row["series_id"], unit_id=row["series__unit_id"])
    return built(Target, {name: row[name] for name in _GONE[:4]}, series=series)


def _target(row: Mapping[str, Any]) -> Target:
    place = {name: row[f"series_{name}"] for name in _PLACE}
    series = built(Series, {"id": row["series_id"], **place}, indicator=_indicator(row))
    return built(Target, {name: row[name] for name in _TARGET}, series=series)
