"""Scores are standard normal in a stable series of any kind, and never look ahead."""

import numpy as np
import pytest

from pilothouse.spc.early import scores

RNG = np.random.default_rng(20261)


def stable(kind: str) -> tuple[np.ndarray, np.ndarray | None]:
    sizes = RNG.uniform(50, 150, (2000, 60)).round()
    if kind == "value":
        return RNG.normal(100, 15, (2000, 60)), None
    if kind == "count":
        return RNG.poisson(6.0, (2000, 60)).astype(float), None
    if kind == "proportion":
        return RNG.binomial(sizes.astype(int), 0.3).astype(float), sizes
    return RNG.poisson(0.06 * sizes).astype(float), sizes


@pytest.mark.parametrize("kind", ["value", "count", "proportion", "rate"])
def test_stable_series_score_as_standard_normal(kind: str) -> None:
    values, sizes = stable(kind)
    late = scores(values, kind=kind, denominators=sizes)[:, 30:]
    assert abs(late.mean()) < 0.02
    assert 0.88 < late.std() < 1.02


def test_a_share_and_its_complement_say_the_same() -> None:
    sizes = np.full((200, 60), 40.0)
    kept = RNG.binomial(40, 0.7, (200, 60)).astype(float)
    found = (scores(part, kind="proportion", denominators=sizes) for part in (kept, sizes - kept))
    np.testing.assert_allclose(next(found), -next(found), atol=1e-4)


def test_counts_whose_rate_varies_score_alike_to_both_sides() -> None:
    """The noise is a share of the level: low counts are as unusual as high ones, though they lie nearer."""
    values = RNG.poisson(40 * RNG.gamma(2.0, 0.5, (2000, 60))).astype(float)
    late = scores(values, kind="count")[:, 30:]
    assert 0.95 < late.std() < 1.15
    assert abs(np.median(late)) < 0.1
    assert abs(((late - late.mean()) ** 3).mean()) / late.std() ** 3 < 0.15


def test_a_season_is_taken_off() -> None:
    season = 3 * np.sin(np.arange(96) * 2 * np.pi / 12)
    found = scores(RNG.standard_normal((500, 96)) + season, season=12)
    assert np.isnan(found[:, :12]).all()
    assert 0.9 < found[:, 36:].std() < 1.02


def test_autocorrelation_is_mostly_taken_off() -> None:
    values = RNG.standard_normal((1000, 100))
    for now in range(1, 100):
        values[:, now] = 0.6 * values[:, now - 1] + 0.8 * values[:, now]
    late = scores(values)[:, 50:]
    assert abs((late[:, 1:] * late[:, :-1]).mean()) < 0.2


def test_later_points_change_nothing_before_them() -> None:
    values = RNG.standard_normal((5, 50))
    changed = values.copy()
    changed[:, 30:] += 9.0
    assert np.array_equal(scores(values)[:, :30], scores(changed)[:, :30], equal_nan=True)
