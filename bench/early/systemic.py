"""D7: one shift shared by some of 100 units, found how soon and in whom?"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse import spc  # noqa: E402

UNITS, BASELINE, CHANGE, POINTS, CAP = 100, 24, 12, 60, 48
# units changed, by so many sigma: bar and moonshot of the mean delay
CASES = {(10, 1.0): (8.0, 6.0), (30, 0.5): (10.0, 6.0)}

Line = tuple[str, float, float, float, float]


def run(seed: int, quick: bool = False) -> Iterator[Line]:
    """(goal, figure, bar, moonshot, standard error): delays, share of the named that changed, false alarms."""
    sets = 100 if quick else 300
    for number, ((changed, shift), (bar, moonshot)) in enumerate(CASES.items()):
        found = [_one(np.random.default_rng([seed, number, i]), changed, shift) for i in range(sets)]
        told = [each for each in found if each is not None]
        delays = np.array([delay for delay, _ in told])
        right = np.array([share for delay, share in told if delay < CAP])
        name = f"D7 {changed} of {UNITS} units by {shift} sigma"
        yield f"{name}: mean delay", delays.mean(), bar, moonshot, delays.std() / len(delays) ** 0.5
        yield f"{name}: named rightly", right.mean(), None, 0.8, right.std() / len(right) ** 0.5
    stable = [_alarmed(np.random.default_rng([seed, len(CASES), i])) for i in range(2 * sets)]
    share = float(np.mean(stable))
    yield "D7 false alarm of the organisation in 60", share, 0.18, 0.15, (share * (1 - share) / len(stable)) ** 0.5


def _alarmed(rng: np.random.Generator) -> bool:
    return spc.systemic(rng.standard_normal((UNITS, BASELINE + POINTS)), baseline=BASELINE).first_alarm >= 0


def _one(rng: np.random.Generator, changed: int, shift: float) -> tuple[int, float] | None:
    """Delay and share of the named units that changed; None where an alarm came before the change."""
    values = rng.standard_normal((UNITS, BASELINE + POINTS))
    values[:changed, BASELINE + CHANGE :] += shift
    found = spc.systemic(values, baseline=BASELINE)
    if found.first_alarm < 0:
        return CAP, 0.0
    if found.first_alarm < BASELINE + CHANGE:
        return None
    return min(found.first_alarm - BASELINE - CHANGE + 1, CAP), float(found.named[:changed].sum() / found.named.sum())
