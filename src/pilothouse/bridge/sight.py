"""The line of sight of one objective: up to theme and policy, down to indicators, series and live actions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pilothouse.bridge.alignment import Direction, direction
from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Series, Target
from pilothouse.measures.queries import running_series
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.records.queries import came_of
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import valid_policy
from pilothouse.strategy.rules import in_tree_order

MOST_SERIES = 8


@dataclass(frozen=True)
class Step:
    """One step of the line: a record, or a series with its live target. `depth` counts from the policy down.

    `hidden` is how many further series of the indicator above are not shown; where targets choose series of it, the
    others are none of this objective's.
    """

    depth: int
    record: Record | None = None
    series: Series | None = None
    target: Target | None = None
    current: bool = False
    hidden: int = 0


@dataclass(frozen=True)
class _Work:
    series: Mapping[int, list[Series]]
    of_objective: Mapping[int, list[Action]]
    of_series: Mapping[int, list[Action]]


def line_of_sight(objective: Objective, person: Person, on: date, known: Direction | None = None) -> list[Step]:
    """The whole line in the order it is read. Seven queries at any size, four where the direction is known."""
    known = known or direction(person)
    above = _above(objective, known.objectives)
    down = _down(objective.pk, known.objectives)
    work = _work([key for key, _ in down], known, person, on)
    theme = next((one.theme for one in [known.objectives[objective.pk], *reversed(above)] if one.theme), None)
    steps: list[Step] = []
    for record in (valid_policy(person), theme, *above):
        if record is not None:
            steps.append(Step(len(steps), record))
    start = len(steps)
    for key, depth in down:
        steps.append(Step(start + depth, known.objectives[key], current=key == objective.pk))
        steps += _measured(key, start + depth + 1, known, work)
    return steps


def _above(objective: Objective, known: Mapping[int, Objective]) -> list[Objective]:
    found: list[Objective] = []
    at = known.get(objective.serves_id or 0)
    while at is not None and at not in found:
        found.append(at)
        at = known.get(at.serves_id or 0)
    return found[::-1]


def _down(key: int, known: Mapping[int, Objective]) -> list[tuple[int, int]]:
    """(key, depth) of the objective and of all live ones below it, in tree order."""
    live = [(one.pk, one.serves_id) for one in known.values() if one.ended_at is None or one.pk == key]
    order = in_tree_order(live)
    start = next(i for i, branch in enumerate(order) if branch.key == key)
    found = [(key, 0)]
    for branch in order[start + 1 :]:
        if branch.depth <= order[start].depth:
            break
        found.append((branch.key, branch.depth - order[start].depth))
    return found


def _work(keys: Sequence[int], known: Direction, person: Person, on: date) -> _Work:
    wanted = {indicator.pk for key in keys for indicator in known.indicators.get(key, ())}
    series: defaultdict[int, list[Series]] = defaultdict(list)
    for one in running_series(person, on).filter(indicator__in=wanted):
        series[one.indicator_id].append(one)
    shown = {one.pk for several in series.values() for one in several}
    return _Work(series, *_actions(keys, shown, person))


def _actions(
    keys: Sequence[int], series: Iterable[int], person: Person
) -> tuple[Mapping[int, list[Action]], Mapping[int, list[Action]]]:
    """Live actions by the objective they came from, and by the series they are to move."""
    series = set(series)
    issues = dict(Issue.objects.filter(series__in=series, ended_at=None).values_list("pk", "series_id"))
    about = came_of([*keys, *issues]).union(Action.objects.filter(series__in=series).values("pk"))
    of_objective: defaultdict[int, list[Action]] = defaultdict(list)
    of_series: defaultdict[int, list[Action]] = defaultdict(list)
    found = Action.objects.seen_by(person).live().filter(pk__in=about).with_people()
    # Put in order here: asked for it, the database would walk the index of dates instead of the few keys.
    for action in sorted(found, key=lambda row: (row.due or date.max, row.pk)):
        if action.origin_id in keys:
            of_objective[action.origin_id].append(action)
        else:
            of_series[action.series_id or issues[action.origin_id]].append(action)
    return of_objective, of_series


def _measured(objective: int, depth: int, known: Direction, work: _Work) -> Iterator[Step]:
    for action in work.of_objective.get(objective, ()):
        yield Step(depth, action)
    targets = {target.series_id: target for target in known.targets.get(objective, ())}
    for indicator in known.indicators.get(objective, ()):
        yield Step(depth, indicator)
        every = work.series.get(indicator.pk, ())
        # Where a target says which series count for this objective, those of other units would only stand in the way.
        meant = [one for one in every if one.pk in targets] or every
        for one in meant[:MOST_SERIES]:
            yield Step(depth + 1, series=one, target=targets.get(one.pk))
            for action in work.of_series.get(one.pk, ()):
                yield Step(depth + 2, action)
        if len(meant) > MOST_SERIES:
            yield Step(depth + 1, record=indicator, hidden=len(meant) - MOST_SERIES)
