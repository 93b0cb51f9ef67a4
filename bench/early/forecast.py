"""Goal D12: will the objective be met by its date? On all 1,428 monthly series of the M3 competition.

./pilot bench early/forecast --data FOLDER [--seed N] [--quick]

The series are not part of the product: --data or PILOT_BENCH_SERIES names m3_monthly_quarterly.csv, or a folder
that has it somewhere inside. Objectives are the 25, 50, 75 and 90 % points of the last 36 values of each series,
12 months ahead. Everything fixed in the method was chosen on the quarterly series and on the half of the monthly
ones that DEVELOPED_ON draws; the other half is told apart here.
"""

import argparse
import csv
import os
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from figures import figure  # noqa: E402  (it makes the product importable)
from pilothouse.spc.early import chance, forecast  # noqa: E402

FILE = "m3_monthly_quarterly.csv"
HORIZON, SEASON, WINDOW = 12, 12, 36
POINTS = (0.25, 0.5, 0.75, 0.9)
DEVELOPED_ON = 2611
N_PATHS = 400
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """One figure held against its goal; smaller is better unless `more_is_better`. No bar: only to compare with."""

    goal: str
    name: str
    value: float
    error: float | None
    bar: float | None = None
    moonshot: float | None = None
    more_is_better: bool = False
    context: dict[str, Any] = field(default_factory=dict)

    def reaches(self, wanted: float | None) -> bool | None:
        """Whether the value is as good as wanted."""
        if wanted is None:
            return None
        return self.value >= wanted if self.more_is_better else self.value <= wanted


@dataclass(frozen=True)
class Series:
    """Histories aligned at their end, and the 12 true values that followed."""

    history: Floats
    future: Floats

    def only(self, which: NDArray[np.int64]) -> "Series":
        """Some of them."""
        return Series(self.history[which], self.future[which])


def run(seed: int, quick: bool, data: str | None = None) -> Iterator[Measured]:
    """The figures of D12, then the same of two simple methods beside it; nothing, and a word, without the series.

    `quick` leaves out those two: fewer series would measure calibration by their own noise.
    """
    path = find(data)
    if path is None:
        print(f"D12 is skipped: {FILE} is not at hand (--data or PILOT_BENCH_SERIES)", file=sys.stderr)
        return
    every = read(path)
    fresh = np.sort(np.random.default_rng(DEVELOPED_ON).permutation(len(every.history))[714:])
    rng = np.random.default_rng(seed)
    began = time.process_time()
    paths = forecast(every.history, HORIZON, SEASON, paths=N_PATHS, seed=seed).paths
    rate = len(paths) / (time.process_time() - began)
    yield from judged("all series", every, paths, rng, goals=True)
    yield Measured("D12", "speed, series a second on one core", rate, None, 300.0, 300.0, more_is_better=True)
    unseen = every.only(fresh)
    again = forecast(unseen.history, HORIZON, SEASON, paths=N_PATHS, seed=seed + 1).paths
    yield from judged("series not developed on", unseen, again, rng, goals=True)
    if quick:
        return
    yield from judged("seasonal naive, bootstrapped", every, seasonal_naive(every, rng), rng, goals=False)
    yield from judged("stable by XmR, 24 points", every, stable(every, rng), rng, goals=False)


def find(data: str | None) -> Path | None:
    """The file, if it is there."""
    given = data or os.environ.get("PILOT_BENCH_SERIES")
    if not given:
        return None
    place = Path(given)
    return place if place.is_file() else next(iter(sorted(place.rglob(FILE))), None)


def read(path: Path) -> Series:
    """The monthly series."""
    with path.open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["period"] == "MONTHLY"]
    values = [np.array(row["values"].split(), dtype=np.float64) for row in rows]
    longest = max(map(len, values))
    history = np.full((len(rows), longest), np.nan)
    for row, one in zip(history, values, strict=True):
        row[longest - len(one) :] = one
    return Series(history, np.array([row["future"].split()[:HORIZON] for row in rows], dtype=np.float64))


