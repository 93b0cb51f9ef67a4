"""Write the tables of chance of `pilothouse.spc.early`: stable normal and logistic series, 30 points learnt.

The benchmark uses other seeds, other noise and other lengths: `python bench/early/calibrate.py [SEED]`.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse.spc.early.evidence import HOLD, Evidence  # noqa: E402
from pilothouse.spc.early.scores import Scorer  # noqa: E402
from pilothouse.spc.series import Kind  # noqa: E402

LEARNT, JUDGED, SERIES = 30, 60, 100_000
POINTS = (1, 2, 3, 4, 6, 8, 12, 18, 26, 40, 60)
LEVELS = (0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001, 0.0003, 0.0001)
FAP60 = (0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001)


def simulated(noise: np.ndarray) -> np.ndarray:
    """Evidence at every judged point, shape (series, 60)."""
    ones = np.ones(len(noise))
    scorer, evidence = Scorer(len(noise), Kind.VALUE, None), Evidence(len(noise))
    found = np.empty((JUDGED, len(noise)))
    for now, column in enumerate(np.ascontiguousarray(noise.T)):
        score = scorer.step(column, ones, evidence.now >= HOLD)
        if now >= LEARNT:
            found[now - LEARNT] = evidence.step(score, ones > 0)
    return found.T


def main() -> None:
    """Simulate in blocks and write `table.py`."""
    rng = np.random.default_rng(int(sys.argv[1]) if len(sys.argv) > 1 else 771)
    draws = [rng.standard_normal if block % 5 else rng.logistic for block in range(10)]
    blocks = [simulated(draw(size=(SERIES // 10, LEARNT + JUDGED))) for draw in draws]
    evidence = np.concatenate(blocks)
    rows = [np.maximum.accumulate(np.quantile(evidence[:, n - 1], 1 - np.array(LEVELS))) for n in POINTS]
    heights = np.quantile(evidence.max(axis=1), 1 - np.array(FAP60))
    lines = [
        '"""Written by bench/early/calibrate.py: evidence that stable series reach by chance."""',
        "",
        "import numpy as np",
        "",
        f"POINTS = np.array({list(POINTS)}, dtype=float)",
        f"LEVELS = np.array({list(LEVELS)})",
        "# One row per number of points, one column per level.",
        "EVIDENCE = np.array("
        + repr([[round(float(v) + 1e-6 * i, 6) for i, v in enumerate(row)] for row in rows])
        + ")",
        f"FAP60 = np.array({list(FAP60)})",
        f"THRESHOLDS = np.array({[round(float(h), 3) for h in heights]})",
    ]
    (ROOT / "src/pilothouse/spc/early/table.py").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
