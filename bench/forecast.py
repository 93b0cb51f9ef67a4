"""Will we get there? The product's forecasts held against what came, on the flights of the demo (a package, CC0).

./pilot bench forecast [--seed N]

From several origins each series is cut off, continued, and compared with what really followed: the demo's 59 weekly
series eight weeks on, daily series of airports and their carriers 28 days on, and weekly shares of small routes, of 5
to 30 departures a week. Targets are the 25, 50, 75 and 90 % points of the latest 24 weeks or 84 days; for small routes
values that so few can have, and in place of the last one all of them, as a goal of no misses is. "As told on pages"
starts anew after a change, as readings do; where that tells a range its middle counts. Beside it stand the last value,
the share of past values that met the target, and the limits of the mean. All airports share one year's weather: errors
are those over origins, and origins follow each other.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from bench.early.forecast import calibration_error
from bench.figures import field, figure
from bench.forecast_series import FIRST_WEEK, Block, Floats, daily, small, weekly
from numpy.typing import NDArray

DATA = field()

import django  # noqa: E402

django.setup()

from pilothouse.cli.demo.flights import prepare  # noqa: E402
from pilothouse.measures.outlook import Question, outlooks  # noqa: E402
from pilothouse.measures.rules import Columns  # noqa: E402
from pilothouse.measures.stretches import Manner, book_of  # noqa: E402
from pilothouse.measures.watching import judge  # noqa: E402
from pilothouse.spc.early import chance, forecast  # noqa: E402

POINTS = (0.25, 0.5, 0.75, 0.9)
N_PATHS = 400


@dataclass(frozen=True)
class Cut:
    """One block at one origin: what was known, what came, the targets (n_series, 4), and the usual sizes of late."""

    block: Block
    history: Floats
    future: Floats
    targets: Floats
    shares: NDArray[np.bool_]
    sizes: Floats


def cuts(block: Block) -> Iterator[Cut]:
    """The block at each origin, without series that had hardly begun, stopped, or never varied."""
    for origin in block.origins:
        history, future = block.values[:, :origin], block.values[:, origin : origin + block.horizon]
        last = history[:, -block.window :]
        use = np.isfinite(last).all(axis=1) & np.isfinite(future).all(axis=1) & (np.ptp(last, axis=1) > 0)
        targets = np.quantile(last[use], POINTS, axis=1, method="linear" if block.sizes is None else "nearest").T
        sizes = np.full(len(last), np.nan)
        if block.sizes is not None:
            targets[:, -1] = 1.0
            sizes = np.median(block.sizes[:, origin - 12 : origin], axis=1)
        yield Cut(block, history[use], future[use], targets, block.shares[use], sizes[use])


# Methods: each gives futures (n_series, n_paths, horizon)


def engine(cut: Cut, rng: np.random.Generator) -> Floats:
    """The product's forecast, all of the history."""
    block, paths = cut.block, np.full((len(cut.history), N_PATHS, cut.block.horizon), np.nan)
    for some, ceiling in ((cut.shares, 1.0), (~cut.shares, np.inf)):
        seed = int(rng.integers(2**31))
        given = cut.history[some]
        how: Any = {"paths": N_PATHS, "seed": seed, "ceiling": ceiling, "sizes": cut.sizes[some]}
        paths[some] = forecast(given, block.horizon, block.season, **how).paths
    return paths


def last_value(cut: Cut, rng: np.random.Generator) -> Floats:
    """It stays as it is."""
    return np.tile(cut.history[:, -1:, None], (1, N_PATHS, cut.block.horizon))


def past_values(cut: Cut, rng: np.random.Generator) -> Floats:
    """Any of the latest values again, each step by itself: the share of the past that met the target."""
    last = cut.history[:, -cut.block.window :]
    place = rng.integers(0, last.shape[1], (len(last), N_PATHS, cut.block.horizon))
    return last[np.arange(len(last))[:, None, None], place]


def limits_of_mean(cut: Cut, rng: np.random.Generator) -> Floats:
    """What a chart says of a process it holds to be stable: independent normal points about the mean."""
    last = cut.history[:, -cut.block.window :]
    spread = np.abs(np.diff(last, axis=1)).mean(axis=1) / 1.128
    noise = rng.standard_normal((len(last), N_PATHS, cut.block.horizon))
    return last.mean(axis=1)[:, None, None] + spread[:, None, None] * noise


METHODS: dict[str, Callable[[Cut, np.random.Generator], Floats]] = {
    "product": engine, "last value": last_value, "past values": past_values, "limits of the mean": limits_of_mean,
}  # fmt: skip


