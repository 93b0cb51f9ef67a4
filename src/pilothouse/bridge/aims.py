"""Where we are going: the tree of objectives with now, target, chance, and whether the chain down to work holds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pilothouse.bridge.alignment import Gap, Link, gap_in
from pilothouse.bridge.results import now_of, values_of
from pilothouse.bridge.rules import weakest
from pilothouse.measures.models import Direction, Indicator, Series, Target
from pilothouse.measures.periods import latest_late
from pilothouse.measures.queries import still_running
from pilothouse.organisation.models import Person, units_in_sight
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import Placed, objective_tree
from pilothouse.trail.kept import Kept

# Whether the target was met is counted over so many values.
MET_POINTS = 12


@dataclass(frozen=True)
class Watched:
    """One running series with what stands above it; `latest` is its latest period, `seen`: the reader may see it.

    `p` is the chance of so much evidence of a change without one (None: its latest value was not judged), `change` the
    side of a change that an alarm told and that goes on, else 0.
    """

    series: int
    indicator: int
    frequency: str
    process: int | None
    process_owner: int | None
    latest: date | None
    seen: bool
    p: float | None
    change: int
    objectives: set[int]


@dataclass(frozen=True)
class Coverage:
    """All running series, read once for everything that counts them.

    `rows` are those the person sees; `every` serves to tell whether a chain holds, which is no secret: objectives,
    indicators and processes are read by everybody, only the values of other units are not.
    """

    every: list[Watched]
    late: frozenset[int]

    @cached_property
    def rows(self) -> list[Watched]:
        return [row for row in self.every if row.seen]

    @property
    def indicators(self) -> int:
        return len({row.indicator for row in self.rows})

    @property
    def fresh(self) -> int:
        """Indicators all of whose series have the value that is due by now."""
        return self.indicators - len({row.indicator for row in self.rows if row.series in self.late})

    @property
    def stale(self) -> int:
        """Series without the value that is due by now."""
        return sum(row.series in self.late for row in self.rows)

    @property
    def processes(self) -> set[int]:
        """Keys of processes that an indicator watches."""
        return {row.process for row in self.every if row.process}


FIELDS = (
    "pk",
    "unit_id",
    "indicator_id",
    "indicator__frequency",
    "indicator__process_id",
    "indicator__process__owner_id",
    "reading__latest_period",
    "reading__p",
    "reading__change",
    "indicator__servings__objective_id",
)


_RUNNING = Kept[Series](lambda on: Series.objects.filter(still_running(on)).order_by().values_list(*FIELDS))


def coverage_of(person: Person, on: date) -> Coverage:
    """Read all running series with process and objectives: one query, no object for each row."""
    units = None if person.paths_seen is None else {unit.pk for unit in units_in_sight(person)}
    found = _RUNNING.rows(on)
    rows: dict[int, Watched] = {}
    for series, unit, indicator, frequency, process, owner, latest, p, change, objective in found:
        if series not in rows:
            seen = units is None or unit in units
            rows[series] = Watched(series, indicator, frequency, process, owner, latest, seen, p, change or 0, set())
        if objective is not None:
            rows[series].objectives.add(objective)
    limits = {frequency: latest_late(on, frequency) for frequency in {row.frequency for row in rows.values()}}
    late = {row.series for row in rows.values() if row.latest is None or row.latest <= limits[row.frequency]}
    return Coverage(list(rows.values()), frozenset(late))


@dataclass(frozen=True)
class Aim:
    """One objective as a line of the bridge.

    `target` is the one with the smallest chance among the `targets` the person may see, `hidden` counts the others;
    `now` is the mean of its latest values. `chance` is between 0 and 1, None where it cannot be told. `gap` is where
    the chain down to fresh values breaks first.
    """

    objective: Objective
    depth: int
    targets: int
    hidden: int
    target: Target | None
    now: float | None
    chance: float | None
    gap: Gap | None

    @property
    def reading(self) -> Any:
        """The reading of the target's series."""
        return _reading(self.target)

    @property
    def indicator(self) -> Indicator | None:
        return self.target.series.indicator if self.target else None

    @property
    def met(self) -> tuple[int, int]:
        """How many of the latest values reached the target, and of how many: a fact, no forecast."""
        values = values_of(self.reading)[-MET_POINTS:]
        if self.target is None:
            return 0, 0
        upwards = self.target.series.indicator.direction == Direction.UP
        wanted = self.target.value
        return sum(value >= wanted if upwards else value <= wanted for value in values), len(values)


def aims(person: Person, coverage: Coverage) -> list[Aim]:
    """Live objectives in the order of their tree: two queries."""
    tree = objective_tree(person)
    targets = _targets([placed.objective.pk for placed in tree])
    carried = _carried(tree, targets)
    return [_aim(placed, targets.get(placed.objective.pk, []), coverage, carried) for placed in tree]


_TARGETS = Kept[Target](
    lambda objectives: (
        Target.objects.filter(objective_id__in=objectives, ended_at=None)
        .select_related("series__indicator", "series__unit", "series__reading")
        .order_by("id")
    )
)


def _targets(objectives: Sequence[int]) -> dict[int, list[Target]]:
    found: dict[int, list[Target]] = defaultdict(list)
    for target in _TARGETS.rows(list(objectives)):
        found[target.objective_id].append(target)
    return dict(found)


def _aim(placed: Placed, targets: Sequence[Target], coverage: Coverage, carried: set[int]) -> Aim:
    seen = {row.series for row in coverage.rows}
    by_key = {target.pk: target for target in targets if target.series_id in seen}
    key = weakest((target.pk, _chance(target)) for target in by_key.values())
    target = by_key[key] if key is not None else None
    return Aim(
        placed.objective,
        placed.depth,
        len(by_key),
        len(targets) - len(by_key),
        target,
        now_of(_reading(target)),
        _chance(target) if target else None,
        gap_in(
            owned=placed.objective.owner_id is not None,
            links=_links(placed.objective, targets, coverage),
            targeted=bool(targets),
            carried=placed.objective.pk in carried,
        ),
    )


def _reading(target: Target | None) -> Any:
    return getattr(target.series, "reading", None) if target else None


def _chance(target: Target) -> float | None:
    reading = _reading(target)
    return reading.chance if reading else None


def _links(objective: Objective, targets: Sequence[Target], coverage: Coverage) -> list[Link]:
    watched = {target.series_id for target in targets}
    rows = [row for row in coverage.every if objective.pk in row.objectives or row.series in watched]
    return [
        Link(row.process is not None, row.process_owner is not None, row.series not in coverage.late) for row in rows
    ]


def _carried(tree: Sequence[Placed], targeted: Iterable[int]) -> set[int]:
    """Objectives above one that is measured against a target."""
    above = {placed.objective.pk: placed.objective.serves_id for placed in tree}
    reached: set[int] = set()
    for key in targeted:
        at = above.get(key)
        while at is not None and at not in reached:
            reached.add(at)
            at = above.get(at)
    return reached
