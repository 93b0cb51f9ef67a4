"""What it costs to draw the years of a register: 200 risks of 100,000 draws each, added up for two units.

./pilot bench losses [--risks N]
"""

import argparse
from dataclasses import replace
from time import perf_counter, process_time

import numpy as np
from bench.figures import figure

from pilothouse.spc.loss import DRAWS, Estimate, Part, Range, Total, summed

REPEATS = 3


def parts(count: int) -> list[Part]:
    """Risks between once in a hundred years and ten times a year, each range ten to one."""
    rng = np.random.default_rng(1)
    lows = 10 ** rng.uniform(-2, 0, count)
    return [
        Part(Estimate(Range(low, 10 * low), Range(100.0, 2_000.0), seed), (1, 2))
        for seed, low in enumerate(lows.tolist())
    ]


def added_up(register: list[Part]) -> tuple[dict[int, Total], float, float]:
    """The sums, and the best of a few runs in processor and in wall seconds."""
    took = []
    for _ in range(REPEATS):
        wall, processor = perf_counter(), process_time()
        found = summed(register)
        took.append((process_time() - processor, perf_counter() - wall))
    return found, *min(took)


def main() -> None:
    """What the years of a register cost, and how near their mean is to the exact one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--risks", type=int, default=200)
    count = parser.parse_args().risks
    register = parts(count)
    found, processor, wall = added_up(register)
    figure("losses", f"{count} risks of {DRAWS} draws", processor, "processor s", wall_s=round(wall, 2))
    sharing = [replace(one, cause=1 + turn % 4) for turn, one in enumerate(register)]
    _tied, processor, wall = added_up(sharing)
    figure("losses", "the same, sharing four causes", processor, "processor s", wall_s=round(wall, 2))
    exact = sum(part.estimate.mean for part in register)
    figure("losses", "mean drawn over mean exact", found[1].curve.mean / exact, "ratio")


if __name__ == "__main__":
    main()
