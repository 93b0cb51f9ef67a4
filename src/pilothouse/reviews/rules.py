"""Pure rules of reviews: what comes first on an agenda, what a forecast must say, what became of it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from pilothouse.spc import ForecastVerdict, Shift, verdict_on_forecast

# Below this chance an objective's target looks out of reach, so that leaders talk about it while there is time.
LOW_CHANCE = 0.25
# A meeting can look at so many changes somebody has already answered; the strongest come first.
MOST_ANSWERED_SIGNALS = 12
# The least from which a spread can be computed with some sense; the interval says how little so few values tell.
FEWEST_VALUES = 3
DAYS_PER_PERIOD = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.25}


class Section(IntEnum):
    """The parts of an agenda in the order of the meeting."""

    SIGNALS = 1
    ISSUES = 2
    ACTIONS = 3
    VERDICTS = 4
    OBJECTIVES = 5


@dataclass(frozen=True)
class Candidate:
    """A record that asks for the meeting's attention, and why. `weight`: the heavier, the earlier in its section."""

    record_id: int
    section: Section
    weight: float
    reason: str


def arranged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The agenda: by section, the heavier first, each record once (where it stands first)."""
    once: dict[int, Candidate] = {}
    for one in sorted(candidates, key=lambda c: (c.section, -c.weight, c.record_id)):
        once.setdefault(one.record_id, one)
    return list(once.values())


class Fault(StrEnum):
    """What is wrong with a forecast; the doors have a sentence for each."""

    SIZE = "size"
    CONFIDENCE = "confidence"
    BY = "by"
    BEFORE_DUE = "before_due"
    EFFECT_FROM = "effect_from"


def fault_of_forecast(
    *, size: float, confidence: int, decided_on: date, effect_from: date, due: date, by: date
) -> Fault | None:
    """The first thing wrong with a forecast whose verdict comes on the day `by`, or None.

    A size is not negative (the direction says which way; 0 means "it will not suffer"), confidence lies between
    1 and 99 % (nobody knows the future for certain), effect shows after the decision takes effect, and nothing is
    judged that is still to be carried out (`due`).
    """
    if not (math.isfinite(size) and size >= 0):
        return Fault.SIZE
    if not 1 <= confidence <= 99:
        return Fault.CONFIDENCE
    if effect_from < decided_on:
        return Fault.EFFECT_FROM
    if by < due:
        return Fault.BEFORE_DUE
    if by <= effect_from:
        return Fault.BY
    return None


def expected_effect(direction: str, size: float) -> float:
    """The forecast as a signed difference of means: "down" by 3 is -3."""
    return -size if direction == "down" else size


def points_between(frequency: str, first: date, by: date) -> int:
    """How many values a forecast speaks of: periods from taking effect until its day, at least three."""
    periods = int((by - first).days / DAYS_PER_PERIOD[frequency])
    return max(periods, FEWEST_VALUES)


_STATES = {
    ForecastVerdict.AS_FORECAST: "as_forecast",
    ForecastVerdict.BETTER_BUT_LESS: "less",
    ForecastVerdict.NO_CHANGE: "no_change",
    ForecastVerdict.WORSE: "worse",
    ForecastVerdict.CANNOT_BE_TOLD: "cannot_be_told",
}
VERDICTS = tuple(_STATES.values())


def outcome(measured: Shift, *, expected: float, better: str) -> str | None:
    """The state that forecast and fact together lead to; None while too few values tell.

    `expected` is signed and in the unit of `measured`; `better` is the indicator's direction, "up" or "down".
    """
    verdict = verdict_on_forecast(measured, expected=expected, direction=-1 if better == "down" else 1)
    return _STATES.get(verdict)


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
