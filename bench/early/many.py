"""D5, D6, D10: ten thousand series at once: what the list holds, and what it costs."""

import tracemalloc
from time import process_time

import numpy as np
from bench.early.goals import goal
from bench.early.noise import Floats, noise

from pilothouse.spc import limits, rules
from pilothouse.spc.early import list_changed, watch

SORTS = ("normal", "t5", "gamma", "poisson")
GOALS = {2.0: ("D5", 85, 95, 0.15, 0.10), 1.0: ("D6", 4, 12, 0.15, 0.15)}
# Lists of few series scatter: where few are found more of them are drawn.
TIMES = {2.0: 1, 1.0: 5}


def lists(rng: np.random.Generator, repeats: int) -> None:
    """10,000 stable and 100 changed series of mixed noise, 24 points learnt, 12 after the change."""
    for size, (name, bar, moon, false_bar, false_moon) in GOALS.items():
        true, share = [], []
        for _ in range(repeats * TIMES[size]):
            changed = np.concatenate([noise(rng, sort, 25, 36) for sort in SORTS])
            changed[:, 24:] += size
            values = np.concatenate([changed, *(noise(rng, sort, 2500, 36) for sort in SORTS)])
            listed = list_changed(watch(values, baseline=24)).series
            true.append((listed < 100).sum())
            share.append((listed >= 100).sum() / max(len(listed), 1))
        root = np.sqrt(len(true))
        goal(f"{name} true of 100 listed at {size} sigma", np.mean(true), bar, moon, np.std(true) / root, at_least=True)
        goal(f"{name} false share at {size} sigma", np.mean(share), false_bar, false_moon, np.std(share) / root)


def speed(rng: np.random.Generator, repeats: int) -> None:
    """Limits, rules, detector and list of 10,000 × 60, the best of the repeats, in processor milliseconds."""
    values = rng.standard_normal((10_000, 60))
    took = [1000 * _seconds(values) for _ in range(repeats)]
    goal("D10 ms for 10,000 × 60", min(took), 150, 50, np.std(took) / np.sqrt(repeats))


def size(rng: np.random.Generator) -> None:
    """The same of 100,000 × 60: processor seconds, and the peak of memory beside the input, in multiples of it."""
    values = rng.standard_normal((100_000, 60))
    goal("D10 s for 100,000 × 60", min(_seconds(values) for _ in range(2)), None, 0.8)
    for name, of, moonshot in (("all", _everything, 4), ("detector", _watched, None)):
        tracemalloc.start()
        of(values)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        goal(f"D10 peak memory by that of the input, {name}", peak / values.nbytes, None, moonshot)


def _seconds(values: Floats) -> float:
    start = process_time()
    _everything(values)
    return process_time() - start


def _everything(values: Floats) -> None:
    drawn = limits(values)
    rules((values - drawn.centre) / drawn.sigma)
    list_changed(watch(values, baseline=24))


def _watched(values: Floats) -> None:
    watch(values, baseline=24)
