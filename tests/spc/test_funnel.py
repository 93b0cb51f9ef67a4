"""Units that differ at one time: exact where chance is alone, robust where they spread."""

import numpy as np
import pytest
from scipy import stats

from pilothouse.spc import funnel
from pilothouse.spc.funnel import funnel_limits
from pilothouse.spc.unit_spread import Spread, unit_spread


def test_bristol_is_far_outside_the_funnel() -> None:
    # Spiegelhalter and others 2002: 41 deaths of 143 operations, 11.2 % in the other hospitals together.
    found = funnel([41.0, 112.0], [143.0, 1000.0], target=0.112, overdispersion=False)
    assert found.z[0] == pytest.approx(6.6, abs=0.05)
    assert found.outside.tolist() == [2.0, 0.0]


@pytest.mark.parametrize(("share", "size"), [(0.9, 20), (0.95, 20), (0.98, 50), (0.99, 30), (0.01, 2), (0.5, 300)])
def test_no_size_is_flagged_more_often_than_promised(share: float, size: int) -> None:
    counts = np.arange(size + 1.0)
    told = funnel(counts, np.full(size + 1, float(size)), target=share, overdispersion=False)
    chance = stats.binom.pmf(counts, size, share)
    for level, tail in ((1, 0.025), (2, 0.001)):
        assert chance[told.outside >= level].sum() <= tail
        assert chance[told.outside <= -level].sum() <= tail
        # One count more to either side would be too many: nothing is lost to caution.
        assert chance[counts >= counts[told.outside < level].max()].sum() >= tail
    inside = (told.ratio[:, None] <= told.upper + 1e-9) & (told.ratio[:, None] >= told.lower - 1e-9)
    assert (inside.sum(axis=1) == 2 - np.abs(told.outside)).all(), "the lines say the same"
    assert told.lower.min() >= 0.0
    assert told.upper.max() <= 1.0


def test_tails_of_rates_are_those_of_poisson_counts() -> None:
    told = funnel(np.arange(40.0), np.full(40, 2.0), kind="rate", target=4.0, overdispersion=False)
    assert stats.poisson.sf(np.flatnonzero(told.outside == 2).min() - 1, 8.0) < 0.001
    assert stats.poisson.sf(np.flatnonzero(told.outside < 2).max() - 1, 8.0) >= 0.001


def test_perfect_and_empty_units_lie_inside() -> None:
    sizes = np.arange(10.0, 40.0)
    for kind, part in (("proportion", 0.0), ("proportion", 1.0), ("rate", 0.0)):
        told = funnel(sizes * part, sizes, kind=kind)
        assert not told.outside.any()
        assert told.lower == pytest.approx(part, abs=1e-9)
        assert told.upper == pytest.approx(part, abs=1e-9)
    told = funnel([0.0, 2.0], [2.0, 2.0], target=0.01)
    assert told.outside.tolist() == [0.0, 2.0]
    assert (told.upper > 0).all()


def test_a_spread_between_units_is_allowed_for_but_hides_no_one() -> None:
    rng = np.random.default_rng(48)
    sizes = np.r_[np.full(15, 40.0), np.full(15, 20_000.0)]
    flagged, named = np.zeros(30), np.zeros(2)
    for _ in range(30):
        cases = rng.binomial(sizes.astype(int), np.clip(0.8 + 0.03 * rng.standard_normal(30), 0, 1)).astype(float)
        told = funnel(cases, sizes)
        assert told.told
        assert 0.01 < told.spread.between < 0.06
        flagged += np.abs(told.outside) == 2
        cases[[0, 29]] = rng.binomial([40, 20_000], [0.3, 0.55])
        named += funnel(cases, sizes).outside[[0, 29]] == -2
    assert flagged[15:].mean() <= 0.7, "five of 30 when the spread was taken for a factor"
    assert flagged[:15].mean() <= 0.7
    assert named.min() >= 27, "of small ones none"


@pytest.mark.parametrize("units", [6, 15])
def test_one_that_stands_apart_does_not_widen_its_own_limits(units: int) -> None:
    shares = np.r_[0.01, np.linspace(0.87, 0.93, units - 1)]
    told = funnel(shares * 10_000, np.full(units, 10_000.0))
    assert told.outside[0] == -2
    assert 0.015 < told.spread.between < 0.06


def test_of_few_units_no_spread_is_told() -> None:
    told = funnel([100.0, 9_000.0, 9_000.0], [10_000.0] * 3)
    assert not told.told
    assert told.spread.between == 0.0
    assert told.outside.tolist() == [-2.0, 2.0, 2.0]


def test_spread_is_that_of_the_units_and_none_where_chance_makes_more() -> None:
    rng = np.random.default_rng(49)
    sigma = rng.uniform(0.01, 0.1, 3_000)
    ratio = 0.5 + np.sqrt(sigma**2 + 0.04**2) * rng.standard_normal(3_000)
    assert unit_spread(ratio, sigma).between == pytest.approx(0.04, rel=0.06)
    assert unit_spread(0.5 + 0.9 * sigma * rng.standard_normal(3_000), sigma).between == 0.0


def test_widened_limits_stay_near_those_of_beta_binomial_counts() -> None:
    share, between = 0.5, 0.1
    alike = share * (1 - share) / between**2 - 1
    for size in (40, 400):
        wide = stats.betabinom(size, share * alike, (1 - share) * alike)
        lower, upper = funnel_limits([size], share, spread=Spread(between, 1e9))
        assert lower[0, 0] * size == pytest.approx(wide.ppf(0.025), abs=0.04 * size)
        assert upper[0, 1] * size == pytest.approx(wide.isf(0.001), abs=0.04 * size)


def test_funnel_with_odd_units() -> None:
    found = funnel([0.0, np.nan, 3.0, 0.0], [0.0, 10.0, 30.0, 40.0], kind="rate")
    assert found.judged.tolist() == [False, False, True, True]
    assert np.isnan(found.upper[0]).all()
    assert len(funnel([], []).ratio) == 0
    for wrong in (([5.0], [4.0]), ([-1.0], [4.0]), ([1.0, 2.0], [4.0])):
        with pytest.raises(ValueError):
            funnel(*wrong)
