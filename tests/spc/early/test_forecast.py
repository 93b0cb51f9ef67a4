"""Joint sample paths of what may come: shapes, odd input, and truth that is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pilothouse.spc.early import Forecast, ForecastStatus, chance, forecast

Floats = NDArray[np.float64]


def noise(n_series: int, n_points: int, *, follows: float = 0.0, seed: int = 1) -> Floats:
    """Normal points with lag-1 autocorrelation `follows`, about 50."""
    steps = np.random.default_rng(seed).standard_normal((n_series, n_points + 50))
    for point in range(1, n_points + 50):
        steps[:, point] += follows * steps[:, point - 1]
    return 50.0 + steps[:, 50:]


def covered(found: Forecast, truth: Floats) -> tuple[float, float]:
    """How often the 80 % interval holds the points to come, and how often their mean."""
    lower, upper = found.interval(0.8)
    low, high = np.quantile(found.paths.mean(axis=2), [0.1, 0.9], axis=1)
    mean = truth.mean(axis=1)
    return float(((truth >= lower) & (truth <= upper)).mean()), float(((mean >= low) & (mean <= high)).mean())


def test_shapes_and_the_same_seed_gives_the_same_paths() -> None:
    values = noise(5, 40)
    found = forecast(values, 7, paths=30, seed=3)
    assert found.paths.shape == (5, 30, 7)
    assert found.status.tolist() == [ForecastStatus.FORECAST] * 5
    assert np.isfinite(found.paths).all()
    assert np.array_equal(found.paths, forecast(values, 7, paths=30, seed=3).paths)
    assert not np.array_equal(found.paths, forecast(values, 7, paths=30, seed=4).paths)
    assert not np.array_equal(forecast(values, 7, seed=None).paths, forecast(values, 7, seed=None).paths)


@pytest.mark.parametrize("n_points", [24, 60, 120])
@pytest.mark.parametrize("follows", [0.0, 0.6])
def test_intervals_cover_what_they_say(n_points: int, follows: float) -> None:
    values = noise(500, n_points + 12, follows=follows, seed=n_points)
    points, mean = covered(forecast(values[:, :n_points], 12), values[:, n_points:])
    assert 0.75 <= points <= 0.87
    assert 0.75 <= mean <= 0.95  # of few points nobody knows whether their level stays


def test_in_a_short_history_a_spell_is_expected_to_pass() -> None:
    """Eight points ahead little is left of an autocorrelation of 0.6; saying 50 % each time scores 0.25."""
    values = noise(400, 32, follows=0.6)
    known, truth = values[:, :24], values[:, -1]
    paths, targets = forecast(known, 8).paths, np.quantile(known, (0.25, 0.5, 0.75, 0.9), axis=1)
    told = np.array([chance(paths, target, direction=1).probability for target in targets])
    assert np.mean((told - (truth >= targets)) ** 2) < 0.225


def test_a_random_walk_gets_wider_and_is_covered() -> None:
    values = 500.0 + np.cumsum(np.random.default_rng(7).standard_normal((500, 132)), axis=1)
    found = forecast(values[:, :120], 12)
    points, mean = covered(found, values[:, 120:])
    assert 0.74 <= points <= 0.86
    assert 0.74 <= mean <= 0.86
    lower, upper = found.interval()
    width = np.median(upper - lower, axis=0)
    assert width[-1] > 2.5 * width[0]  # the root of 12 is 3.5


def test_a_season_is_found_followed_and_told() -> None:
    wave = 4.0 * np.sin(np.arange(72) * np.pi / 6.0)
    values = noise(300, 72) + wave
    values[:100] -= wave
    found = forecast(values[:, :60], 12, "auto")
    assert (found.season[100:] == 12).mean() > 0.98
    assert (found.season[:100] == 1).mean() > 0.9
    points, _ = covered(found, values[:, 60:])
    assert 0.75 <= points <= 0.86
    lower, upper = found.interval()
    assert np.median((upper - lower)[100:]) < 3.6  # white noise alone: 2.56
    assert np.median(found.paths[100:, :, 2], axis=1).mean() == pytest.approx(50.0 + wave[62], abs=0.4)


def test_two_cycles_are_no_season_yet() -> None:
    values = noise(50, 24) + 4.0 * np.sin(np.arange(24) * np.pi / 6.0)
    assert np.array_equal(forecast(values, 6, 12).paths, forecast(values, 6, None).paths)


def test_a_season_may_be_any_whole_number() -> None:
    values = noise(2, 60)
    assert np.array_equal(forecast(values, 6, np.int64(12)).paths, forecast(values, 6, 12).paths)  # type: ignore[arg-type]


def test_a_damped_trend_is_followed() -> None:
    values = noise(200, 72) + 2.0 * np.arange(72)
    found = forecast(values[:, :60], 12)
    ahead = np.median(found.paths[:, :, 5], axis=1) - values[:, 55:60].mean(axis=1)
    assert ahead.mean() == pytest.approx(16.0, abs=4.0)


def test_a_series_that_begins_later_than_others_is_forecast_as_if_alone() -> None:
    values = noise(3, 60)
    longer = np.hstack([np.full((3, 5), np.nan), values])
    assert forecast(longer, 6, 12).paths == pytest.approx(forecast(values, 6, 12).paths)


def test_missing_points_in_the_midst_and_at_the_end() -> None:
    wave = 4.0 * np.sin(np.arange(75) * np.pi / 6.0)
    truth = noise(300, 75) + wave
    values = truth[:, :63].copy()
    values[np.random.default_rng(5).random(values.shape) < 0.15] = np.nan
    values[:, 60:] = np.nan
    points, _ = covered(forecast(values, 12, 12), truth[:, 63:])
    assert 0.74 <= points <= 0.88


def test_a_long_silence_is_no_certainty() -> None:
    """Eleven points, years of nothing, one point: all but four count as errors."""
    values = np.full((200, 100), np.nan)
    values[:, :11] = noise(200, 11)
    values[:, 99] = 50.0
    lower, upper = forecast(values, 6).interval()
    assert np.median(upper - lower) > 1.5


@pytest.mark.parametrize(
    ("series", "status"),
    [
        ([np.nan] * 40, ForecastStatus.NO_DATA),
        ([np.inf] * 40, ForecastStatus.NO_DATA),
        ([np.nan] * 29 + list(range(11)), ForecastStatus.TOO_SHORT),
        ([3.0] * 40, ForecastStatus.CONSTANT),
        ([0.0] * 40, ForecastStatus.CONSTANT),
        ([3.0] * 5, ForecastStatus.TOO_SHORT),
        ([1.0] + [2.0] * 39, ForecastStatus.CONSTANT),
        ([1.0, 2.0, 3.0, 4.0] * 10, ForecastStatus.CONSTANT),
        ([float(i % 5) for i in range(30)] + [np.nan] * 13, ForecastStatus.OUT_OF_DATE),
        ([float(i % 5) for i in range(30)] + [np.nan] * 12, ForecastStatus.FORECAST),
    ],
)
def test_what_cannot_be_continued_says_why_and_is_never_certain(series: list[float], status: ForecastStatus) -> None:
    found = forecast([series], 6, 4)
    assert found.status.tolist() == [status]
    assert np.isnan(found.paths).all() == (status != ForecastStatus.FORECAST)
    told = chance(found.paths, 2.0, direction=1)
    assert (told.words[0] == "cannot be told") == (status != ForecastStatus.FORECAST)


def test_empty_sets_have_an_answer() -> None:
    assert forecast(np.empty((0, 30)), 6, "auto").paths.shape == (0, 400, 6)
    for season in ("auto", None, 12):
        assert forecast(np.empty((3, 0)), 6, season).status.tolist() == [ForecastStatus.NO_DATA] * 3


def test_paths_stay_what_the_series_is() -> None:
    counts = np.random.default_rng(9).poisson(1.5, (40, 60)).astype(np.float64)
    paths = forecast(counts, 12).paths
    assert paths.min() >= 0.0
    assert np.array_equal(paths, np.rint(paths))
    assert forecast(counts - 20.0, 12).paths.min() < -20.0
    shares = np.random.default_rng(2).beta(40, 2, (40, 48))
    assert forecast(shares, 12).paths.max() > 1.0
    assert forecast(shares, 12, ceiling=1.0).paths.max() <= 1.0
    huge = noise(3, 40) * 1e304
    assert np.isfinite(forecast(huge, 12, "auto").paths).all()
    assert forecast(noise(3, 40) * 1e-304, 12, "auto").paths.mean() == pytest.approx(50e-304, rel=0.05)


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(
        st.lists(st.floats(-1e9, 1e9) | st.sampled_from([np.nan, np.inf, 0.0, 1.0]), min_size=26, max_size=26),
        min_size=1,
        max_size=4,
    ),
    season=st.sampled_from([None, "auto", 4, 12]),
)
def test_every_input_has_a_defined_answer(values: list[list[float]], season: int | None) -> None:
    found = forecast(values, 5, season, paths=20)
    given_ = found.status == ForecastStatus.FORECAST
    assert np.isfinite(found.paths[given_]).all()
    assert np.isnan(found.paths[~given_]).all()


def test_forecast_refuses_what_has_no_meaning() -> None:
    values = noise(2, 30)
    with pytest.raises(ValueError, match="horizon"):
        forecast(values, 0)
    with pytest.raises(ValueError, match="path"):
        forecast(values, 3, paths=0)
    with pytest.raises(ValueError, match="season"):
        forecast(values, 3, 0)
    with pytest.raises(ValueError, match="auto"):
        forecast(values, 3, "yearly")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="ceiling"):
        forecast(values, 3, ceiling=1.0)
    with pytest.raises(ValueError, match="whole number"):
        forecast(values, 3, 2.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="shape"):
        forecast(values[0], 3)
    with pytest.raises(ValueError, match="share"):
        forecast(values, 3).interval(1.0)


def test_a_series_has_the_same_paths_alone_and_beside_others() -> None:
    rng = np.random.default_rng(83)
    values = 50.0 + rng.standard_normal((40, 60)).cumsum(axis=1)
    values[3, :30] = values[7, -4:] = np.nan
    together = forecast(values, 12, seed=5).paths
    for row in (0, 3, 7, 39):
        np.testing.assert_allclose(forecast(values[row : row + 1], 12, seed=5).paths[0], together[row], rtol=1e-9)