def judged(what: str, series: Series, paths: Floats, rng: np.random.Generator, *, goals: bool) -> Iterator[Measured]:
    """Brier scores, calibration and cover of one method's paths, with standard errors over series."""
    targets = np.quantile(series.history[:, -WINDOW:], POINTS, axis=1).T
    questions = (
        ("at the date", {"at": -1}, series.future[:, -1], (0.145, 0.138)),
        ("mean of the year", {"mean": HORIZON}, series.future.mean(axis=1), (0.112, 0.104)),
    )
    for name, asked, truth, wanted in questions:
        told = np.stack([chance(paths, aim, direction=1, **asked).probability for aim in targets.T], axis=1)
        met = (truth[:, None] >= targets).astype(np.float64)
        yield _mean(f"Brier {name}, {what}", ((told - met) ** 2).mean(axis=1), wanted if goals else None)
        again = (rng.integers(0, len(told), len(told)) for _ in range(200))
        error = np.std([calibration_error(told[take], met[take]) for take in again])
        bars = (0.03, 0.015) if goals else (None, None)
        chance_alone = {"if_perfect": round(if_perfect(paths, targets, told, asked, rng), 4)}
        yield Measured(
            "D12", f"calibration error {name}, {what}", calibration_error(told, met), float(error), *bars,
            context=chance_alone,
        )  # fmt: skip
    lower, upper = np.quantile(paths, [0.1, 0.9], axis=1)
    inside = ((series.future >= lower) & (series.future <= upper)).mean(axis=1)
    away = abs(float(inside.mean()) - 0.8)
    error = float(inside.std() / np.sqrt(len(inside)))
    bars = (0.03, 0.03) if goals else (None, None)
    yield Measured(
        "D12", f"80 % interval, distance from 0.80, {what}", away, error, *bars,
        context={"covers": round(float(inside.mean()), 4)},
    )  # fmt: skip


def _mean(name: str, scores: Floats, wanted: tuple[float, float] | None) -> Measured:
    error = float(scores.std() / np.sqrt(len(scores)))
    return Measured("D12", name, float(scores.mean()), error, *(wanted or (None, None)))


def calibration_error(told: Floats, met: Floats) -> float:
    """Mean distance between what was told and what came, over ten classes of probability."""
    classes = np.minimum((told.ravel() * 10).astype(np.int64), 9)
    gap = np.bincount(classes, weights=(told - met).ravel(), minlength=10)
    return float(np.abs(gap).sum() / told.size)


def if_perfect(paths: Floats, targets: Floats, told: Floats, asked: dict[str, Any], rng: np.random.Generator) -> float:
    """The calibration error that so few series leave even if one of the paths were what came."""
    outcome = paths[:, :, -1] if "at" in asked else paths.mean(axis=2)
    row = np.arange(len(paths))
    errors = []
    for _ in range(50):
        came = outcome[row, rng.integers(0, outcome.shape[1], len(row))]
        errors.append(calibration_error(told, (came[:, None] >= targets).astype(np.float64)))
    return float(np.mean(errors))


def seasonal_naive(series: Series, rng: np.random.Generator) -> Floats:
    """Last year again, plus a whole year of past errors of the same rule."""
    history = series.history
    error = history[:, SEASON:] - history[:, :-SEASON]
    starts = np.isfinite(error).sum(axis=1) - HORIZON + 1
    start = error.shape[1] - HORIZON - np.floor(rng.random((len(history), N_PATHS)) * starts[:, None]).astype(np.int64)
    taken = error[np.arange(len(history))[:, None, None], start[:, :, None] + np.arange(HORIZON)]
    return history[:, None, -SEASON:] + taken


def stable(series: Series, rng: np.random.Generator) -> Floats:
    """What a chart says of a process that it holds to be stable: independent normal points about the mean."""
    last = series.history[:, -24:]
    spread = np.abs(np.diff(last, axis=1)).mean(axis=1) / 1.128
    noise = rng.standard_normal((len(last), N_PATHS, HORIZON))
    return last.mean(axis=1)[:, None, None] + spread[:, None, None] * noise


def main() -> None:
    """Print every figure with its goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--seed", type=int, default=None, help="default: a fresh one")
    parser.add_argument("--quick", action="store_true", help="without the methods beside it")
    options = parser.parse_args()
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    for one in run(seed, options.quick, options.data):
        told = {
            "error": None if one.error is None else round(one.error, 4),
            "bar": one.bar,
            "moonshot": one.moonshot,
            **one.context,
        }
        reached = {"meets_bar": one.reaches(one.bar), "meets_moonshot": one.reaches(one.moonshot)}
        figure("early/forecast", one.name, one.value, "", goal=one.goal, **told, **reached, seed=seed)


if __name__ == "__main__":
    main()
