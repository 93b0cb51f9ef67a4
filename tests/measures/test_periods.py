"""Calendar arithmetic of periods, alone and by the column."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.periods import (
    FREQUENCIES,
    awaited_by,
    begins_period,
    days_of,
    latest_late,
    next_period,
    period_before,
    period_numbers,
    period_of,
    periods_back,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
NAMES = st.sampled_from(FREQUENCIES)


@pytest.mark.parametrize(
    ("frequency", "first", "following"),
    [
        ("day", date(2026, 3, 4), date(2026, 3, 5)),
        ("week", date(2026, 3, 2), date(2026, 3, 9)),
        ("month", date(2026, 3, 1), date(2026, 4, 1)),
        ("quarter", date(2026, 1, 1), date(2026, 4, 1)),
        ("year", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_the_periods_of_a_day(frequency: str, first: date, following: date) -> None:
    assert period_of(date(2026, 3, 4), frequency) == first
    assert next_period(first, frequency) == following
    assert period_before(following, frequency) == first


@given(DAYS, NAMES)
def test_a_day_lies_in_its_period_only(day: date, frequency: str) -> None:
    first = period_of(day, frequency)
    assert first <= day < next_period(first, frequency)
    assert period_of(first, frequency) == first
    assert period_before(next_period(first, frequency), frequency) == first


@given(DAYS, NAMES)
def test_columns_say_the_same(day: date, frequency: str) -> None:
    days = days_of([day, period_of(day, frequency), next_period(period_of(day, frequency), frequency)])
    assert days[0] == day.toordinal()
    assert begins_period(days, frequency).tolist() == [day == period_of(day, frequency), True, True]
    numbers = period_numbers(days[1:], frequency)
    assert numbers[1] - numbers[0] == 1


@given(DAYS, NAMES)
def test_lateness_is_told_alike_from_both_ends(day: date, frequency: str) -> None:
    latest = latest_late(day, frequency)
    assert awaited_by(latest, frequency) <= day < awaited_by(next_period(latest, frequency), frequency)


def test_grace_is_given_after_the_period_is_over() -> None:
    assert awaited_by(date(2026, 2, 16), "week") == date(2026, 3, 2) + timedelta(days=2)


@pytest.mark.parametrize(
    ("frequency", "last", "count", "first"),
    [
        ("month", date(2026, 2, 1), 11, date(2025, 3, 1)),
        ("quarter", date(2026, 1, 1), 11, date(2023, 4, 1)),
        ("week", date(2026, 3, 2), 51, date(2025, 3, 10)),
        ("year", date(2026, 1, 1), 0, date(2026, 1, 1)),
    ],
)
def test_so_many_periods_back(frequency: str, last: date, count: int, first: date) -> None:
    assert periods_back(last, frequency, count) == first
