"""How far a target is within reach: one rule for its class, for danger and for what asks for a decision. Pure.

A target is within reach as far as the better of two chances says, that of the next value and that on its date: what
slowly improves, or is out of its season, misses it tomorrow and yet may get there in time. Where the date is over the
next value alone counts. A date further than `FARTHEST` periods ahead is too far to tell; then nobody says that a target
is out of reach.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pilothouse.measures.periods import days_of, period_numbers, period_of

# Beyond so many periods nobody should say a chance.
FARTHEST = 104
# A target that 19 of 20 periods meet is met by the process itself; one that 1 of 20 meets, by luck.
SURE = 0.95
# Below this chance a target looks out of reach, so that leaders talk about it while there is time.
LOW_CHANCE = 0.25


def steps_to(by: date, latest: date, frequency: str) -> int | None:
    """How many periods lie between the latest one and the date, which its period still counts; 0 where it is over, None
    where it is too far to tell.
    """
    latest_number, last = period_numbers(days_of([latest, period_of(by, frequency)]), frequency).tolist()
    steps = max(int(last - latest_number), 0)
    return steps if steps <= FARTHEST else None


def within_reach(ahead: Sequence[float], at: Sequence[float] | None) -> tuple[float, float]:
    """How likely at least and at most the target is met, by the better of its chances next time and on its date, each
    given by its least and greatest; `at` is None where the date is over or too far to tell.
    """
    pairs = [(min(told), max(told)) for told in (ahead, at) if told]
    return max(low for low, _high in pairs), max(high for _low, high in pairs)


def capability(told: Mapping[str, Any] | None) -> str:
    """What a target can expect of a process that goes on as it is; `told` is what `outlook.outlooks` tells of it, None
    for nothing. One that the next value hardly ever meets is "not_yet" met where its date may bring it.
    """
    if told is None or told["next"][0] != told["next"][1]:
        return "cannot_be_told"
    chance = told["next"][0]
    if chance >= SURE:
        return "capable"
    if chance > 1.0 - SURE:
        return "hit_and_miss"
    if told["far"]:
        return "cannot_be_told"
    _least, greatest = within_reach(told["next"], told["at"])
    return "not_yet" if greatest >= LOW_CHANCE else "not_capable"
