"""Pure rules of risks: what a matrix may be, what lies beyond appetite, what a range may be, when a wire trips."""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pilothouse.spc.loss import CHANCES, Curve, exceeded

Cell = tuple[int, int]

FEWEST_LEVELS, MOST_LEVELS = 3, 7
LONGEST_WORD = 80
MOST_OFTEN = 50.0  # times a year; oftener is daily business, which an indicator tells better
WIDEST = 1_000.0  # high over low: a wider range says nothing
LARGEST = 1e12
MOST_STEPS = 8
RAREST = min(CHANCES)  # what is rarer than the curves of losses tell nobody can compare with them


@dataclass(frozen=True)
class Scale:
    """How risks are rated, and how much of them is borne.

    `likelihood` and `consequence` are the words of the levels, the first one is level 1. `beyond` are the cells
    (likelihood, consequence) beyond appetite. `unit` is what losses are counted in; `line` the appetite line: (loss,
    the chance that a year costs more which is still borne), losses rising, chances falling.
    """

    likelihood: tuple[str, ...]
    consequence: tuple[str, ...]
    beyond: frozenset[Cell]
    unit: str = ""
    line: tuple[tuple[float, float], ...] = ()

    @property
    def size(self) -> Cell:
        """How many levels each side has."""
        return len(self.likelihood), len(self.consequence)

    def words(self, cell: Cell) -> tuple[str, str]:
        """The words of a cell, without what explains them."""
        return short(self.likelihood[cell[0] - 1]), short(self.consequence[cell[1] - 1])


def short(word: str) -> str:
    """A level's word without its explanation: “rare (less than once in ten years)” is “rare”."""
    return word.partition(" (")[0]


def at_odds(meant: tuple[float, float] | None, often: tuple[float, float]) -> int:
    """Whether an estimate of how often a year something happens (least, most) lies wholly above (+1) or below (-1) what
    the words of a level mean; 0 where they overlap, or where nobody has said what the words mean.
    """
    if meant is None:
        return 0
    return int(often[0] > meant[1]) - int(often[1] < meant[0])


def wrong_levels(words: Sequence[str]) -> str:
    """What is wrong with the words of a side: "number", "long", "twice" or ""."""
    if not FEWEST_LEVELS <= len(words) <= MOST_LEVELS:
        return "number"
    if any(len(word) > LONGEST_WORD for word in words):
        return "long"
    return "twice" if len({short(word).casefold() for word in words}) < len(words) else ""


def not_monotone(beyond: Iterable[Cell], size: Cell) -> Cell | None:
    """A cell within appetite although a likelier or graver one below it is not borne; None where there is none.

    What is beyond appetite stays so where it gets likelier or graver.
    """
    cells = set(beyond)
    for likelihood in range(1, size[0] + 1):
        for consequence in range(1, size[1] + 1):
            below = {(likelihood - 1, consequence), (likelihood, consequence - 1)}
            if (likelihood, consequence) not in cells and below & cells:
                return likelihood, consequence
    return None


def wrong_line(line: Sequence[tuple[float, float]]) -> str:
    """What is wrong with an appetite line: "number", "value", "rare", "order" or ""."""
    if len(line) > MOST_STEPS:
        return "number"
    if any(not (0 < loss <= LARGEST and 0 < chance < 1) for loss, chance in line):
        return "value"
    if any(chance < RAREST for _loss, chance in line):
        return "rare"
    falls = all(more[0] > less[0] and more[1] < less[1] for less, more in pairwise(line))
    return "" if falls else "order"


def wrong_range(low: float, high: float, most: float) -> str:
    """What is wrong with a 90 % range: "value", "order", "wide", "large" or ""."""
    if not (math.isfinite(low) and math.isfinite(high) and low > 0):
        return "value"
    if low > high:
        return "order"
    if high > most:
        return "large"
    return "wide" if high / low > WIDEST else ""


@dataclass(frozen=True)
class Borne:
    """One step of the appetite line beside what the estimates say: the chance borne, and the chance there is."""

    loss: float
    borne: float
    chance: float

    @property
    def beyond(self) -> bool:
        """Is more risked than is borne? Beyond its last point a curve tells its smallest chance: that is no finding."""
        return self.chance > max(self.borne, RAREST)


def borne_steps(scale: Scale, curve: Curve) -> list[Borne]:
    """The appetite line beside a curve that is counted in the same."""
    return [Borne(loss, share, exceeded(curve, loss)) for loss, share in scale.line]


def worst(steps: Iterable[Borne]) -> Borne | None:
    """Of the steps of the line that are crossed the one that is crossed furthest; None where none is."""
    return max((step for step in steps if step.beyond), key=lambda step: step.chance / step.borne, default=None)


def crosses(scale: Scale, curve: Curve) -> bool:
    """Is any loss on the appetite line exceeded with a greater chance than is borne?"""
    return worst(borne_steps(scale, curve)) is not None


def harmless(scale: Scale) -> float:
    """Whoever costs less than this in a year cannot cross the line: a loss is exceeded at most with the chance
    mean / loss (Markov). Half of it, for the chance is drawn and the mean is not.
    """
    return min((loss * share for loss, share in scale.line), default=math.inf) / 2


def risen(was: Cell | None, now: Cell, beyond: Collection[Cell]) -> bool:
    """Is a rating one that its acceptance did not know of: beyond the appetite, and it was not, or not as far?"""
    if now not in beyond:
        return False
    return was is None or was not in beyond or now[0] * now[1] > was[0] * was[1]


def past(value: float, level: float, side: int) -> bool:
    """Does a value lie beyond a level: above it for side +1, below it for −1?"""
    return (value - level) * side > 0


def crossings(
    periods: Sequence[date],
    values: Sequence[float | None],
    level: float,
    side: int,
    *,
    since: date | None = None,
    whole: bool = True,
) -> Iterator[tuple[date, float]]:
    """Each (period, value) after `since` in which a series goes beyond a level: above it for side +1, below for −1.

    Told once, when it crosses: what stays beyond says nothing new. The first value counts as a crossing where the
    values are the `whole` series; else nobody knows what came before it.
    """
    was = not whole
    for period, value in zip(periods, values, strict=True):
        if value is None:
            continue
        beyond = past(value, level, side)
        if beyond and not was and (since is None or period > since):
            yield period, value
        was = beyond


def in_time(warned: Iterable[date], happened: date, reach: int = 90) -> int | None:
    """How many days ahead the first warning came within `reach` days before something happened; None for none. On the
    day itself it came too late.
    """
    days = [(happened - day).days for day in warned]
    return max((ahead for ahead in days if 0 < ahead <= reach), default=None)
