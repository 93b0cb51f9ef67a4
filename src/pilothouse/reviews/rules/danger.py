"""Which objectives are in danger. One rule for the agenda of a meeting and for page one of its pack."""

from collections.abc import Sequence
from enum import IntEnum

# Below this chance an objective's target looks out of reach, so that leaders talk about it while there is time.
LOW_CHANCE = 0.25
# Of so many of its latest values at most a third met the target, where no chance can be told.
SELDOM = 1 / 3
# Where nobody can tell, either is as likely.
_EVEN = 0.5


class Danger(IntEnum):
    """How surely a target is in danger, the surest first."""

    TOLD = 0  # its chance is told, and it is low
    OPEN = 1  # nobody can tell yet


def danger_of(chances: Sequence[float] | None, *, worse: bool, met: int, count: int) -> Danger | None:
    """Whether a target is in danger, by the least and the greatest chance of its next value (the same where one is
    told); None for one that is not.

    While it is not decided whether a change stays there are two: it may be out of reach where both are low, or where
    the line got worse lately and the lower one is. Where nothing can be told it may be where the line got worse, or
    where seldom (`met` of the latest `count` values) the target was met.
    """
    if chances is None:
        return Danger.OPEN if worse or (count > 0 and met <= count * SELDOM) else None
    least, most = min(chances), max(chances)
    if least == most:
        return Danger.TOLD if most < LOW_CHANCE else None
    return Danger.OPEN if most < LOW_CHANCE or (worse and least < LOW_CHANCE) else None


def likely(chances: Sequence[float] | None) -> float:
    """The chance by which those of one kind stand in order."""
    return _EVEN if chances is None else (min(chances) + max(chances)) / 2
