"""Write the tables of chance of `pilothouse.spc.early`: stable series of several sorts, 18 to 45 points learnt.

The benchmark uses other seeds, other noise and other lengths: `python bench/early/calibrate.py [SEED]`.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse.spc.early.streaming import Stream  # noqa: E402
from pilothouse.spc.series import Kind  # noqa: E402

LEARNT, JUDGED, SERIES, COUNTED = (18, 30, 45), 60, 1_800_000, 900_000
POINTS = (1, 2, 3, 4, 6, 8, 12, 18, 26, 40, 60)
LEVELS = (0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001, 0.0003, 0.0001, 0.00003, 0.00001)
USUAL = 0.15
FAP60 = (0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001)


def drawn(rng: np.random.Generator, which: int, size: tuple[int, int]) -> np.ndarray:
    """Of fifteen blocks eight are normal, four have heavy tails and three lean to one side."""
    if which < 4:
        return rng.logistic(size=size)
    return rng.weibull(1.5, size=size) if which < 7 else rng.standard_normal(size)


def counted(rng: np.random.Generator, which: int, size: tuple[int, int]) -> np.ndarray:
    """Of ten blocks five are plain counts of .3 to 60, five vary beyond chance by a log-normal rate: 1.3 to 4 times."""
    mean = np.exp(rng.uniform(np.log(0.3), np.log(60.0), (size[0], 1)))
    if which < 5:
        return rng.poisson(mean, size).astype(float)
    width = np.sqrt(np.log1p((rng.uniform(1.3, 4.0, mean.shape) - 1.0) / mean))
    return rng.poisson(mean * np.exp(width * rng.standard_normal(size) - width**2 / 2.0)).astype(float)


def simulated(noise: np.ndarray, fap60: float, kind: Kind = Kind.VALUE) -> np.ndarray:
    """Evidence at every judged point, shape (60, series), with what `fap60` makes of alarms."""
    learnt = noise.shape[1] - JUDGED
    ones, stream = np.ones(len(noise)), Stream(len(noise), kind, learnt, None, fap60)
    columns = [stream.step(column, ones) for column in np.ascontiguousarray(noise.T)]
    return np.array([column.evidence for column in columns[learnt:]])


def heights(evidence: list[np.ndarray]) -> list[list[float]]:
    """Of blocks (points, series) the evidence of each level, made to rise; one row per number of points."""
    found = [
        np.nanquantile(np.concatenate([block[row] for block in evidence]), 1 - np.array(LEVELS))
        for row in range(len(POINTS))
    ]
    rows = [np.maximum.accumulate(row) for row in found]
    return [[round(float(v) + 1e-6 * i, 6) for i, v in enumerate(row)] for row in rows]


def main() -> None:
    """Simulate in blocks and write both tables."""
    rng = np.random.default_rng(int(sys.argv[1]) if len(sys.argv) > 1 else 771)
    values, highest, counts = [], [], []
    at = np.array(POINTS) - 1
    for block in range(180):
        noise = drawn(rng, block % 15, (SERIES // 180, LEARNT[block % 3] + JUDGED))
        # The highest evidence before any alarm; what the list sees includes alarms, whose evidence grows on.
        highest.append(simulated(noise, FAP60[-1]).max(axis=0))
        values.append(simulated(noise, USUAL)[at])
        noise = counted(rng, block % 10, (COUNTED // 180, LEARNT[block % 3] + JUDGED))
        counts.append(simulated(noise, USUAL, Kind.COUNT)[at])
    print("evidence missing:", np.isnan(np.concatenate(highest)).sum(), file=sys.stderr)
    thresholds = np.quantile(np.concatenate(highest), 1 - np.array(FAP60))
    written(
        "table.py",
        "evidence that stable series of values reach by chance.",
        f"POINTS = np.array({list(POINTS)}, dtype=float)",
        f"LEVELS = np.array({list(LEVELS)})",
        "# One row per number of points, one column per level.",
        f"EVIDENCE = np.array({heights(values)!r})",
        f"FAP60 = np.array({list(FAP60)})",
        f"THRESHOLDS = np.array({[round(float(height), 3) for height in thresholds]})",
    )
    told = "evidence that stable series of counts reach by chance; rows as in table.py."
    written("table_of_counts.py", told, f"EVIDENCE = np.array({heights(counts)!r})")


def written(name: str, told: str, *lines: str) -> None:
    """One table as a file of the engine."""
    head = f'"""Written by bench/early/calibrate.py: {told}"""'
    path = ROOT / "src/pilothouse/spc/early" / name
    path.write_text("\n".join((head, "", "import numpy as np", "", *lines)) + "\n")


if __name__ == "__main__":
    main()