def told_on_pages(cut: Cut) -> Floats:
    """What readings keep of each target: the chance at its date, anew after a change; NaN where nothing is told."""
    block, count = cut.block, cut.history.shape[1]
    step = timedelta(days=7 if block.frequency == "week" else 1)
    periods = [FIRST_WEEK + step * place for place in range(count)]
    days = np.array([period.toordinal() for period in periods])
    size = len(cut.history)
    known = np.isfinite(cut.history)
    series, place = np.nonzero(known)
    none = np.full(len(series), np.nan)
    columns = (series, days[place], cut.history[known], none, none, np.zeros(len(series), dtype=np.int64))
    book = book_of(Columns(*columns), range(size))
    # All are judged as measured values: what is cut here has lost the sizes of its groups.
    found = judge(book, [Manner("value", block.frequency, block.season)] * size)
    told = np.full(cut.targets.shape, np.nan)
    for column in range(len(POINTS)):
        asked = [
            Question(
                key=row, periods=[periods[place] for place in np.flatnonzero(known[row])],
                values=cut.history[row][known[row]], target=float(cut.targets[row, column]), direction=1,
                by=periods[-1] + step * block.horizon, frequency=block.frequency, season=block.season,
                ceiling=1.0 if cut.shares[row] else np.inf, changes=found.changes[row], size=float(cut.sizes[row]),
            )
            for row in range(size)
        ]  # fmt: skip
        for row, kept in outlooks(asked).items():
            told[row, column] = np.mean(kept["at"])
    return told


# Scores


def scored(name: str, block: Block, made: list[tuple[Cut, Floats]], rng: np.random.Generator) -> None:
    """Brier scores, calibration, PIT and cover of one method; errors over origins."""
    where = {"series": len(block.values), "origins": len(made), "method": name}
    for question, asked in (("at the date", {"at": -1}), ("mean of the way there", {"mean": block.horizon})):
        told, met, places = [], [], []
        for cut, paths in made:
            truth = cut.future[:, -1] if "at" in asked else cut.future.mean(axis=1)
            outcome = paths[:, :, -1] if "at" in asked else paths.mean(axis=2)
            told.append(np.stack([chance(paths, aim, direction=1, **asked).probability for aim in cut.targets.T], 1))
            met.append((truth[:, None] >= cut.targets).astype(np.float64))
            places.append(pit(outcome, truth, rng))
        brier(f"{block.name}, {question}", told, met, where)
        if name != "last value":  # a single future has no distribution
            uniform(f"{block.name}, {question}", places, where)
    if name != "last value":
        inside = []
        for cut, paths in made:
            low, high = np.quantile(paths, [0.1, 0.9], axis=1)
            inside.append(float(((cut.future >= low) & (cut.future <= high)).mean()))
        figure("forecast", f"{block.name}, cover of the 80 % interval", float(np.mean(inside)), "share",
               error=error(inside), **where)  # fmt: skip


def brier(what: str, told: list[Floats], met: list[Floats], where: dict[str, Any]) -> None:
    """The score, and how far what was said lies from what came; saying 50 % each time scores 0.25."""
    known = [np.isfinite(one) for one in told]
    each = [float(((t - m) ** 2)[k].mean()) for t, m, k in zip(told, met, known, strict=True)]
    figure("forecast", f"{what}, Brier score", float(np.mean(each)), "", error=error(each), **where)
    said, came = (np.concatenate([one[k] for one, k in zip(given, known, strict=True)]) for given in (told, met))
    apart = calibration_error(said[:, None], came[:, None])
    figure("forecast", f"{what}, calibration error", apart, "", questions=len(said), **where)


def pit(outcome: Floats, truth: Floats, rng: np.random.Generator) -> Floats:
    """Where what came lies among the futures, between 0 and 1; drawn between equals."""
    below, same = (outcome < truth[:, None]).sum(axis=1), (outcome == truth[:, None]).sum(axis=1)
    found: Floats = (below + rng.random(len(truth)) * (same + 1)) / (outcome.shape[1] + 1)
    return found


def uniform(what: str, places: list[Floats], where: dict[str, Any]) -> None:
    """How far these places are from evenly spread (Kolmogorov-Smirnov), and how many of them lie in each tenth."""
    every = np.sort(np.concatenate(places))
    steps = np.arange(len(every) + 1) / len(every)
    away = max(float((steps[1:] - every).max()), float((every - steps[:-1]).max()))
    tenths = np.histogram(every, bins=10, range=(0.0, 1.0))[0] / len(every)
    bars = "".join("▁▂▃▄▅▆▇█"[min(int(share * 40), 7)] for share in tenths)
    figure("forecast", f"{what}, PIT distance from uniform", away, "", tenths=[round(float(x), 3) for x in tenths],
           bars=bars, **where)  # fmt: skip


def error(each: list[float]) -> float:
    """The standard error of the mean over origins."""
    return round(float(np.std(each, ddof=1) / np.sqrt(len(each))), 4)


def main() -> None:
    """All methods on all blocks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    rng = np.random.default_rng(parser.parse_args().seed)
    flights = prepare(DATA / "sources", report=lambda line: None)
    for block in (weekly(flights), daily(flights), small(flights)):
        known = list(cuts(block))
        for name, method in METHODS.items():
            scored(name, block, [(cut, method(cut, rng)) for cut in known], rng)
        told = [told_on_pages(cut) for cut in known]
        met = [(cut.future[:, -1:] >= cut.targets).astype(np.float64) for cut in known]
        where = {"series": len(block.values), "origins": len(known), "method": "as told on pages"}
        brier(f"{block.name}, at the date", told, met, where)


if __name__ == "__main__":
    main()
