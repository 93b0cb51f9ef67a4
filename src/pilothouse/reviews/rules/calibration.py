"""How often what was said came true."""

from collections.abc import Sequence
from dataclasses import dataclass

from pilothouse.reviews.rules.forecasts import VERDICTS


@dataclass(frozen=True)
class Judged:
    """A decision whose verdict is known: its state, and the confidence stated with its forecast (none without)."""

    state: str
    confidence: int | None


@dataclass(frozen=True)
class Band:
    """Forecasts stated with a confidence from `low` to `high` %: how many, the mean stated, the share come true."""

    low: int
    high: int
    count: int
    stated: float
    came_true: float


@dataclass(frozen=True)
class Calibration:
    """Stated confidence against the share that came true, both in %, over `count` forecasts that could be told."""

    count: int
    stated: float | None
    came_true: float | None
    bands: tuple[Band, ...]


_BANDS = ((1, 49), (50, 59), (60, 69), (70, 79), (80, 89), (90, 99))


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
        return Calibration(0, None, None, ())
    bands = []
    for low, high in _BANDS:
        within = [(stated, true) for stated, true in told if low <= stated <= high]
        if within:
            bands.append(Band(low, high, len(within), *_means(within)))
    return Calibration(len(told), *_means(told), tuple(bands))


def _means(told: Sequence[tuple[int, bool]]) -> tuple[float, float]:
    count = len(told)
    return sum(stated for stated, _ in told) / count, 100.0 * sum(true for _, true in told) / count
