"""Pure rules of the chain from an objective down to fresh values: where it breaks, and every other tie between strategy
and work that can be missing.

One rule for each, one place: the bridge, the direction pages, the list of gaps, every record and packs read these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


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


class Missing(StrEnum):
    """What a gap is, in the order in which the list tells them: from the objective down."""

    OBJECTIVE_OWNER = "objective_owner"
    OBJECTIVE_INDICATOR = "objective_indicator"
    OBJECTIVE_TARGET = "objective_target"
    OBJECTIVE_GIVEN_UP = "objective_given_up"
    OBJECTIVE_LAPSED = "objective_lapsed"
    OBJECTIVE_ENDED = "objective_ended"
    OBJECTIVE_VALUES = "objective_values"
    OBJECTIVE_WORK = "objective_work"
    AGAINST = "against"
    INDICATOR_PROCESS = "indicator_process"
    PROCESS_OWNER = "process_owner"
    PROCESS_INDICATOR = "process_indicator"
    WORK = "work"


# What breaks the chain of an objective further down is told of the indicator or the process, where it can be mended.
OF_OBJECTIVES = {
    Gap.OWNER: Missing.OBJECTIVE_OWNER,
    Gap.INDICATOR: Missing.OBJECTIVE_INDICATOR,
    Gap.TARGET: Missing.OBJECTIVE_TARGET,
    Gap.GIVEN_UP: Missing.OBJECTIVE_GIVEN_UP,
    Gap.LAPSED: Missing.OBJECTIVE_LAPSED,
    Gap.ENDED: Missing.OBJECTIVE_ENDED,
    Gap.VALUES: Missing.OBJECTIVE_VALUES,
}
