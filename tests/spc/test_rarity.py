"""A probability becomes a number of points, never more than is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.spc.rarity import expected_alarms, most_points, once_in


@pytest.mark.parametrize(
    ("p", "points"), [(1.0, 1), (0.5, 2), (0.04, 25), (1 / 123, 120), (0.001, 1_000), (1e-9, 10_000), (0.0, 10_000)]
)
def test_points_by_hand(p: float, points: int) -> None:
    assert once_in(p) == points


@given(st.floats(0, 1), st.floats(0, 1))
def test_rarer_is_never_told_as_more_frequent(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 1 <= once_in(high) <= once_in(low) <= most_points()
    assert once_in(low) == pytest.approx(1 / max(low, 1e-4), rel=0.5)


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError):
        once_in(p)


def test_the_budget_of_one_series() -> None:
    assert expected_alarms(0.15, 60) == pytest.approx(0.1625, abs=1e-3)
    assert expected_alarms(0.15, 0) == 0
