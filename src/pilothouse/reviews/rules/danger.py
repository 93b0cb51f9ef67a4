"""Which objectives are in danger. One rule for the bridge, the input, the agenda of a meeting and page one of its pack.

An objective is judged by its targets alone. Signals, issues, risks and assumptions say why; none of them makes a number
that is well within reach a danger.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from pilothouse.measures.reach import LOW_CHANCE, within_reach

# Of so many of its latest values at most a third met the target, where no chance can be told.
SELDOM = 1 / 3
# Where nobody can tell, either is as likely.
_EVEN = 0.5


class Danger(IntEnum):
    """Why an objective is in danger: how surely a target of it is out of reach, the surest first, or what else."""

    TOLD = 0  # its chance is told, and it is low
    OPEN = 1  # nobody can tell yet
    ALONE = 2  # within reach, but it is missed as things stand, and nobody works on it


def danger_of(
    chances: Sequence[float] | None,
    then: Sequence[float] | None = None,
    *,
    worse: bool,
    met: int,
    count: int,
    far: bool = False,
) -> Danger | None:
    """Whether a target is in danger, by the least and the greatest chance of its next value (the same where one is
    told) and those of its date, `then`, where that is told; None for one that is not.

    It is as far within reach as the better of the two says (`measures.reach`). While it is not decided whether a change
    stays there are two of each: it may be out of reach where both are low, or where the line got worse lately and the
    lower one is. Where its date is too far to tell (`far`) nothing low is sure. Where nothing can be told it may be
    where the line got worse, or where seldom (`met` of the latest `count` values) the target was met.
    """
    if chances is None:
        return Danger.OPEN if worse or (count > 0 and met <= count * SELDOM) else None
    least, most = within_reach(chances, then)
    if most < LOW_CHANCE:
        return Danger.TOLD if min(chances) == max(chances) and not far else Danger.OPEN
    return Danger.OPEN if worse and least < LOW_CHANCE else None


@dataclass(frozen=True)
class Standing:
    """A live target whose day is to come: whether it is in danger by its chance (`danger_of`), the least and greatest
    chance of its next value, whether its series stands on the wrong side of it, and the same chances of its date,
    `then`, where they are told.
    """

    key: int
    danger: Danger | None
    chances: tuple[float, float] | None
    missed: bool
    then: tuple[float, float] | None = None

    @property
    def likelihood(self) -> float:
        """The chance by which those of one kind stand in order: the middle of how far it is within reach."""
        return _EVEN if self.chances is None else sum(within_reach(self.chances, self.then)) / 2


def in_danger(targets: Sequence[Standing], *, worked_on: bool) -> tuple[Danger, Standing] | None:
    """Why an objective with these targets is in danger, and by which of them; None for one that is not.

    One target out of reach is enough, and so is one that is missed while nobody works on it: told by the least likely.
    """
    unlikely = [(one.danger, one.likelihood, at) for at, one in enumerate(targets) if one.danger is not None]
    if unlikely:
        danger, _chance, at = min(unlikely)
        return danger, targets[at]
    missed = [] if worked_on else [one for one in targets if one.missed]
    least = min(missed, key=lambda one: (one.chances is None, one.likelihood), default=None)
    return None if least is None else (Danger.ALONE, least)


@dataclass(frozen=True)
class InDanger:
    """How many objectives are in danger, each counted once, by the surest reason."""

    told: int = 0
    open: int = 0
    alone: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.told + self.open + self.alone


def how_many(dangers: Iterable[Danger | None]) -> InDanger:
    """Counted out of why each objective is in danger, None for those that are not."""
    found = Counter(dangers)
    return InDanger(found[Danger.TOLD], found[Danger.OPEN], found[Danger.ALONE])
