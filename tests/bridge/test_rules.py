"""How strong the evidence is, what belongs together, what is listed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.bridge.rules import Run, Shifted, listed, luck_of, run_since, weakest, weeks_in_common

MONDAY = date(2026, 1, 5)
WEEKS = [MONDAY + timedelta(weeks=week) for week in range(8)]


def test_a_run_lasts_as_long_as_it_stays_on_its_side() -> None:
    run = run_since(WEEKS, [10, 10, 4, 5, 6, 11, 4, 4], WEEKS[2], centre=10, upper=16, side=-1)
    assert run == Run(points=3, mean=5.0, distance=2.5, going_on=False)


def test_a_run_to_the_last_point_goes_on() -> None:
    run = run_since(WEEKS, [10, 10, 10, 10, 10, 10, 13, None], WEEKS[6], centre=10, upper=13, side=1)
    assert run is not None
    assert run.going_on
    assert run.distance == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("values", "upper"), [([10.0] * 8, 16.0), ([4.0] * 8, 10.0), ([None] * 8, 16.0)], ids=["back", "no width", "empty"]
)
def test_no_run_where_nothing_shows_it(values: list[float | None], upper: float) -> None:
    assert run_since(WEEKS, values, WEEKS[2], centre=10, upper=upper, side=-1) is None


def test_luck_of_a_known_case() -> None:
    # One point at 3 sigma from limits of 24 points: t = 3 / sqrt(1 + 1/24) = 2.939 with 15 degrees of freedom.
    assert luck_of(Run(1, 0.0, 3.0, True)) == pytest.approx(0.01017, abs=2e-4)


@given(st.integers(1, 30), st.floats(0.1, 8), st.floats(0.05, 3))
def test_farther_and_longer_is_less_luck(points: int, distance: float, more: float) -> None:
    here = luck_of(Run(points, 0, distance, True))
    assert luck_of(Run(points, 0, distance + more, True)) < here
    assert luck_of(Run(points + 1, 0, distance, True)) < here
    assert 0 < here <= 1


def test_listed_by_hand() -> None:
    # Benjamini and Hochberg 1995, their example: 15 p-values at 5 % list the first four.
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    assert listed([*chances, 0.4262, 0.5719, 0.6528, 0.7590, 1.0], looks=15, share=0.05) == 4


@given(st.lists(st.floats(0, 1), max_size=40).map(sorted), st.integers(0, 5000))
def test_more_looks_never_list_more(chances: list[float], looks: int) -> None:
    assert listed(chances, looks + 100) <= listed(chances, looks) <= len(chances)


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
