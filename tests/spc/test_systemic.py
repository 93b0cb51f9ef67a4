"""Changes that units share."""

import math

import numpy as np
import pytest

from pilothouse.spc import systemic


def test_a_shared_change_is_found_with_its_onset_side_and_units() -> None:
    values = np.random.default_rng(41).standard_normal((40, 60))
    values[:8, 40:] -= 2.0
    found = systemic(values, baseline=24)
    assert 40 <= found.first_alarm <= 44
    assert abs(found.onset - 40) <= 1
    assert found.direction == -1
    assert found.named[:8].sum() >= 5
    assert found.named[8:].sum() <= 2
    assert found.judged.all()


def test_each_point_is_judged_from_points_up_to_it() -> None:
    values = np.random.default_rng(42).standard_normal((10, 60))
    values[:, 50:] += 1.0
    whole, part = systemic(values, baseline=24), systemic(values[:, :52], baseline=24)
    assert whole.evidence[:52] == pytest.approx(part.evidence)
    assert not whole.evidence[:24].any()


def test_false_alarms_of_the_whole_set_are_held() -> None:
    rng = np.random.default_rng(43)
    for draw in (lambda: rng.standard_normal((20, 84)), lambda: rng.standard_t(5, (20, 84))):
        share = np.mean([systemic(draw(), baseline=24).first_alarm >= 0 for _ in range(300)])
        assert share == pytest.approx(0.15, abs=3 * math.sqrt(0.15 * 0.85 / 300) + 0.02)


def test_a_season_that_is_told_is_not_systemic() -> None:
    rng = np.random.default_rng(44)
    season = 3.0 * np.sin(np.arange(96) * np.pi / 6)
    values = 50 + rng.standard_normal((20, 96)) + season
    assert systemic(values, baseline=48).evidence.max() > systemic(values, baseline=48, season=12).evidence.max()


def test_rates_of_units_that_grow_together() -> None:
    rng = np.random.default_rng(45)
    sizes = rng.integers(500, 1500, (30, 60)).astype(float)
    cases = rng.poisson(0.01 * sizes * np.where(np.arange(60) >= 40, 1.5, 1.0)).astype(float)
    found = systemic(cases, kind="rate", denominators=sizes, baseline=24)
    assert 40 <= found.first_alarm <= 43
    assert found.direction == 1


def test_odd_units_and_refusals() -> None:
    values = np.random.default_rng(46).standard_normal((6, 40))
    values[0], values[1], values[2, ::3], values[3, 5] = np.nan, 7.0, np.nan, np.inf
    found = systemic(values)
    assert found.judged.tolist() == [False, False, True, True, True, True]
    for empty in (np.zeros((0, 40)), np.zeros((3, 0)), np.ones((3, 1)), np.full((2, 30), np.nan)):
        nothing = systemic(empty)
        assert nothing.first_alarm == -1
        assert not nothing.judged.any()
    with pytest.raises(ValueError, match="at least 24 points"):
        systemic(values, baseline=20, season=12)
    with pytest.raises(ValueError, match="fap60"):
        systemic(values, fap60=0.9)


def test_shipman_would_have_been_seen_in_1985() -> None:
    # Baker 2001; Spiegelhalter and others 2003: women of 65 and more, deaths certified and expected, 1977 to 1985.
    observed = np.array([2, 9, 14, 7, 8, 5, 2, 13, 13], dtype=float)
    expected = np.array([2.04, 3.9, 4.44, 4.02, 3.93, 2.9, 3.83, 4.47, 2.92])
    ratio = np.cumsum(math.log(2) * observed - expected)  # of a doubled risk, by Wald's sequential test
    assert ratio[[2, 7, 8]] == pytest.approx([6.95, 12.06, 18.15], abs=0.005)
    limit = math.log((1 - 1e-6) / 1e-6)
    assert 1977 + int((ratio > limit).argmax()) == 1985
