"""How strong the evidence is, what belongs together."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.bridge.rules import (
    Shifted,
    all_met,
    dated,
    endangered_first,
    weakest,
    weeks_in_common,
)

MISS = st.floats(0.0, 1.0)


def test_all_together_are_no_likelier_than_the_weakest_and_at_worst_their_misses_add_up() -> None:
    assert all_met([(0.9, 0.9), (0.8, 0.8)]) == pytest.approx((0.7, 0.8))
    assert all_met([(0.2, 0.6), None]) == (0.0, 0.6)
    assert all_met([(0.4, 0.4), (0.5, 0.5)]) == (0.0, 0.4)


@given(st.lists(MISS, min_size=1, max_size=6))
def test_independence_lies_between(chances: list[float]) -> None:
    low, high = all_met([(chance, chance) for chance in chances])
    assert low - 1e-9 <= math.prod(chances) <= high + 1e-9


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


def test_weakest() -> None:
    assert weakest([("a", 0.5), ("b", None), ("c", 0.2)]) == "c"
    assert weakest([("b", None)]) == "b"
    assert weakest([]) is None


@pytest.mark.parametrize(
    ("weeks", "frequency", "expected"),
    [(0, "week", "onset"), (4, "week", "onset"), (5, "week", "found"), (11, "week", "found"), (11, "month", "onset")],
)
def test_a_slow_change_stands_where_it_was_found(weeks: int, frequency: str, expected: str) -> None:
    found = MONDAY + timedelta(weeks=weeks)
    assert dated(MONDAY, found, frequency) == {"onset": MONDAY, "found": found}[expected]


def test_objectives_in_danger_come_first_and_stay_with_what_they_serve() -> None:
    tree = [(0, None), (0, 0.6), (1, None), (1, 0.3), (2, 0.9), (1, 0.1), (0, 0.2), (1, None)]
    assert endangered_first(tree) == [1, 5, 3, 4, 2, 6, 7, 0]
    assert endangered_first([]) == []
