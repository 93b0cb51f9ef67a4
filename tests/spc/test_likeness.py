"""Autocorrelation is told where it stands out, and seldom elsewhere."""

import numpy as np

from pilothouse.spc.likeness import likeness


def persistent(slope: float, seed: int, count: int = 60) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    noise = np.random.default_rng(seed).standard_normal(count)
    for place in range(1, count):
        noise[place] += slope * noise[place - 1]
    return noise


def test_it_is_found_where_it_is() -> None:
    found = [likeness(persistent(0.6, seed)) for seed in range(100)]
    assert sum(value > 0 for value in found) > 90
    assert abs(np.mean(found) - 0.6) < 0.1


def test_white_noise_seldom_has_it() -> None:
    assert sum(likeness(persistent(0.0, seed)) > 0 for seed in range(400)) < 24


def test_what_cannot_be_told_is_none() -> None:
    assert likeness(np.full(40, 5.0)) == 0.0
    assert likeness(persistent(0.9, 1)[:19]) == 0.0
    assert likeness(np.full(40, np.nan)) == 0.0
    gaps = persistent(0.9, 1)
    gaps[::2] = np.nan
    assert likeness(gaps) == 0.0
