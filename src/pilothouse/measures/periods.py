"""Periods of a frequency: each is named by its first day. Pure calendar arithmetic, also for whole columns."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
Flags = NDArray[np.bool_]

FREQUENCIES = ("day", "week", "month", "quarter", "year")
# Days that may pass after the end of a period before its value counts as late.
GRACE = {"day": 1, "week": 2, "month": 7, "quarter": 14, "year": 30}
# How long a period lasts, in days.
DAYS = {"day": 1, "week": 7, "month": 30.44, "quarter": 91.31, "year": 365.25}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_EPOCH = date(1970, 1, 1).toordinal()


def period_of(day: date, frequency: str) -> date:
    """The first day of the period in which a day lies."""
    if frequency == "day":
        return day
    if frequency == "week":
        return day - timedelta(days=day.weekday())
    step = _MONTHS[frequency]
    return date(day.year, (day.month - 1) // step * step + 1, 1)


def next_period(period: date, frequency: str) -> date:
    """The first day of the period after the one that begins on `period`."""
    if frequency in {"day", "week"}:
        return period + timedelta(days=1 if frequency == "day" else 7)
    months = period.year * 12 + period.month - 1 + _MONTHS[frequency]
    return date(months // 12, months % 12 + 1, 1)


def period_before(period: date, frequency: str) -> date:
    """The first day of the period before the one that begins on `period`."""
    return period_of(period - timedelta(days=1), frequency)


def periods_back(period: date, frequency: str, count: int) -> date:
    """The first day of the period that lies `count` periods before the one that begins on `period`."""
    for _ in range(count):
        period = period_before(period, frequency)
    return period


def awaited_by(latest: date, frequency: str) -> date:
    """The day from which a series whose latest period is `latest` counts as late.

    That is when the following period is over and its days of grace have passed.
    """
    over = next_period(next_period(latest, frequency), frequency)
    return over + timedelta(days=GRACE[frequency])


def latest_late(on: date, frequency: str) -> date:
    """A series is late on a day when its latest period is this one or an earlier one."""
    period = period_of(on, frequency)
    while awaited_by(period, frequency) > on:
        period = period_before(period, frequency)
    return period


def periods_late(latest: date, frequency: str, on: date, most: int) -> int:
    """How many periods after the latest one are overdue on a day, counted up to `most`."""
    late = 0
    while late < most and awaited_by(latest, frequency) <= on:
        latest, late = next_period(latest, frequency), late + 1
    return late


def days_of(dates: object) -> Days:
    """Dates, or ISO texts of dates, as day numbers (as date.toordinal counts them)."""
    days: Days = np.array(dates, dtype="datetime64[D]").astype(np.int64) + _EPOCH
    return days


def as_dates(days: Days) -> "NDArray[np.datetime64]":
    """Day numbers as NumPy dates."""
    dates: NDArray[np.datetime64] = (days - _EPOCH).astype("datetime64[D]")
    return dates


def begins_period(days: Days, frequency: str) -> Flags:
    """Which day numbers are the first day of a period."""
    if frequency == "day":
        return np.ones(len(days), dtype=bool)
    if frequency == "week":
        return np.asarray(days % 7 == 1)
    dates = as_dates(days)
    months = dates.astype("datetime64[M]")
    first: Flags = months.astype("datetime64[D]") == dates
    season: Flags = months.astype(np.int64) % _MONTHS[frequency] == 0
    return first & season


def period_numbers(days: Days, frequency: str) -> Days:
    """Consecutive numbers of the periods that begin on these days."""
    if frequency == "day":
        return days
    if frequency == "week":
        return days // 7
    months: Days = as_dates(days).astype("datetime64[M]").astype(np.int64)
    return months // _MONTHS[frequency]
