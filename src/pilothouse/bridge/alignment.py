"""Is each objective tied to live work? Its measured result, its chance, and where the chain to the work breaks."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pilothouse.improvement.models import Action
from pilothouse.measures.models import Indicator, Reading, Series, Serving, Target
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import seen
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import Placed, objectives_seen, placed_in_tree


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

    `target` is its live target on a series the person may see, None otherwise; `more` counts further such targets.
    """

    objective: Objective
    depth: int
    gap: Gap | None
    target: Target | None
    more: int
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
    """Objectives by their key, in the order of lists, and what measures each of them: indicators, live targets."""

    objectives: Mapping[int, Objective]
    indicators: Mapping[int, list[Indicator]]
    targets: Mapping[int, list[Target]]


def direction(person: Person) -> Direction:
    """Everything between objectives and numbers. Three queries at any size."""
    objectives = {one.pk: one for one in objectives_seen(person)}
    indicators: defaultdict[int, list[Indicator]] = defaultdict(list)
    servings = Serving.objects.filter(objective__in=list(objectives), indicator__ended_at=None)
    for serving in servings.select_related("indicator__process", "indicator__owner").order_by("indicator__number"):
        indicators[serving.objective_id].append(serving.indicator)
    targets: defaultdict[int, list[Target]] = defaultdict(list)
    related = ("series__indicator__process", "series__indicator__owner", "series__unit", "series__reading")
    live = Target.objects.filter(objective__in=list(objectives), ended_at=None)
    for target in live.select_related(*related).order_by("id"):
        targets[target.objective_id].append(target)
        if target.series.indicator not in indicators[target.objective_id]:
            indicators[target.objective_id].append(target.series.indicator)
    return Direction(objectives, indicators, targets)


def aims(person: Person, known: Direction | None = None) -> list[Aim]:
    """All live objectives in the order of their tree. Five queries at any size, two where the direction is known."""
    known = known or direction(person)
    placed = placed_in_tree([one for one in known.objectives.values() if not one.ended])
    keys = [one.objective.pk for one in placed]
    measuring = {indicator.pk for key in keys for indicator in known.indicators.get(key, ())}
    valued = Series.objects.filter(indicator__in=measuring, reading__latest_period__isnull=False)
    with_values = frozenset(valued.order_by().values_list("indicator_id", flat=True).distinct())
    actions = Counter(Action.objects.seen_by(person).live().filter(origin__in=keys).values_list("origin_id", flat=True))
    carried = _carried(placed, known)
    return [
        _aim(one, known, with_values, carried=one.objective.pk in carried, actions=actions[one.objective.pk], to=person)
        for one in placed
    ]


def aligned_share(found: Sequence[Aim]) -> tuple[int, int]:
    """How many objectives have an unbroken, live chain, and of how many."""
    return sum(aim.gap is None for aim in found), len(found)


def _carried(placed: Sequence[Placed], known: Direction) -> set[int]:
    """Objectives above one that is measured against a target."""
    above: dict[int, Any] = {one.objective.pk: one.objective.serves_id for one in placed}
    found: set[int] = set()
    for key in above:
        at = above[key] if known.targets.get(key) else None
        while at is not None and at not in found:
            found.add(at)
            at = above.get(at)
    return found


def _aim(
    placed: Placed, known: Direction, with_values: frozenset[int], *, carried: bool, actions: int, to: Person
) -> Aim:
    objective = placed.objective
    links = [_link(indicator, with_values) for indicator in known.indicators.get(objective.pk, ())]
    targets = known.targets.get(objective.pk, [])
    shown = [target for target in targets if seen(to, [target.series])]
    gap = gap_in(owned=objective.owner_id is not None, links=links, targeted=bool(targets), carried=carried)
    return Aim(objective, placed.depth, gap, shown[0] if shown else None, max(len(shown) - 1, 0), actions)


def _link(indicator: Indicator, with_values: frozenset[int]) -> Link:
    process = indicator.process
    lived = process is not None and process.ended_at is None
    return Link(lived, bool(process and process.owner_id), indicator.pk in with_values)
