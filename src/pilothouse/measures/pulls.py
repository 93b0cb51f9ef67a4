"""Which objectives pull apart: the series of their targets moved against each other's wishes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from pilothouse.measures.periods import DAYS, days_of, period_numbers

# So many latest periods of two series are held against each other.
SPAN = 104
FEWEST_MOVES = 24
_ALPHA = 0.05
# Neighbouring moves of a series that merely wobbles share a value, so that they count for less than as many alone: the
# products of two such series correlate by (1/3)² at lag 1, which leaves this share of them.
_WORTH = 1.0 / (1.0 + 2.0 / 9.0)


@dataclass(frozen=True)
class Demand:
    """One objective wants one series to go one way (`up` +1 or −1). `values` by the number of their period; only
    series of one `frequency` are held against each other.
    """

    objective: int
    series: int
    up: int
    frequency: str
    values: Mapping[int, float]


def begins(frequencies: Iterable[str], on: date) -> date:
    """From which day on values of series of these frequencies can matter."""
    return on - timedelta(days=SPAN * max(DAYS[each] for each in frequencies))


def demand_of(objective: int, series: int, *, up: bool, frequency: str, values: Mapping[date, float]) -> Demand:
    """What an objective wants of a series, with the latest of its values."""
    latest = dict(sorted(values.items())[-SPAN:])
    numbers = period_numbers(days_of(list(latest)), frequency).tolist()
    return Demand(objective, series, 1 if up else -1, frequency, dict(zip(numbers, latest.values(), strict=True)))


@dataclass(frozen=True)
class Pull:
    """Two demands whose series moved against each other: in so many of the periods (`moves`) in which both moved, one
    went as wanted while the other went the wrong way. `chance` is how likely so many are if they had nothing to do with
    each other.
    """

    one: Demand
    other: Demand
    against: int
    moves: int
    chance: float


@dataclass(frozen=True)
class Pulls:
    """What pulls apart, the strongest evidence first, among so many pairs that were `compared`; `untold` pairs have too
    little in common to tell.
    """

    found: list[Pull]
    compared: int
    untold: int


def pulls_among(demands: Sequence[Demand]) -> Pulls:
    """Which demands of different objectives contradict each other, by what their series did.

    From one period to the next each series went as wanted, the wrong way, or stayed. Of two series with nothing to do
    with each other one goes as wanted while the other goes wrong in half of the periods in which both moved. A pair
    stands out where it is so many more that chance alone would bring such a pair, among all that were compared, once in
    twenty times (Bonferroni). Fewer than `FEWEST_MOVES` such periods tell nothing.

    Weaknesses: association is not cause; a step that both took once and kept is one move among many; what a season
    does to both counts too.
    """
    demands = sorted(demands, key=lambda one: (one.objective, one.series))
    ways = _ways(demands)
    both = np.abs(ways) @ np.abs(ways).T
    against = (both - ways @ ways.T) / 2
    pairs = [
        (place, beside)
        for place, one in enumerate(demands)
        for beside, other in enumerate(demands[:place])
        if one.objective != other.objective and one.series != other.series
    ]
    told = [pair for pair in pairs if both[pair] >= FEWEST_MOVES]
    chances = {pair: _chance_of(against[pair], both[pair]) for pair in told if 2 * against[pair] > both[pair]}
    found = [
        Pull(demands[beside], demands[place], int(against[place, beside]), int(both[place, beside]), chance)
        for (place, beside), chance in chances.items()
        if chance <= _ALPHA / len(told)
    ]
    return Pulls(sorted(found, key=lambda pull: pull.chance), len(told), len(pairs) - len(told))


def _ways(demands: Sequence[Demand]) -> NDArray[np.float64]:
    """By demand and period: +1 where its series went as wanted since the period before, −1 the wrong way, else 0.

    Each frequency has columns of its own, so that what differs in it has no period in common.
    """
    moves = [
        {
            (demand.frequency, period): demand.up * (int(value > before) - int(value < before))
            for period, value in demand.values.items()
            if (before := demand.values.get(period - 1)) is not None
        }
        for demand in demands
    ]
    columns = {column: place for place, column in enumerate(sorted(set().union(*moves)))}
    table = np.zeros((len(demands), len(columns)))
    for row, each in enumerate(moves):
        for column, way in each.items():
            table[row, columns[column]] = way
    return table


def _chance_of(against: float, moves: float) -> float:
    """The chance that so many or more of as many fair coins fall one way, each worth a little less than a coin."""
    hits, tosses = against * _WORTH, moves * _WORTH
    return float(betainc(hits, tosses - hits + 1.0, 0.5))
