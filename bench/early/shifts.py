"""How often `spc.shift` calls a series changed that did not change, and one that did: python bench/early/shifts.py."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse import spc  # noqa: E402
from pilothouse.spc.series import Floats  # noqa: E402

STRETCHES = ((8, 8), (12, 7), (24, 6), (24, 12))
Draw = Callable[[np.random.Generator, int], Floats]


def remembering(rho: float, rng: np.random.Generator, points: int) -> Floats:
    """Normal points with an autocorrelation."""
    values = rng.standard_normal(points + 50)
    for point in range(1, len(values)):
        values[point] = rho * values[point - 1] + (1 - rho**2) ** 0.5 * values[point]
    return values[50:]


def counts(mean: float, times: float, rng: np.random.Generator, points: int) -> Floats:
    """Counts with so many times the variance of Poisson's."""
    expected = rng.gamma(mean / (times - 1), times - 1, points) if times > 1 else mean
    return rng.poisson(expected, points).astype(np.float64)


def shares(level: float, size: int, rng: np.random.Generator, points: int) -> Floats:
    """How many of so many, each with the same chance."""
    return rng.binomial(size, level, points).astype(np.float64)


CASES: dict[str, tuple[Draw, str, int | None]] = {
    **{f"autocorrelation {rho}": (partial(remembering, rho), "value", None) for rho in (0.0, 0.3, 0.6, 0.8)},
    **{f"counts of {mean}": (partial(counts, mean, 1.0), "count", None) for mean in (0.2, 0.3, 0.5, 4.0)},
    **{
        f"counts of {mean}, variance × {k}": (partial(counts, mean, k), "count", None) for mean, k in ((0.3, 5), (4, 2))
    },
    **{f"{p:.1%} of {n}": (partial(shares, p, n), "proportion", n) for p, n in ((0.004, 50), (0.97, 20))},
}


def run(seed: int, series: int) -> Iterator[tuple[str, int, int, float, float]]:
    """(noise, points before, after, share called better, share called worse) of series without a change."""
    for number, (name, (draw, kind, size)) in enumerate(CASES.items()):
        for first, second in STRETCHES:
            rng, told = np.random.default_rng([seed, number, first, second]), []
            sizes = None if size is None else np.full(first + second, float(size))
            for _ in range(series):
                values = draw(rng, first + second)
                parts = {} if sizes is None else {"before_n": sizes[:first], "after_n": sizes[first:]}
                told.append(spc.shift(values[:first], values[first:], direction=-1, kind=kind, **parts).verdict)
            yield name, first, second, told.count(spc.Verdict.BETTER) / series, told.count(spc.Verdict.WORSE) / series


if __name__ == "__main__":
    for name, first, second, better, worse in run(seed=int(sys.argv[1]) if len(sys.argv) > 1 else 1, series=4000):
        print(f"{name:32} {first:3} before, {second:3} after: better {better:.3f}, worse {worse:.3f}")
