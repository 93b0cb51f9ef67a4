"""Stable series as the classic charts suppose them, to see how often limits cry wolf."""

import numpy as np

from pilothouse.spc.series import Floats, Kind

# Any seed would do: what is simulated anew comes out the same.
_SEED = 24_051_924


def stable(kind: Kind, *, rare: str = "", centre: float = 0.0, size: float = 1.0, shape: tuple[int, int]) -> Floats:
    """Series (n_series, n_points) that never change, as entered: standard normal values, Poisson counts, binomial ones
    of `size` cases each, Poisson counts beside an exposure of `size`; `rare`: "g" good cases between bad ones, of which
    `centre` is the mean, or "t" times between events of a steady rate. Always the same for the same arguments.
    """
    rng = np.random.default_rng(_SEED)
    if rare == "g":
        return np.asarray(rng.geometric(1.0 / (1.0 + centre), shape), dtype=np.float64) - 1.0
    if rare == "t":
        return rng.exponential(size=shape)
    if kind is Kind.VALUE:
        return rng.standard_normal(shape)
    if kind is Kind.PROPORTION:
        return rng.binomial(max(round(size), 1), min(centre, 1.0), shape).astype(np.float64)
    return rng.poisson(centre * size, shape).astype(np.float64)
