"""Which changes began in one week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.weeks import Shifted, dated, weeks_in_common

MONDAY = date(2026, 1, 5)
WEEKS = [MONDAY + timedelta(weeks=week) for week in range(8)]


def shift(key: int, what: int, where: int, week: int, side: int = -1) -> Shifted:
    return Shifted(key, what, where, WEEKS[week], side)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 7), st.sampled_from([-1, 1]))))
def test_each_change_is_in_at_most_one_group(rows: list[tuple[int, int, int, int]]) -> None:
    groups = weeks_in_common(shift(key, *row) for key, row in enumerate(rows))
    keys = [key for group in groups for key in group]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("others", "stands"),
    [
        ([(7, 2, 2)], True), ([(8, 2, 2)], False), ([(8, 2, 2), (9, 3, 2)], True), ([(8, 1, 2), (9, 1, 2)], False),
        ([(7, 2, 3)], False), ([(8, 2, 2), (9, 3, 2, 1)], False),
    ],
    ids=["two units alike", "two units", "three units", "one unit", "next week", "third one better"],
)  # fmt: skip
def test_a_week_in_common(others: list[tuple[int, ...]], stands: bool) -> None:
    shifts = [shift(1, 7, 1, 2), *(shift(key, *row) for key, row in enumerate(others, 2))]
    assert weeks_in_common(shifts) == ([[one.key for one in shifts]] if stands else [])


def test_weeks_in_common_come_newest_first() -> None:
    assert weeks_in_common([shift(1, 7, 1, 2), shift(2, 7, 2, 2), shift(3, 8, 1, 5), shift(4, 8, 2, 5)]) == [
        [3, 4],
        [1, 2],
    ]


@pytest.mark.parametrize(
    ("weeks", "frequency", "expected"),
    [(0, "week", "onset"), (4, "week", "onset"), (5, "week", "found"), (11, "week", "found"), (11, "month", "onset")],
)
def test_a_slow_change_stands_where_it_was_found(weeks: int, frequency: str, expected: str) -> None:
    found = MONDAY + timedelta(weeks=weeks)
    assert dated(MONDAY, found, frequency) == {"onset": MONDAY, "found": found}[expected]
