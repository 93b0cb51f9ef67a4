"""Write src/pilothouse/spc/tables/shared_thresholds.py: thresholds of `spc.systemic`. Some minutes, one core.

Stable sets of units: 24 normal points to learn from, 60 to judge. Each view of the evidence is put on one scale,
−ln of its probability in 60 points, and the largest of them gets the thresholds: so the budget of false alarms is
split evenly. Seeds and sets are not those of any benchmark or test.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse.spc.early.self_starting import self_starting_scores  # noqa: E402
from pilothouse.spc.early.shared_evidence import VIEWS, shared_evidence  # noqa: E402
from pilothouse.spc.series import Kind, Points  # noqa: E402

UNITS = (2, 5, 10, 30, 100, 300)
LEVELS = (0.5, 0.3, 0.15, 0.1, 0.05, 0.02)
BASELINE, POINTS, SEED = 24, 60, 20_130_041
VALUES = 24_000_000  # about so many values are drawn for each number of units


def evidence(units: int) -> np.ndarray:
    """The largest evidence in 60 stable points, and its course, by set and view."""
    rng = np.random.default_rng([SEED, units])
    sets = min(4_000, VALUES // (units * (BASELINE + POINTS)))
    batch = max(1, min(sets, 6_000 // units))
    courses = []
    for start in range(0, sets, batch):
        here = min(batch, sets - start)
        values = rng.standard_normal((here * units, BASELINE + POINTS))
        scores = self_starting_scores(Points(values, np.ones_like(values)), Kind.VALUE)[:, BASELINE:]
        courses.append(shared_evidence(scores.reshape(here, units, POINTS)).value.max(axis=2))
    return np.concatenate(courses)


def row(units: int) -> tuple[tuple[float, ...], ...]:
    largest = evidence(units)
    at_15, at_5 = (np.quantile(largest, 1.0 - level, axis=0) for level in (0.15, 0.05))
    scale = (at_5 - at_15) / np.log(3.0)
    together = (np.log(1.0 / 0.15) + (largest - at_15) / scale).max(axis=1)
    thresholds = np.quantile(together, 1.0 - np.array(LEVELS))
    return tuple(tuple(round(float(x), 3) for x in each) for each in (at_15, scale, thresholds))


def main() -> None:
    lines = [
        '"""Thresholds of systemic change by number of units; by bench/early/make_shared_thresholds.py."""',
        "",
        f"UNITS = {UNITS}",
        f"LEVELS = {LEVELS}",
        f"# By view ({', '.join(VIEWS)}): evidence with probability 0.15 in 60 points; its growth per unit of −ln.",
        "# Then thresholds of the largest by level.",
        "ROWS = (",
    ]
    lines += [f"    {row(units)}," for units in UNITS]
    (ROOT / "src/pilothouse/spc/tables/shared_thresholds.py").write_text("\n".join([*lines, ")", ""]))


if __name__ == "__main__":
    main()
