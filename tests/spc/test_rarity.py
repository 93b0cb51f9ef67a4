"""A probability becomes a number of points, never more than is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.spc import watch
from pilothouse.spc.rarity import expected_alarms, most_points, once_in, points_an_episode


@pytest.mark.parametrize(
    ("p", "points"), [(1.0, 4), (0.5, 8), (0.04, 100), (1 / 123, 440), (0.001, 2_700), (1e-9, 20_000), (0.0, 20_000)]
)
def test_points_by_hand(p: float, points: int) -> None:
    assert once_in(p) == points


@given(st.floats(0, 1), st.floats(0, 1))
def test_rarer_is_never_told_as_more_frequent(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 4 <= once_in(high) <= once_in(low) <= most_points()
    assert once_in(low) == pytest.approx(points_an_episode(max(low, 1e-4)) / max(low, 1e-4), rel=0.15)


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError):
        once_in(p)


def test_the_budget_of_one_series() -> None:
    assert expected_alarms(0.15, 60) == pytest.approx(0.1625, abs=1e-3)
    assert expected_alarms(0.15, 0) == 0


def test_stable_series_have_an_episode_as_seldom_as_is_said() -> None:
    p = watch(np.random.default_rng(6).standard_normal((1500, 120))).p
    here = np.nan_to_num(p, nan=1.0) <= 0.02
    so_far = np.cumsum(np.pad(here, ((0, 0), (1, 0))), axis=1)
    begun = (here[:, 36:] & (so_far[:, 36:-1] == so_far[:, 24:-13])).sum()
    assert 0.75 < 1500 * 84 / begun / once_in(0.02) < 1.35
