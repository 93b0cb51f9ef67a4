"""Which series move before others: found where it is so, and not where series merely drift or swing."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import false_discovery_control

from pilothouse.spc.association import adjusted, leading

Floats = NDArray[np.float64]


def swinging(rng: np.random.Generator, series: int = 30, points: int = 104, slope: float = 0.7) -> Floats:
    noise = rng.standard_normal((series, points))
    for at in range(1, points):
        noise[:, at] += slope * noise[:, at - 1]
    return noise


def test_adjusted_as_scipy_does_for_all() -> None:
    p = np.random.default_rng(1).random(400) ** 3
    assert adjusted(p, 400) == pytest.approx(false_discovery_control(np.sort(p), method="by"), rel=1e-3)
    assert adjusted(np.sort(p)[:20], 400)[:5] == pytest.approx(adjusted(p, 400)[:5], rel=0.3)


def test_a_leader_is_named_with_its_lag_and_way() -> None:
    rng = np.random.default_rng(2)
    table = swinging(rng)
    table[20, 3:] -= 1.5 * table[4, :-3]
    table[:, rng.integers(0, 104, 5)] = np.nan
    found = leading(table)
    assert (found.leader[0], found.follower[0], found.lag[0]) == (4, 20, 3)
    assert found.r[0] < -0.5
    assert found.q[0] < 0.01
    assert found.points[0] > 60
    assert found.tested == 30 * 29 * 8


@pytest.mark.parametrize("kind", ["swinging", "walking", "heavy", "shared", "counts"])
def test_few_worlds_without_a_leader_name_one(kind: str) -> None:
    rng = np.random.default_rng(7)
    false = 0
    for _ in range(30):
        noise = rng.standard_normal((30, 104))
        table = {
            "swinging": swinging(rng),
            "walking": noise.cumsum(axis=1),
            "heavy": rng.standard_t(2, (30, 104)),
            "shared": noise + rng.standard_normal(104),
            "counts": rng.poisson(1.0, (30, 104)).astype(float),
        }[kind]
        false += len(leading(table).r) > 0
    assert false <= 6, "with an expected share of one in ten, 3 of 30 on average"


def test_nothing_to_compare() -> None:
    for table in (
        np.zeros((0, 104)),
        np.zeros((3, 104)),
        np.full((3, 104), np.nan),
        np.zeros((3, 10)),
        np.ones((1, 80)),
    ):
        found = leading(table)
        assert len(found.r) == 0
        assert found.tested == 0
