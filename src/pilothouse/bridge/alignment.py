"""Is each objective tied to live work? Its measured result, its chance, and where the chain to the work breaks."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pilothouse.improvement.models import Action
from pilothouse.measures.models import Indicator, Reading, Series, Serving, Target
from pilothouse.organisation.models import Person
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import Placed, objective_tree


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


@dataclass
class _Facts:
    indicators: Mapping[int, list[Indicator]]
    targets: Mapping[int, list[Target]]
    seen_series: frozenset[int] | None
    with_values: frozenset[int]
    actions: Mapping[int, int]
    carried: set[int] = field(default_factory=set)


def aims(person: Person) -> list[Aim]:
    """All live objectives in the order of their tree. Six queries at any size."""
    placed = objective_tree(person)
    facts = _facts([one.objective.pk for one in placed], person)
    facts.carried = _carried(placed, facts)
    return [_aim(one, facts) for one in placed]


def aligned_share(found: Sequence[Aim]) -> tuple[int, int]:
    """How many objectives have an unbroken, live chain, and of how many."""
    return sum(aim.gap is None for aim in found), len(found)


def _facts(keys: Sequence[int], person: Person) -> _Facts:
    servings = Serving.objects.filter(objective__in=keys, indicator__ended_at=None)
    indicators: defaultdict[int, list[Indicator]] = defaultdict(list)
    for serving in servings.select_related("indicator__process").order_by("indicator__number"):
        indicators[serving.objective_id].append(serving.indicator)
    related = ("series__indicator__process", "series__unit", "series__reading")
    targets: defaultdict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(objective__in=keys, ended_at=None).select_related(*related).order_by("id"):
        targets[target.objective_id].append(target)
        if target.series.indicator not in indicators[target.objective_id]:
            indicators[target.objective_id].append(target.series.indicator)
    measuring = {one.pk for several in indicators.values() for one in several}
    valued = Series.objects.filter(indicator__in=measuring, reading__latest_period__isnull=False)
    actions = Action.objects.seen_by(person).live().filter(origin__in=keys).values_list("origin_id", flat=True)
    return _Facts(
        indicators,
        targets,
        _seen(person, targets),
        frozenset(valued.values_list("indicator_id", flat=True).distinct()),
        Counter(actions),
    )


def _seen(person: Person, targets: Mapping[int, list[Target]]) -> frozenset[int] | None:
    if person.paths_seen is None:
        return None
    keys = [target.series_id for several in targets.values() for target in several]
    return frozenset(Series.objects.seen_by(person).filter(pk__in=keys).values_list("pk", flat=True))


def _carried(placed: Sequence[Placed], facts: _Facts) -> set[int]:
    """Objectives above one that is measured against a target."""
    above: dict[int, Any] = {one.objective.pk: one.objective.serves_id for one in placed}
    found: set[int] = set()
    for key in above:
        at = above[key] if facts.targets.get(key) else None
        while at is not None and at not in found:
            found.add(at)
            at = above.get(at)
    return found


def _aim(placed: Placed, facts: _Facts) -> Aim:
    objective = placed.objective
    key = objective.pk
    links = [_link(indicator, facts) for indicator in facts.indicators.get(key, ())]
    targets = facts.targets.get(key, [])
    seen = [one for one in targets if facts.seen_series is None or one.series_id in facts.seen_series]
    gap = gap_in(
        owned=objective.owner_id is not None, links=links, targeted=bool(targets), carried=key in facts.carried
    )
    first = seen[0] if seen else None
    return Aim(objective, placed.depth, gap, first, max(len(seen) - 1, 0), facts.actions.get(key, 0))


def _link(indicator: Indicator, facts: _Facts) -> Link:
    process = indicator.process
    lived = process is not None and process.ended_at is None
    return Link(lived, bool(process and process.owner_id), indicator.pk in facts.with_values)
