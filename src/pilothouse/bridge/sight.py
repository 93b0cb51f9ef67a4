"""The line of sight of one objective: up to theme and policy, down to indicators, series and live actions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, QuerySet

from pilothouse.bridge.alignment import Aim, aim_of
from pilothouse.bridge.direction import Direction, direction, live_tree, targets_seen
from pilothouse.bridge.together import chances_below
from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Series, Target
from pilothouse.measures.queries import series_seen_by, still_running
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.records.queries import came_of
from pilothouse.risks.models import Stake
from pilothouse.risks.states import OPPORTUNITY, RISK
from pilothouse.strategy.models import Objective, Policy, Resting
from pilothouse.strategy.queries import Footing
from pilothouse.strategy.rules import in_tree_order
from pilothouse.strategy.states import POLICY
from pilothouse.trail.gathered import gathered

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
class Around:
    """What bears on an objective beside the work for it: the policy that holds, what it rests on, and the risks and
    opportunities for which it is at stake, risks first.
    """

    policy: Record | None
    ground: Footing
    staked: list[Record]


@dataclass(frozen=True)
class Sight:
    """An objective as its page shows it: what has become of it, None once it has ended, its line of sight in the order
    it is read, and what bears on it.
    """

    objective: Objective
    aim: Aim | None
    steps: list[Step]
    around: Around


@dataclass(frozen=True)
class _Work:
    """Series that are seen by their key; those that run by their indicator; live actions."""

    series: Mapping[int, Series]
    running: Mapping[int, list[Series]]
    of_objective: Mapping[int, list[Action]]
    of_series: Mapping[int, list[Action]]


def sight_of(person: Person, number: int, on: date) -> Sight | None:
    """The objective of this number on a day; None where the person sees none. Four queries at any size."""
    known = direction(person, on)
    objective = next((one for one in known.objectives.values() if one.number == number), None)
    if objective is None:
        return None
    down = _down(objective.pk, known.objectives)
    work = _work([key for key, _ in down], known, person, on)
    around = _around(objective.pk, person)
    steps = _steps(objective, down, known, work, around.policy)
    return Sight(objective, _aim(objective, known, work, person), steps, around)


def _around(objective: int, person: Person) -> Around:
    """By one query: all of it are records, told apart by their kind."""
    keys = Policy.objects.live().order_by().values("pk").union(
        Resting.objects.filter(objective=objective).values("record"),
        Stake.objects.filter(at_stake=objective).values("record"),
    )  # fmt: skip
    seen = Record.objects.seen_by(person).live().filter(pk__in=keys).with_people()
    rows = sorted(seen.defer("words").order_by(), key=lambda row: (row.kind, row.pk))
    policies = [row for row in rows if row.kind == POLICY.name]
    risky = (OPPORTUNITY.name, RISK.name)
    return Around(
        max(policies, key=lambda row: row.number, default=None),
        Footing([row for row in rows if row.kind not in (POLICY.name, *risky)]),
        sorted((row for row in rows if row.kind in risky), key=lambda row: (row.kind != RISK.name, row.pk)),
    )


def _aim(objective: Objective, known: Direction, work: _Work, person: Person) -> Aim | None:
    placed = next((one for one in live_tree(known) if one.objective is objective), None)
    targets = targets_seen(known, objective.pk, person)
    if placed is None:
        return None
    return aim_of(placed, known, targets, work.series, person, chances_below(objective.pk, known, work.series, person))


def _steps(
    objective: Objective, down: Sequence[tuple[int, int]], known: Direction, work: _Work, policy: Record | None
) -> list[Step]:
    above = _above(objective, known.objectives)
    theme = next((one.theme for one in [objective, *reversed(above)] if one.theme), None)
    steps: list[Step] = []
    for record in (policy, theme, *above):
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


def _series(person: Person, indicators: list[int], on: date) -> "QuerySet[Series]":
    issues = Issue.objects.filter(series=OuterRef("pk"), ended_at=None)
    found = series_seen_by(person).filter(indicator__in=indicators).defer("indicator__words", "indicator__definition")
    running = ExpressionWrapper(still_running(on), BooleanField())
    return found.annotate(_running=running, _issues=gathered(issues, ("id",)))


def _answers(person: Person, origins: list[int], series: list[int]) -> "QuerySet[Action]":
    about = came_of(origins).union(Action.objects.filter(series__in=series).values("pk"))
    found: QuerySet[Action] = Action.objects.seen_by(person).live().filter(pk__in=about).with_people()
    return found


_SERIES = KeptSight[Series](_series)
_ACTIONS = KeptSight[Action](_answers)


def _work(keys: Sequence[int], known: Direction, person: Person, on: date) -> _Work:
    wanted = sorted({indicator.pk for key in keys for indicator in known.indicators[key]})
    rows = _SERIES.rows(person, wanted, on) if wanted else []
    running: defaultdict[int, list[Series]] = defaultdict(list)
    issues: dict[int, int] = {}
    for row in rows:
        if row._running:
            running[row.indicator_id].append(row)
            issues |= {issue["id"]: row.pk for issue in row._issues or ()}
    shown = sorted(one.pk for several in running.values() for one in several)
    return _Work({row.pk: row for row in rows}, running, *_actions(keys, shown, issues, person))


def _actions(
    keys: Sequence[int], series: Sequence[int], issues: Mapping[int, int], person: Person
) -> tuple[Mapping[int, list[Action]], Mapping[int, list[Action]]]:
    """Live actions by the objective they came from, and by the series they are to move; `issues` by their key lead to
    the series they are about.
    """
    of_objective: defaultdict[int, list[Action]] = defaultdict(list)
    of_series: defaultdict[int, list[Action]] = defaultdict(list)
    found = _ACTIONS.rows(person, [*keys, *sorted(issues)], list(series))
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
    targets = {target.series_id: target for target in known.targets[objective]}
    for indicator in known.indicators[objective]:
        yield Step(depth, indicator)
        every = work.running.get(indicator.pk, ())
        # Where a target says which series count for this objective, those of other units would only stand in the way.
        meant = [one for one in every if one.pk in targets] or every
        for one in meant[:MOST_SERIES]:
            yield Step(depth + 1, series=one, target=targets.get(one.pk))
            for action in work.of_series.get(one.pk, ()):
                yield Step(depth + 2, action)
        if len(meant) > MOST_SERIES:
            yield Step(depth + 1, record=indicator, hidden=len(meant) - MOST_SERIES)
