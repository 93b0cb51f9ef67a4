"""How likely a target is: at a date, as a mean, in words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilothouse.spc.early import Likelihood, chance, forecast

PATHS = np.arange(300.0).reshape(1, 100, 3)  # path k is 3k, 3k + 1, 3k + 2


def test_the_share_of_paths_that_meet_the_target() -> None:
    assert chance(PATHS, 152.0, direction=1).probability[0] == pytest.approx(50.5 / 101)
    assert chance(PATHS, 152.0, direction=-1).probability[0] == pytest.approx(51.5 / 101)
    assert chance(PATHS, 30.0, direction=-1, at=0).probability[0] == pytest.approx(11.5 / 101)
    assert chance(PATHS, 31.0, direction=-1, mean=3).probability[0] == pytest.approx(11.5 / 101)
    assert chance(PATHS, 30.5, direction=-1, mean=2).probability[0] == pytest.approx(11.5 / 101)


def test_each_series_may_have_its_own_date() -> None:
    both = np.repeat(PATHS, 2, axis=0)
    apart = [chance(PATHS, 152.0, direction=1, at=step).probability[0] for step in (0, 2)]
    assert chance(both, 152.0, direction=1, at=[0, -1]).probability.tolist() == apart
    apart = [chance(PATHS, 152.0, direction=1, mean=steps).probability[0] for steps in (1, 3)]
    assert chance(both, 152.0, direction=1, mean=[1, 3]).probability.tolist() == apart


def test_points_already_measured_count_to_the_mean() -> None:
    measured = [[100.0, np.nan, 100.0, 100.0]]
    # (300 + 3 (3k + 1)) / 6 >= 100 asks for 3k + 1 >= 100
    assert chance(PATHS, 100.0, direction=1, mean=3, measured=measured).probability[0] == pytest.approx(67.5 / 101)


def test_never_certain_and_always_in_words() -> None:
    sure = chance(PATHS, [-1.0], direction=1)
    assert 0.99 < sure.probability[0] < 1.0
    assert sure.error[0] > 0.0
    targets = [285.0, 240.0, 150.0, 60.0, 10.0, np.nan]
    told = chance(np.repeat(PATHS, 6, axis=0), targets, direction=1)
    assert told.words.tolist() == [
        Likelihood.VERY_UNLIKELY,
        Likelihood.UNLIKELY,
        Likelihood.EVEN,
        Likelihood.LIKELY,
        Likelihood.VERY_LIKELY,
        Likelihood.CANNOT_BE_TOLD,
    ]
    assert np.isnan(told.probability[5])
    assert np.isnan(told.error[5])
    assert chance(np.empty((0, 5, 3)), 1.0, direction=1).words.shape == (0,)
    assert chance(PATHS * np.nan, 1.0, direction=1, mean=3).words[0] == Likelihood.CANNOT_BE_TOLD


@settings(max_examples=60, deadline=None)
@given(
    targets=st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=2),
    direction=st.sampled_from([1, -1]),
    mean=st.sampled_from([None, 6, [1, 2, 5]]),
    seed=st.integers(0, 50),
)
def test_a_harder_target_is_never_likelier(
    targets: list[float], direction: int, mean: int | list[int] | None, seed: int
) -> None:
    paths = np.random.default_rng(seed).normal(0, 300, (3, 50, 6))
    easy, hard = sorted(targets, reverse=direction < 0)
    of_easy = chance(paths, easy, direction=direction, mean=mean).probability
    of_hard = chance(paths, hard, direction=direction, mean=mean).probability
    assert (of_easy >= of_hard).all()
    other = chance(paths, hard, direction=-direction, mean=mean).probability
    assert of_hard + other == pytest.approx(np.ones(3))  # no path lies on the target


def test_what_is_told_comes_true_as_often_as_it_is_told() -> None:
    rng = np.random.default_rng(21)
    values = rng.normal(0, 1, (2000, 60))
    values[:, 1:] += 0.5 * values[:, :-1]
    found = forecast(values[:, :48], 12)
    target = rng.normal(0, 1, 2000)
    for asked, came in (({"at": 11}, values[:, -1]), ({"mean": 12}, values[:, 48:].mean(axis=1))):
        told = chance(found.paths, target, direction=1, **asked).probability  # type: ignore[arg-type]
        for low in (0.0, 0.2, 0.4, 0.6, 0.8):
            inside = (told >= low) & (told < low + 0.2)
            assert (came >= target)[inside].mean() == pytest.approx(told[inside].mean(), abs=0.08)


def test_chance_refuses_what_has_no_meaning() -> None:
    for arguments in (
        {"direction": 0},
        {"direction": [1, 1]},
        {"direction": 1, "at": 3},
        {"direction": 1, "at": -4},
        {"direction": 1, "at": 0, "mean": 3},
        {"direction": 1, "mean": 0},
        {"direction": 1, "mean": 4},
        {"direction": 1, "at": 0.5},
        {"direction": 1, "measured": [[1.0]]},
        {"direction": 1, "mean": 3, "measured": [[1.0], [1.0]]},
    ):
        with pytest.raises(ValueError):
            chance(PATHS, 1.0, **arguments)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="shape"):
        chance(PATHS[0], 1.0, direction=1)
    with pytest.raises(ValueError, match="shape"):
        chance(np.empty((2, 0, 3)), 1.0, direction=1)
