"""Draw the pictures of docs/early-warning.md with the product's own charts: `python bench/early/draw.py`.

The series are made up, with a seed; what is found in them is found as anywhere else.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse.cli.watch_input import OneSeries  # noqa: E402
from pilothouse.cli.watch_report import Judged, write_svgs  # noqa: E402
from pilothouse.spc import Kind  # noqa: E402
from pilothouse.spc.changes import changes  # noqa: E402
from pilothouse.spc.early import watch  # noqa: E402

POINTS, LEARNT = 84, 24
NAMES = ("early-warning-there-and-back", "early-warning-one-wild-point", "early-warning-memory-and-no-change")


def main() -> None:
    """A change and another one seven points after its alarm; one wild point; autocorrelation 0.6 and no change."""
    values = np.random.default_rng(20_261_127).standard_normal((3, POINTS))
    values[0, 40:] += 2.5
    values[0, 50:] -= 4.5
    values[1, 60] += 14.0
    for now in range(1, POINTS):
        values[2, now] = 0.6 * values[2, now - 1] + 0.8 * values[2, now]
    values = np.round(50.0 + 4.0 * values, 1)
    found = watch(values, baseline=LEARNT)
    times = [str(point + 1) for point in range(POINTS)]
    series = [OneSeries(name, row.tolist(), [], times) for name, row in zip(NAMES, values, strict=True)]
    judged = Judged(series, found, values, changes(found, values), Kind.VALUE, LEARNT, None)
    write_svgs(judged, ROOT / "docs/pictures")
    for row, name in enumerate(NAMES):
        print(name, [(change.kind, change.onset + 1, change.found + 1, change.side) for change in judged.changes[row]])


if __name__ == "__main__":
    main()
