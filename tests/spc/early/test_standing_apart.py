"""What the detector says where it once said nothing, or the wrong thing: after a step of a seasonal series, of series
that were constant, of many counts at once, and of units whose scores are known already.
"""

import numpy as np

from pilothouse.spc import systemic_of_scores
from pilothouse.spc.early import list_changed, scores, watch

SEASON = 3.0 * np.sin(2.0 * np.pi * np.arange(120) / 12.0)


def test_a_step_of_a_seasonal_series_is_no_fall_in_the_years_after() -> None:
    values = SEASON + np.random.default_rng(41).standard_normal((200, 120))
    values[:, 48:] += 3.0
    found = watch(values, baseline=36, season=12)
    assert (found.direction[found.first_alarm >= 48] == 1).mean() > 0.95
    falls = {alarm.series for alarm in found.alarms if alarm.direction == -1 and alarm.point >= 60}
    assert len(falls) / 200 < 0.15
    level = (found.centre - SEASON)[:, [72, 96, 119]]
    assert np.all(np.abs(np.nanmedian(level, axis=0) - 3.0) < 0.2)


def test_the_season_forgets_what_came_before_the_alarm_but_was_of_the_change() -> None:
    values = SEASON[:60] + 0.1 * np.random.default_rng(42).standard_normal((1, 60))
    values[:, 40:] += 0.5
    found = watch(values, baseline=36, season=12)
    assert abs(found.onset[0] - 40) <= 1
    assert abs(np.nanmean((found.centre - SEASON[:60])[0, 52:]) - 0.5) < 0.05


def test_another_value_in_a_constant_series_is_weighed_and_several_are_a_change() -> None:
    values = np.full((2, 60), 7.5)
    values[0, 40] = 900.0
    values[1, 40:] = 0.1 * np.arange(20)
    found = watch(values)
    assert np.isnan(found.p[:, :40]).all()
    assert np.all((found.p[:, 40] > 1.0 / 100.0) & (found.p[:, 40] < 1.0 / 15.0))
    assert (found.first_alarm[0], found.direction[1], found.onset[1]) == (-1, -1, 40)
    assert found.first_alarm[1] <= 44


def test_few_of_many_stable_counts_are_listed_from_the_first_point_on() -> None:
    counts = np.random.default_rng(43).poisson(16.0, (8_000, 36)).astype(float)
    found = watch(counts, kind="count", baseline=24)
    for at in (24, 29, 35):
        assert len(list_changed(found, at=at).series) <= 4
        assert (found.p[:, at] <= 1e-3).mean() < 3e-3


def test_units_whose_scores_are_known_are_not_learnt_twice() -> None:
    values = np.random.default_rng(44).standard_normal((20, 60))
    values[:5, 30:] += 2.0
    found = systemic_of_scores(scores(values))
    assert 30 <= found.first_alarm <= 38
    assert found.named[:5].sum() >= 4
    assert found.direction == 1
    nothing = systemic_of_scores(np.full((3, 10), np.nan))
    assert (nothing.first_alarm, nothing.judged.any()) == (-1, False)
