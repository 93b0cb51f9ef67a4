"""How likely all targets of an objective and of those below it are met, each on its date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pilothouse.bridge.direction import Direction, live_tree, targets_seen
from pilothouse.bridge.rules import all_met
from pilothouse.measures.models import Direction as Better
from pilothouse.measures.models import Reading, Series, Target
from pilothouse.measures.moves import reaches
from pilothouse.measures.periods import period_of
from pilothouse.organisation.models import Person
from pilothouse.strategy.queries import Placed


@dataclass(frozen=True)
class Chance:
    """The least and the greatest chance of a target on its date; where the value of that date has come it is `over`,
    and both are 1 or 0.
    """

    low: float
    high: float
    over: bool = False


Chances = list[Chance | None]


@dataclass(frozen=True)
class Together:
    """All targets of an objective and of those below it at once: how many, of how many of them no chance is known, and
    the least and the greatest chance that all are met, each on its date. Of the dates that are over `met` were kept and
    `missed` were not.
    """

    targets: int
    unknown: int
    low: float
    high: float
    met: int = 0
    missed: int = 0


def gathered_up(
    placed: Sequence[Placed], known: Direction, targets: Mapping[int, Sequence[Target]], series: Mapping[int, Series]
) -> dict[int, Chances]:
    """By objective the chances of its targets and of all below it; None for one that is unknown or not seen."""
    found: dict[int, Chances] = {}
    for one in placed:
        key = one.objective.pk
        hidden = len(known.targets[key]) - len(targets[key])
        found[key] = [_on_its_date(target, series[target.series_id]) for target in targets[key]] + [None] * hidden
    for one in reversed(placed):  # children stand behind their parents
        if (above := one.objective.serves_id) in found:
            found[above] += found[one.objective.pk]
    return found


def chances_below(objective: int, known: Direction, series: Mapping[int, Series], person: Person) -> Chances:
    """The same for one objective; `series` holds those of all targets that are seen below it."""
    placed = live_tree(known)
    seen = {one.objective.pk: targets_seen(known, one.objective.pk, person) for one in placed}
    at_hand = {key: [target for target in found if target.series_id in series] for key, found in seen.items()}
    return gathered_up(placed, known, at_hand, series)[objective]


def together_of(chances: Chances) -> Together | None:
    """What holds of all of them at once; None for fewer than two."""
    if len(chances) < 2:
        return None
    told = [one for one in chances if one is not None]
    low, high = all_met([None if one is None else (one.low, one.high) for one in chances])
    over = [one.low > 0 for one in told if one.over]
    return Together(len(chances), len(chances) - len(told), low, high, met=sum(over), missed=len(over) - sum(over))


def _on_its_date(target: Target, series: Series) -> Chance | None:
    """None where nobody can tell: the date lies too far ahead, what it is measured by has ended, or the value that
    counts is missing or no longer at hand.
    """
    reading: Reading | None = getattr(series, "reading", None)
    if reading is None or reading.latest_period is None:
        return None
    period = period_of(target.by, series.indicator.frequency)
    if period <= reading.latest_period:
        return _came_true(target, series, _value_in(reading, period))
    told = reading.picture.get("outlook")
    at = told["at"] if told and series.ended_on is None else None
    return Chance(at[0], at[1]) if at else None


def _value_in(reading: Reading, period: date) -> float | None:
    values = zip(reading.picture.get("periods", ()), reading.picture.get("values", ()), strict=True)
    return dict(values).get(period.isoformat())


def _came_true(target: Target, series: Series, value: float | None) -> Chance | None:
    if value is None:
        return None
    came = float(reaches(value, target.value, upwards=series.indicator.direction == Better.UP))
    return Chance(came, came, over=True)
