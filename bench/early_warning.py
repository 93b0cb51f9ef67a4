"""What the early-warning engine keeps of its goals: `./pilot bench early_warning [--seed N] [--quick]`.

Fresh seeds unless one is given. D1, D7, D9, D11 and D12 are not measured here yet.
"""

import argparse
import secrets
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.early import many, single  # noqa: E402
from bench.early.goals import table  # noqa: E402


def main() -> None:
    """Run all groups and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--quick", action="store_true", help="fewer series, under a minute")
    given = parser.parse_args()
    print(f"seed {given.seed}")
    rng = np.random.default_rng(given.seed)
    n = 3000 if given.quick else 12_000
    single.white(rng, n)
    single.other_noise(rng, n)
    single.counts(rng, n // 2)
    many.lists(rng, 5 if given.quick else 30)
    many.speed(rng, 5)
    table()


if __name__ == "__main__":
    main()
