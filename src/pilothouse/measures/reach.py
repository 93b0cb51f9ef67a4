"""How far a target is within reach: one rule for its class, for danger and for what asks for a decision. Pure.

A date further than `FARTHEST` periods ahead is too far to tell. Then nobody says that a target is out of reach, for a
line that slowly improves does not meet it tomorrow either.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilothouse.measures.periods import days_of, period_numbers, period_of

# Beyond so many periods nobody should say a chance.
FARTHEST = 104
# A target that 19 of 20 periods meet is met by the process itself; one that 1 of 20 meets, by luck.
SURE = 0.95


def steps_to(by: date, latest: date, frequency: str) -> int | None:
    """How many periods lie between the latest one and the date, which its period still counts; 0 where it is over, None
    where it is too far to tell.
    """
    latest_number, last = period_numbers(days_of([latest, period_of(by, frequency)]), frequency).tolist()
    steps = max(int(last - latest_number), 0)
    return steps if steps <= FARTHEST else None


def capability(told: Mapping[str, Any] | None) -> str:
    """What a target can expect of a process that goes on as it is; `told` is what `outlook.outlooks` tells of it, None
    for nothing.
    """
    if told is None or told["next"][0] != told["next"][1]:
        return "cannot_be_told"
    chance = told["next"][0]
    if chance >= SURE:
        return "capable"
    if chance > 1.0 - SURE:
        return "hit_and_miss"
    return "cannot_be_told" if told["far"] else "not_capable"
