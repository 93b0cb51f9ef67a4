"""What the radar costs: `./pilot bench radar [--series 1000] [--points 104] [--issues 5000] [--seed N]`.

Seconds of the wall for one survey each: lagged association of all pairs, sets of units judged together, issues grouped
by what they tell of, the issues most like a report, and weeks held against chance. The data are made: swinging series
of which some lead others, and texts out of a made vocabulary of which some tell the same again. Beside the times stand
how much of what was planted was found, and how much of what was found was not planted.
"""

import argparse
import secrets
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "bench")]

from figures import figure  # noqa: E402
from pilothouse.measures.luck import Luck, Place  # noqa: E402
from pilothouse.measures.weeks import Shifted  # noqa: E402
from pilothouse.spc import systemic  # noqa: E402
from pilothouse.spc.association import leading  # noqa: E402
from pilothouse.spc.repeats import repeats  # noqa: E402
from pilothouse.spc.resemblance import nearest  # noqa: E402

LAG, UNITS = 3, 10


def timed(name: str, work: Callable[[], Any], **size: int) -> Any:
    """Do it, and print how long it took."""
    began = time.perf_counter()
    found = work()
    figure("radar", name, time.perf_counter() - began, "s", **size)
    return found


def swinging(rng: np.random.Generator, series: int, points: int) -> np.ndarray:
    """Autocorrelated lines (0.6), every twentieth of which the next one follows after three points."""
    table = rng.standard_normal((series, points))
    for at in range(1, points):
        table[:, at] += 0.6 * table[:, at - 1]
    table[1::20, LAG:] += table[0::20, :-LAG][: len(table[1::20])]
    return table


def texts(dice: Random, count: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Reports of forty words, common ones more often; every twentieth tells an earlier one again, with a quarter of its
    words left out and a few new ones. And the pairs that belong together.
    """
    letters = "abcdefghiklmnoprstuvwz"
    words = ["".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(6_000)]
    weights = [1.0 / (place + 5) for place in range(len(words))]
    told: list[str] = []
    pairs: list[tuple[int, int]] = []
    for place in range(count):
        if place % 20 == 19:
            earlier = dice.choice([each for each in range(max(place - 400, 0), place) if each % 20 != 19])
            kept = [word for word in told[earlier].split() if dice.random() < 0.75]
            told.append(" ".join([*kept, *dice.choices(words, weights, k=8)]))
            pairs.append((earlier, place))
        else:
            told.append(" ".join(dice.choices(words, weights, k=40)))
    return told, pairs


def associations(rng: np.random.Generator, series: int, points: int) -> None:
    """All ordered pairs at all lags."""
    table = swinging(rng, series, points)
    found = timed("lagged association", lambda: leading(table), series=series, points=points)
    planted = {(one, one + 1, LAG) for one in range(0, series - 1, 20)}
    named = set(zip(found.leader.tolist(), found.follower.tolist(), found.lag.tolist(), strict=True))
    figure("radar", "leaders found", 100 * len(named & planted) / len(planted), "%", planted=len(planted))
    figure("radar", "named without being one", 100 * len(named - planted) / max(len(named), 1), "%", named=len(named))
    nothing = leading(rng.standard_normal((series, points)))
    figure("radar", "pairs named where none leads", len(nothing.r), "pairs", questions=nothing.tested)


def sets(rng: np.random.Generator, series: int, points: int) -> None:
    """Sets of ten units."""
    table = rng.standard_normal((series // UNITS, UNITS, points))
    timed("units judged as sets", lambda: [systemic(one) for one in table], sets=len(table), points=points)


def clusters(dice: Random, count: int) -> None:
    """Issues grouped, and those most like a report among 200."""
    told, pairs = texts(dice, count)
    groups = timed("issues grouped", lambda: repeats(told).groups, issues=count)
    home = {place: number for number, group in enumerate(groups) for place in group}
    together = [one for one in pairs if home.get(one[0], -1) == home.get(one[1], -2)]
    true = {place for pair in pairs for place in pair}
    figure("radar", "repeats found", 100 * len(together) / len(pairs), "%", planted=len(pairs))
    figure("radar", "grouped without being a repeat", 100 * len(home.keys() - true) / max(len(home), 1), "%")
    timed("likely repeats while reporting", lambda: nearest(told[19], told[-200:]), issues=200)


def weeks(dice: Random, series: int) -> None:
    """A year of weeks held against chance."""
    units = max(series // 20, 1)
    places = [Place(f"/{unit}/", what, what % 8, "week") for unit in range(units) for what in range(20)]
    mondays = [date(2025, 1, 6) + timedelta(weeks=week) for week in range(53)]
    shifts = [
        Shifted(key, place.indicator, place.process, place.unit, frozenset(dice.sample(mondays, 2)), -1)
        for key, place in enumerate(dice.sample(places, series // 5))
    ]
    timed("a year's weeks held against chance", lambda: Luck(places, 0.15).events(shifts), series=len(places))


def main() -> None:
    """One of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1_000)
    parser.add_argument("--points", type=int, default=104)
    parser.add_argument("--issues", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    given = parser.parse_args()
    associations(np.random.default_rng(given.seed), given.series, given.points)
    sets(np.random.default_rng(given.seed), given.series, given.points)
    clusters(Random(given.seed), given.issues)
    weeks(Random(given.seed), given.series)


if __name__ == "__main__":
    main()
