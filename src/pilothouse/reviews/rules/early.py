"""Too early: when enough values can have come to tell what became of a forecast."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pilothouse.measures.periods import GRACE, next_period, period_before, period_of, periods_late

# So many values overdue in a row, over so many days, and nobody knows whether another will ever come: what is measured
# daily may rest over holidays.
SILENT = 3
SILENT_DAYS = 21
# So often, and to within so many days after enough values can have come, may somebody choose a later day.
MOST_PUT_OFF = 2
FURTHEST = 366


@dataclass(frozen=True)
class Awaited:
    """What a verdict waits for: `have` of the `enough` values that tell it have come, of the periods from `first` on;
    the series has ended with the period of `ended_on`, or runs (None). `latest` is the latest period with a value.
    """

    frequency: str
    first: date
    have: int
    enough: int
    latest: date | None = None
    ended_on: date | None = None


def first_period(effect_from: date, frequency: str) -> date:
    """The first period that counts as after a day: the one that begins on it, else the next."""
    period = period_of(effect_from, frequency)
    return period if period == effect_from else next_period(period, frequency)


def enough_by(awaited: Awaited, on: date) -> date | None:
    """The day after `on` by which enough values can have come, with their days of grace; None where they never can,
    for the series has ended or is silent.
    """
    frequency, missing = awaited.frequency, awaited.enough - awaited.have
    start = awaited.first
    if awaited.latest is not None:
        start = max(start, next_period(awaited.latest, frequency))
    if _silent(start, frequency, on):
        return None
    last = start
    for _ in range(missing - 1):
        last = next_period(last, frequency)
    while (day := next_period(last, frequency) + timedelta(days=GRACE[frequency])) <= on:
        last = next_period(last, frequency)  # what is overdue may still come: asked again with the next value
    return None if awaited.ended_on is not None and last > awaited.ended_on else day


def _silent(start: date, frequency: str, on: date) -> bool:
    """Has nothing come on a day since the period that begins on `start`, for longer than a pause lasts?"""
    late = periods_late(period_before(start, frequency), frequency, on, SILENT)
    return late >= SILENT and on - start >= timedelta(days=SILENT_DAYS)


class Later(StrEnum):
    """What is wrong with a later day that somebody chooses."""

    NOT_LATER = "not_later"
    TOO_FAR = "too_far"
    TOO_OFTEN = "too_often"


def fault_of_later(until: date, asked_again: date, times: int) -> Later | None:
    """What is wrong with asking again on `until` instead of on the day when enough values can have come, by somebody
    who has put it off so many times; None where nothing is.
    """
    if times >= MOST_PUT_OFF:
        return Later.TOO_OFTEN
    if until <= asked_again:
        return Later.NOT_LATER
    return Later.TOO_FAR if until > asked_again + timedelta(days=FURTHEST) else None
