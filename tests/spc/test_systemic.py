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
        share = np.mean([systemic(draw(), baseline=24).first_alarm >= 0 for _ in range(150)])
        assert share == pytest.approx(0.15, abs=3 * math.sqrt(0.15 * 0.85 / 150) + 0.01)


def test_a_season_that_is_told_is_not_systemic() -> None:
    rng = np.random.default_rng(44)
    for baseline, season, height in ((24, 12, 0.0), (36, 12, 2.0), (24, 7, 2.0)):
        waves = height * np.sin(np.arange(baseline + 60) * 2 * np.pi / season)
        sets = [rng.standard_normal((20, baseline + 60)) + waves for _ in range(40)]
        share = np.mean([systemic(each, baseline=baseline, season=season).first_alarm >= 0 for each in sets])
        assert share <= 0.15 + 3 * math.sqrt(0.15 * 0.85 / 40), ".37 to .87 with means of the baseline"


def test_a_change_beside_the_season_is_found() -> None:
    values = np.random.default_rng(50).standard_normal((20, 96)) + 3 * np.sin(np.arange(96) * np.pi / 6)
    values[:6, 60:] += 1.5
    found = systemic(values, baseline=36, season=12)
    assert 60 <= found.first_alarm <= 66
    assert abs(found.onset - 60) <= 2
    assert systemic(values[:, :30], season=12).first_alarm == -1


def test_units_that_begin_later_change_nothing_before() -> None:
    rng = np.random.default_rng(51)
    values = rng.standard_normal((40, 80))
    values[:4, 40:] += 1.5
    values[5:, :58] = np.nan
    whole = systemic(values, baseline=24)
    for until in (30, 45, 64):
        part = systemic(values[:, :until], baseline=24)
        assert whole.evidence[:until] == pytest.approx(part.evidence, abs=1e-12)
        assert whole.alarm[:until].tolist() == part.alarm.tolist()
    before = systemic(values[:, : whole.first_alarm + 1], baseline=24)
    assert before.named.tolist() == whole.named.tolist()
    assert not whole.named[5:].any()


@pytest.mark.parametrize("draw", ["rare counts", "rare shares", "frequent shares", "rare counts with a season"])
def test_small_counts_raise_no_more_false_alarms_than_promised(draw: str) -> None:
    rng = np.random.default_rng(52)
    sizes = np.full((20, 84), 20.0)
    share = {"rare shares": 0.02, "frequent shares": 0.98}.get(draw)
    alarms = 0
    for _ in range(25):
        if share is None:
            season = 12 if "season" in draw else None
            found = systemic(rng.poisson(0.2, sizes.shape), kind="count", baseline=24, season=season)
        else:
            found = systemic(rng.binomial(20, share, sizes.shape), kind="proportion", denominators=sizes, baseline=24)
        alarms += found.first_alarm >= 0
    assert alarms <= 6, "19 of 25 rare counts by roots"


def test_small_counts_that_rise_together_are_found() -> None:
    cases = np.random.default_rng(53).poisson(np.where(np.arange(80) >= 40, 1.5, 0.5), (20, 80))
    found = systemic(cases, kind="count", baseline=24)
    assert 40 <= found.first_alarm <= 46
    assert found.direction == 1


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
    for wrong in ({"season": "monthly"}, {"season": 1}, {"baseline": 24.5}, {"season": 12.5}):
        with pytest.raises(ValueError, match=r"a (season|baseline)"):
            systemic(values, **wrong)
    assert systemic(values, baseline=24.0).evidence.tolist() == systemic(values, baseline=24).evidence.tolist()


def test_evidence_is_the_chance_that_is_promised() -> None:
    rng = np.random.default_rng(54)
    largest = np.array([systemic(rng.standard_normal((10, 84)), baseline=24).evidence.max() for _ in range(120)])
    for chance in (0.5, 0.15):
        assert (largest > -math.log(chance)).mean() == pytest.approx(chance, abs=0.13)


def test_shipman_would_have_been_seen_in_1985() -> None:
    # Baker 2001; Spiegelhalter and others 2003: women of 65 and more, deaths certified and expected, 1977 to 1985.
    observed = np.array([2, 9, 14, 7, 8, 5, 2, 13, 13], dtype=float)
    expected = np.array([2.04, 3.9, 4.44, 4.02, 3.93, 2.9, 3.83, 4.47, 2.92])
    ratio = np.cumsum(math.log(2) * observed - expected)  # of a doubled risk, by Wald's sequential test
    assert ratio[[2, 7, 8]] == pytest.approx([6.95, 12.06, 18.15], abs=0.005)
    limit = math.log((1 - 1e-6) / 1e-6)
    assert 1977 + int((ratio > limit).argmax()) == 1985
