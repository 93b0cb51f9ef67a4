"""How often what was said came true, and how much so few forecasts tell."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pilothouse.reviews.rules.forecasts import VERDICTS

# Fewer forecasts than these say nothing about how well somebody judges.
FEWEST_TOLD = 5
# So rare, either way, has the result to be under the confidence stated before it counts as too sure or not sure enough.
RARE = 0.05
_BANDS = ((1, 49), (50, 59), (60, 69), (70, 79), (80, 89), (90, 99))
_Z95 = 1.959963984540054


@dataclass(frozen=True)
class Judged:
    """A decision whose verdict is known: its state, and the confidence stated with its forecast (none without)."""

    state: str
    confidence: int | None


@dataclass(frozen=True)
class Share:
    """Of `count` forecasts `true` came true: the mean confidence stated, the share, and its 95 % interval, all in %."""

    count: int
    true: int
    stated: float
    came_true: float
    low: float
    high: float


@dataclass(frozen=True)
class Band(Share):
    """Forecasts stated with a confidence from `first` to `last` %."""

    first: int
    last: int


class Finding(StrEnum):
    """What can be said of how people judge themselves."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    FITS = "fits"
    TOO_SURE = "too_sure"
    NOT_SURE_ENOUGH = "not_sure_enough"


@dataclass(frozen=True)
class Calibration:
    """Stated confidence against what came true, over the forecasts that could be told.

    `brier` is the mean squared distance between what was stated and what came (0 is perfect, .25 is saying 50 % each
    time). `chance` is how likely a result at least so far off would be if every stated confidence were right.
    """

    whole: Share | None
    bands: tuple[Band, ...]
    brier: float | None
    chance: float | None
    finding: Finding

    @property
    def count(self) -> int:
        """How many forecasts could be told."""
        return self.whole.count if self.whole else 0


def calibration(judged: Sequence[Judged]) -> Calibration:
    """How far what leaders said came true. A forecast came true when its verdict is "as forecast"; one that cannot
    be told counts for neither side.
    """
    told = [
        (one.confidence, one.state == "as_forecast")
        for one in judged
        if one.confidence is not None and one.state in VERDICTS and one.state != "cannot_be_told"
    ]
    if not told:
        return Calibration(None, (), None, None, Finding.NOTHING)
    bands = []
    for first, last in _BANDS:
        within = [(stated, true) for stated, true in told if first <= stated <= last]
        if within:
            bands.append(Band(**_share(within).__dict__, first=first, last=last))
    whole = _share(told)
    brier = sum((stated / 100 - true) ** 2 for stated, true in told) / len(told)
    fewer, more = tails([stated / 100 for stated, _ in told], whole.true)
    return Calibration(whole, tuple(bands), brier, min(1.0, 2 * min(fewer, more)), _finding(len(told), fewer, more))


def _share(told: Sequence[tuple[int, bool]]) -> Share:
    count, true = len(told), sum(came for _, came in told)
    low, high = interval(true, count)
    return Share(count, true, sum(stated for stated, _ in told) / count, 100.0 * true / count, 100 * low, 100 * high)


def _finding(count: int, fewer: float, more: float) -> Finding:
    if count < FEWEST_TOLD:
        return Finding.TOO_FEW
    if fewer <= RARE / 2:
        return Finding.TOO_SURE
    return Finding.NOT_SURE_ENOUGH if more <= RARE / 2 else Finding.FITS


def interval(true: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score, between 0 and 1; `count` is at least 1.

    Source: Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212.
    """
    share, square = true / count, _Z95 * _Z95
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z95 * math.sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def tails(chances: Sequence[float], true: int) -> tuple[float, float]:
    """The probabilities that at most, and that at least, `true` of independent events with these chances happen.

    The exact distribution of the number of successes (Poisson binomial), one event after the other.
    """
    exactly = [1.0]
    for chance in chances:
        none, one = (*exactly, 0.0), (0.0, *exactly)
        exactly = [a * (1 - chance) + b * chance for a, b in zip(none, one, strict=True)]
    return math.fsum(exactly[: true + 1]), math.fsum(exactly[true:])
