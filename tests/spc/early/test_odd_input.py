"""Odd input gets a defined answer; lines of a picture are possible, the season of a forecast is the one used."""

import numpy as np
import pytest

from pilothouse.spc import forecast, limits, watch
from pilothouse.spc.status import Status


def test_seasons_and_baselines_are_whole_numbers_of_points() -> None:
    values = np.random.default_rng(61).standard_normal((2, 60))
    for wrong in ({"season": "monthly"}, {"season": 12.5}, {"season": 1}, {"baseline": 24.5}, {"baseline": 0}):
        with pytest.raises(ValueError, match=r"a (season|baseline)"):
            watch(values, **wrong)
    for season in ("monthly", 12.5, 0):
        with pytest.raises(ValueError, match="a season"):
            forecast(values, 6, season)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="whole number"):
        limits(values, baseline=24.5)
    same = watch(values, baseline=24.0, season=12.0)  # type: ignore[arg-type]
    assert np.array_equal(same.evidence, watch(values, baseline=24, season=12).evidence, equal_nan=True)


def test_what_cannot_be_squared_is_missing_and_not_in_control() -> None:
    values = np.random.default_rng(62).standard_normal((2, 60))
    values[:, 40:] += 4.0
    values[0] *= 1e160
    found = watch(values, baseline=24)
    assert found.status.tolist() == [Status.NO_DATA, Status.WATCHED]
    assert found.first_alarm[1] >= 40


def test_limits_stay_within_what_is_possible() -> None:
    rng = np.random.default_rng(63)
    count = watch(rng.poisson(0.3, (3, 60)), kind="count")
    assert np.nanmin(count.lower) == 0.0
    share = watch(rng.binomial(40, 0.98, (3, 60)), kind="proportion", denominators=np.full((3, 60), 40))
    assert np.nanmax(share.upper) == 1.0
    assert np.nanmin(watch(rng.standard_normal((3, 60))).lower) < 0.0


def test_the_season_of_a_forecast_is_the_one_that_was_used() -> None:
    rng = np.random.default_rng(64)
    values = 50 + 5 * np.sin(np.arange(60) * np.pi / 6) + rng.standard_normal((2, 60))
    values[1, :30] = np.nan
    assert forecast(values, 6, 12, paths=8).season.tolist() == [12, 1]
    short = values[:1, :30]
    assert forecast(short, 6, 12, paths=8).season.tolist() == [1]
    assert np.array_equal(forecast(short, 6, 12, paths=8).paths, forecast(short, 6, paths=8).paths)
