"""How many points of so much evidence make one episode, in stable series: python bench/early/episodes.py [SEED]."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse import spc  # noqa: E402

LEARNT, POINTS, APART, SERIES, ROUNDS = 36, 140, 12, 5_000, 6
PROBABILITIES = (0.05, 0.0128, 0.005, 0.001, 0.0005, 0.0002)


def run(seed: int) -> Iterator[tuple[str, float, float]]:
    """(noise, probability, how often less often than 1 in 1/probability an episode begins)."""
    for noise in ("normal", "t5", "counts of 4"):
        rng, points, begun = np.random.default_rng(seed), 0, np.zeros(len(PROBABILITIES))
        for _ in range(ROUNDS):
            size = (SERIES, POINTS)
            draw = {"normal": rng.standard_normal, "t5": lambda n, r=rng: r.standard_t(5, n)}
            values = draw[noise](size) if noise in draw else rng.poisson(4, size).astype(np.float64)
            p = spc.watch(values, kind="value" if noise in draw else "count").p
            points += int(np.isfinite(p[:, LEARNT:]).sum())
            for place, limit in enumerate(PROBABILITIES):
                here = np.nan_to_num(p, nan=1.0) <= limit
                so_far = np.cumsum(np.pad(here, ((0, 0), (1, 0))), axis=1)
                before = so_far[:, LEARNT:-1] - so_far[:, LEARNT - APART : -1 - APART]
                begun[place] += (here[:, LEARNT:] & (before == 0)).sum()
        for limit, count in zip(PROBABILITIES, begun, strict=True):
            yield noise, limit, limit * points / max(count, 1)


if __name__ == "__main__":
    for noise, limit, longer in run(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        print(f"{noise:12} p {limit:7}: an episode begins once in {longer / limit:8.0f} points, {longer:.2f} / p")
