"""What the early-warning engine keeps of its goals: `./pilot bench early_warning [--seed N] [--quick]`.

Fresh seeds unless one is given. D9 needs real series with a known event, D12 the M3 series (`--data FOLDER`, which has
both somewhere inside); without them it says so and goes on.
Textbook rules, and the packages of the group `peers` where installed, stand beside it.
"""

import argparse
import secrets
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.early import forecast, many, odd, peers, published, real, single, systemic  # noqa: E402
from bench.early.goals import goal, skipped, table  # noqa: E402


def main() -> None:
    """Run all groups and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--quick", action="store_true", help="fewer series, under a minute")
    parser.add_argument("--data", help="folder of the real series of D9 and D12")
    given = parser.parse_args()
    print(f"seed {given.seed}")
    rng = np.random.default_rng(given.seed)
    # So many that a bar is not missed, or met, by the draw: the standard errors are a third of the distance to any.
    n = 3000 if given.quick else 60_000
    single.white(rng, n)
    single.other_noise(rng, n)
    single.counts(rng, n // 2)
    single.further(rng, 750 if given.quick else 3000)
    many.lists(rng, 5 if given.quick else 30)
    many.speed(rng, 5)
    many.size(rng)
    odd.run(rng)
    real.run(given.data)
    peers.run(rng, 1500 if given.quick else 6000)
    for name, value, bar, moonshot, error in (
        *published.run(given.seed, given.quick), *systemic.run(given.seed, given.quick),
    ):  # fmt: skip
        goal(name, value, bar, moonshot, error, at_least=name.endswith("named rightly"))
    if forecast.find(given.data) is None:
        skipped("D12 forecasts", f"{forecast.FILE} is not at hand (--data or PILOT_BENCH_SERIES)")
    for row in forecast.run(given.seed, given.quick, given.data):
        goal(f"{row.goal} {row.name}", row.value, row.bar, row.moonshot, row.error or 0.0, at_least=row.more_is_better)
    table()


if __name__ == "__main__":
    main()
