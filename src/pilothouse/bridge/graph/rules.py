"""Pure rules of the strategy-to-work graph: where a chain breaks, what pulls apart, what somebody serves, what is much.

One rule for each, one place: the bridge, the direction pages, the list of gaps and the page of every record read these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc


class Gap(StrEnum):
    """Where a chain from an objective down to fresh values breaks."""

    OWNER = "owner"
    INDICATOR = "indicator"
    TARGET = "target"
    LAPSED = "lapsed"
    GIVEN_UP = "given_up"
    PROCESS = "process"
    PROCESS_OWNER = "process_owner"
    ENDED = "ended"
    VALUES = "values"
    BELOW = "below"


class Wanted(IntEnum):
    """Whether a value is wanted by a day: none, by one that has passed, or by one to come."""

    NOTHING = 0
    LAPSED = 1
    AHEAD = 2


@dataclass(frozen=True)
class Link:
    """What a targeted series, or else an indicator, adds to the chain of the objective it tells about."""

    has_process: bool
    process_has_owner: bool
    runs: bool
    has_fresh_values: bool


@dataclass(frozen=True)
class Aimed:
    """A live objective as far as its chain matters: which one it serves, what is wanted of it itself, and its links:
    the series of its targets, or its indicators where it has no target. `given_up`: it had targets, and all have ended.
    """

    key: int
    serves: int | None
    owned: bool
    links: Sequence[Link]
    wanted: Wanted
    given_up: bool = False


def chains_of(aims: Iterable[Aimed]) -> dict[int, list[Gap]]:
    """Every break of the chain of each of these objectives, the topmost first; none where it is unbroken and live.

    One whole link is enough. What an objective lacks of its own, those below it carry: the indicator where the chain of
    one of them is unbroken, the target where one of them has one.
    """
    rows = {aim.key: aim for aim in aims}
    below: dict[int, list[int]] = {key: [] for key in rows}
    for aim in rows.values():
        if aim.serves in below:
            below[aim.serves].append(aim.key)
    found: dict[int, list[Gap]] = {}
    carries: dict[int, Wanted] = {}  # by key: what is wanted of it, or of one below it
    for key in _lowest_first(below):
        carried = max((carries[child] for child in below[key]), default=Wanted.NOTHING)
        unbroken = any(not found[child] for child in below[key])
        carries[key] = max(carried, rows[key].wanted)
        found[key] = _breaks(rows[key], carried=carried, unbroken_below=unbroken)
    return {key: found[key] for key in rows}


def _lowest_first(below: Mapping[int, Sequence[int]]) -> list[int]:
    """Keys in an order in which each comes after all that stand below it."""
    order: list[int] = []
    under = {child for children in below.values() for child in children}
    waiting = [key for key in below if key not in under]
    while waiting:
        key = waiting.pop()
        order.append(key)
        waiting += below[key]
    return order[::-1]


def _breaks(aim: Aimed, *, carried: Wanted, unbroken_below: bool) -> list[Gap]:
    found = [] if aim.owned else [Gap.OWNER]
    if not aim.links:
        if unbroken_below:
            return found
        return [*found, Gap.BELOW if carried else Gap.GIVEN_UP if aim.given_up else Gap.INDICATOR]
    unwanted = Gap.GIVEN_UP if aim.given_up else Gap.TARGET
    found += {Wanted.NOTHING: [unwanted], Wanted.LAPSED: [Gap.LAPSED], Wanted.AHEAD: []}[aim.wanted or carried]
    return [*found, *_breaks_below(aim.links)]


# What a whole link has, from the objective down, and where the chain breaks without it.
_LINKED = (
    (Gap.PROCESS, "has_process"),
    (Gap.PROCESS_OWNER, "process_has_owner"),
    (Gap.ENDED, "runs"),
    (Gap.VALUES, "has_fresh_values"),
)


def _breaks_below(links: Sequence[Link]) -> list[Gap]:
    """Where all links break, told by the one that reaches furthest down; none where one is whole."""
    for gap, name in _LINKED:
        links = [link for link in links if getattr(link, name)]
        if not links:
            return [gap]
    return []


# What pulls apart

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


# What somebody serves


class Way(IntEnum):
    """How a record comes to an objective, the straightest first."""

    DIRECT = 0
    TARGET = 1
    INDICATOR = 2
    PROCESS = 3


# A line that says itself which objective it means; the others come there by an indicator or a process.
STRAIGHT = (Way.DIRECT, Way.TARGET)


@dataclass(frozen=True)
class Tie:
    """One way from a record up to an objective: through so many records that it came out of (`steps`), and through an
    indicator and a process where there are any. Keys are those of records.
    """

    objective: int
    live: bool
    steps: int
    way: Way
    indicator: int | None = None
    process: int | None = None


def line_of(ties: Iterable[Tie]) -> list[Tie]:
    """The line of sight: the straightest way to each objective, of those that are about as straight as the best one.

    Live objectives come before ended ones, what the record says itself before what it came out of, its own numbers
    before its process, which serves so much that it says little beside them. None for nothing.
    """
    ordered = sorted(ties, key=lambda tie: (*_straight(tie), tie.way, tie.objective, tie.indicator or 0))
    found: dict[int, Tie] = {}
    for tie in ordered:
        if _straight(tie) == _straight(ordered[0]):
            found.setdefault(tie.objective, tie)
    return list(found.values())


def straight_of(ties: Iterable[Tie]) -> list[Tie]:
    """The straightest of the lines to each live objective that say themselves which one they mean."""
    found: dict[int, Tie] = {}
    for tie in sorted(ties, key=lambda tie: (tie.steps, tie.way, tie.objective, tie.indicator or 0)):
        if tie.live and tie.way in STRAIGHT:
            found.setdefault(tie.objective, tie)
    return list(found.values())


def _straight(tie: Tie) -> tuple[bool, bool, int]:
    return not tie.live, tie.way is Way.PROCESS, tie.steps
