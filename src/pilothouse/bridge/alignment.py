"""Is each objective tied to fresh values, and does anybody work on it? Its result, its chance, where its chain breaks.

The one rule for every page: bridge, direction and the page of an objective read `Aim`, and count by `share_of`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pilothouse.bridge.direction import Direction, direction, live_tree, targets_seen
from pilothouse.bridge.results import now_of, values_of
from pilothouse.bridge.rules import all_met, endangered_first, weakest
from pilothouse.measures.chains import Gap
from pilothouse.measures.models import Direction as Better
from pilothouse.measures.models import Indicator, Reading, Series, Target
from pilothouse.measures.moves import met_lately
from pilothouse.measures.queries import series_seen_by
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.organisation.sight import KeptSight
from pilothouse.reviews.queries.endangered import standing_of
from pilothouse.reviews.rules import Danger, InDanger, how_many, in_danger
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import Placed


@dataclass(frozen=True)
class Together:
    """All targets of an objective and of those below it at once: how many, of how many of them no chance is known, and
    the least and the greatest chance that all are met, each on its date.
    """

    targets: int
    unknown: int
    low: float
    high: float


@dataclass(frozen=True)
class Aim:
    """An objective as pages show it.

    `target` is its live target with the smallest chance among the `targets` on series the person may see (one of which
    nobody can tell only where nothing is known of any), None otherwise; `hidden` counts those that the person may not
    see. `actions` counts live initiatives the person may see. `acted` says that somebody works on it
    (`graph.purpose.worked_on`); like the chain it is told to everybody. `asking` counts targets out of reach without a
    change that ask for a decision, `borne` those that somebody bears knowingly.
    `danger` is why it is in danger, by its targets that are seen and whose day is to come (`reviews.rules.in_danger`);
    `measured` are the keys of the series of these targets.
    `together` is there where more than one target hangs on the objective.
    """

    objective: Objective
    depth: int
    breaks: list[Gap]
    target: Target | None
    targets: int
    hidden: int
    actions: int
    acted: bool
    asking: int
    borne: int
    together: Together | None
    danger: Danger | None = None
    measured: tuple[int, ...] = ()

    @property
    def gap(self) -> Gap | None:
        """Where its chain breaks first, None where it is unbroken."""
        return self.breaks[0] if self.breaks else None

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
        """Where its series stands."""
        return now_of(self.reading)

    @property
    def chance(self) -> float | None:
        """How likely the next value meets the target, between 0 and 1; None where it cannot be told."""
        return self.reading.chance if self.reading else None

    @property
    def untold(self) -> bool:
        """Can nobody tell how likely its target is to be met, not even between which chances it lies?"""
        return self.reading is None or self.reading.least_chance is None

    @property
    def met(self) -> tuple[int, int]:
        """How many of the latest values reached the target, and of how many: a fact, no forecast."""
        if self.target is None or self.indicator is None:
            return 0, 0
        return met_lately(values_of(self.reading), self.target.value, upwards=self.indicator.direction == Better.UP)

    @property
    def left_alone(self) -> bool:
        """Does it miss its target while nobody works on it?"""
        return self.now is not None and not self._reached(self.now) and not self.acted

    @property
    def idle(self) -> bool:
        """Is it out of reach, or does it miss its target, while nobody works on it and nobody bears that knowingly?"""
        return not self.acted and (self.asking > 0 or (self.left_alone and not self.borne))

    def _reached(self, value: float) -> bool:
        target = self.target
        if target is None:
            return True
        upwards = target.series.indicator.direction == Better.UP
        return value >= target.value if upwards else value <= target.value


@dataclass(frozen=True)
class Share:
    """Of `every` objective: how many have an unbroken chain, on how many somebody works, how many miss their target
    while nobody does (among those whose target the person may see).
    """

    every: int
    whole: int
    acted: int
    alone: int


def aims(person: Person, on: date) -> list[Aim]:
    """All live objectives in the order of their tree, among siblings those in danger first. Two queries at any size."""
    return aims_in(direction(person, on), person)


def aims_in(known: Direction, person: Person) -> list[Aim]:
    """The same out of what has been read; one query more."""
    placed = live_tree(known)
    targets = {one.objective.pk: targets_seen(known, one.objective.pk, person) for one in placed}
    series = _SERIES.rows(person, [one.series_id for found in targets.values() for one in found])
    by_key = {one.pk: one for one in series}
    below = _gathered_up(placed, known, targets, by_key)
    found = [aim_of(one, known, targets[one.objective.pk], by_key, person, below[one.objective.pk]) for one in placed]
    return [found[place] for place in endangered_first([(aim.depth, _order(aim)) for aim in found])]


_SERIES = KeptSight[Series](lambda person, keys: series_seen_by(person).filter(pk__in=keys).order_by())


Chances = list[tuple[float, float] | None]


def _gathered_up(
    placed: Sequence[Placed], known: Direction, targets: Mapping[int, Sequence[Target]], series: Mapping[int, Series]
) -> dict[int, Chances]:
    """By objective the chances of its targets and of all below it; None for one that is unknown or not seen."""
    found: dict[int, Chances] = {}
    for one in placed:
        key = one.objective.pk
        hidden = len(known.targets[key]) - len(targets[key])
        found[key] = [_on_its_date(series[target.series_id]) for target in targets[key]] + [None] * hidden
    for one in reversed(placed):  # children stand behind their parents
        if (above := one.objective.serves_id) in found:
            found[above] += found[one.objective.pk]
    return found


def chances_below(objective: int, known: Direction, series: Mapping[int, Series], person: Person) -> Chances:
    """The same for one objective; `series` holds those of all targets that are seen below it."""
    placed = live_tree(known)
    seen = {one.objective.pk: targets_seen(known, one.objective.pk, person) for one in placed}
    at_hand = {key: [target for target in found if target.series_id in series] for key, found in seen.items()}
    return _gathered_up(placed, known, at_hand, series)[objective]


def _on_its_date(series: Series) -> tuple[float, float] | None:
    """Least and greatest chance of a target on its date, or next time; None where nobody can tell."""
    reading: Reading | None = getattr(series, "reading", None)
    told = reading.picture.get("outlook") if reading else None
    chance = (told["at"] or told["next"]) if told and not told.get("far") else None
    return (chance[0], chance[1]) if chance else None


def _together(chances: Chances) -> Together | None:
    if len(chances) < 2:
        return None
    return Together(len(chances), sum(one is None for one in chances), *all_met(chances))


def aim_of(
    placed: Placed,
    known: Direction,
    targets: Sequence[Target],
    series: Mapping[int, Series],
    person: Person,
    chances: Chances,
) -> Aim:
    """What has become of one objective, by its targets that are seen, by key the series of these, and the chances of
    its own targets and of all below it.
    """
    objective = placed.objective
    every, initiatives = known.targets[objective.pk], known.actions[objective.pk]
    for target in targets:
        target.series = series[target.series_id]
    key = weakest((target.pk, _least_chance(target.series)) for target in targets)
    return Aim(
        objective,
        placed.depth,
        breaks=known.breaks[objective.pk],
        target=next((target for target in targets if target.pk == key), None),
        targets=len(targets),
        hidden=len(every) - len(targets),
        actions=sum(sees(person, action) for action in initiatives),
        acted=objective.pk in known.worked_on,
        asking=sum(target.pk in known.asking for target in targets),
        borne=sum(target.pk in known.borne for target in targets),
        together=_together(chances),
        danger=_danger(targets, known.on, acted=objective.pk in known.worked_on),
        measured=tuple(target.series_id for target in targets),
    )


def _danger(targets: Sequence[Target], on: date, *, acted: bool) -> Danger | None:
    judged = [one for one in targets if one.by >= on and one.series.ended_on is None and hasattr(one.series, "reading")]
    found = in_danger([standing_of(one) for one in judged], worked_on=acted)
    return found[0] if found else None


def _least_chance(series: Series | None) -> float | None:
    reading: Reading | None = getattr(series, "reading", None)
    return reading.least_chance if reading else None


def danger_of(series: Series | None) -> float | None:
    """By what objectives stand in their tree: the least chance of the target of one, and 0 where nobody can tell, for
    what is not known is no comfort. None where nothing is there to judge.
    """
    least = _least_chance(series)
    return 0.0 if least is None and hasattr(series, "reading") else least


def _order(aim: Aim) -> float | None:
    """The same, with all that is in danger before all that is not, the surest first."""
    least = danger_of(aim.series)
    return least if aim.danger is None else (least or 0.0) + aim.danger - len(Danger)


# Where nobody can tell, either is as likely: it pushes out nothing known to be unlikely, nor stands behind the likely.
EVEN = 0.5


def most_endangered(aims: Sequence[Aim], most: int) -> list[Aim]:
    """All of them as they stand, or so many: what asks for a decision, then what is in danger, the surest first and
    of these what nobody works on, then by the least chance; what has no number at all comes last.
    """
    if len(aims) <= most:
        return list(aims)
    return sorted(aims, key=_urgent)[:most]


def _urgent(aim: Aim) -> tuple[bool, int, bool, bool, float]:
    danger = len(Danger) if aim.danger is None else aim.danger
    return not aim.asking, danger, not aim.idle, aim.reading is None, _likely(aim)


def _likely(aim: Aim) -> float:
    least = _least_chance(aim.series)
    return EVEN if least is None else least


def dangers_in(found: Sequence[Aim]) -> InDanger:
    """How many of these objectives are in danger, and why."""
    return how_many(aim.danger for aim in found)


def share_of(found: Sequence[Aim]) -> Share:
    """What holds of how many objectives."""
    whole, acted = sum(aim.gap is None for aim in found), sum(aim.acted for aim in found)
    return Share(len(found), whole, acted, sum(aim.left_alone for aim in found))
