"""Stable series of unit variance, of every sort the goals name."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Floats = NDArray[np.float64]


def noise(rng: np.random.Generator, sort: str, n: int, points: int) -> Floats:
    """`n` series; sorts: normal, t5, gamma (skew 1), lognormal (0.5), poisson (mean 2), ar 0.3, ar 0.6, season 1, 2."""
    size = (n, points)
    if sort == "t5":
        return rng.standard_t(5, size) / np.sqrt(5 / 3)
    if sort == "gamma":
        return (rng.gamma(4.0, 1.0, size) - 4.0) / 2.0
    if sort == "lognormal":
        mean, variance = np.exp(0.125), (np.exp(0.25) - 1.0) * np.exp(0.25)
        return (rng.lognormal(0.0, 0.5, size) - mean) / np.sqrt(variance)
    if sort == "poisson":
        return rng.poisson(2.0, size) / np.sqrt(2.0)
    if sort.startswith("ar"):
        by = float(sort.split()[1])
        shocks = rng.standard_normal((n, points + 60)) * np.sqrt(1 - by**2)
        return np.asarray(lfilter([1.0], [1.0, -by], shocks, axis=1))[:, 60:]
    wave = float(sort.split()[1]) if sort.startswith("season") else 0.0
    phase = rng.uniform(0, 2 * np.pi, (n, 1))
    season = wave * np.sqrt(2.0) * np.sin(2 * np.pi * np.arange(points) / 12 + phase)
    return rng.standard_normal(size) + season
