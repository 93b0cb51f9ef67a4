"""How likely several places change in one week by chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from pilothouse.spc.coincidence import at_least, coincidence


@pytest.mark.parametrize("fewest", range(12))
def test_equal_chances_are_the_binomial(fewest: int) -> None:
    assert at_least([0.07] * 10, fewest) == pytest.approx(binom.sf(fewest - 1, 10, 0.07), rel=1e-9)


def test_the_far_tail_keeps_its_digits() -> None:
    assert at_least([1e-6] * 3, 3) == pytest.approx(1e-18, rel=1e-9)


@given(st.lists(st.floats(0, 1), max_size=12), st.integers(0, 13))
def test_more_is_never_likelier(chances: list[float], fewest: int) -> None:
    assert 0.0 <= at_least(chances, fewest + 1) <= at_least(chances, fewest) <= 1.0


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_what_is_no_chance_is_refused(chance: float) -> None:
    with pytest.raises(ValueError):
        at_least([chance], 1)


def test_the_same_indicator_in_three_units_is_rarer_than_anything_in_three() -> None:
    alike = [[0.01] * 5] * 20
    anything = coincidence([0.18] * 5, alike, 3, 1)
    assert coincidence([0.18] * 5, alike, 3, 3) < anything / 10
    assert anything == pytest.approx(2 * binom.sf(2, 5, 0.18))


def test_chance_weeks_are_told_as_rare_no_more_often_than_they_are() -> None:
    rng = np.random.default_rng(5)
    changed = rng.random((20_000, 20, 5)) < 0.01  # week, indicator, place
    units, same = changed.any(axis=1).sum(axis=1), changed.sum(axis=2).max(axis=1)
    place = 1 - 0.99**20
    seen = list(zip(units.tolist(), same.tolist(), strict=True))
    told = {pair: coincidence([place] * 5, [[0.01] * 5] * 20, *pair) for pair in set(seen)}
    p = np.array([told[pair] for pair in seen])
    for level in (0.2, 0.05, 0.01):
        assert np.mean(p <= level) <= level + 3 * np.sqrt(level / len(p))
