"""D9: real series whose event is known from history: false alarms before it, delay after it, never found.

The series are not part of the product: --data or PILOT_BENCH_SERIES names a folder that has them somewhere inside.
Every change counts that the folder's README names with its first point, on every column of the file, with the baselines
given there; left out are those without a stretch before them (Shipman) and those that trend (`left_out`, km driven).
Nothing in the engine was fitted to these series one by one.
"""

import csv
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench.early.goals import goal, skipped
from numpy.typing import NDArray

from pilothouse.spc.early import watch

CAP = 48
Rows = list[dict[str, str]]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """One series, and what history says: the first changed point (None: none), and by when finding it still counts."""

    name: str
    values: Floats
    baseline: int
    event: int | None
    kind: str = "value"
    denominators: Floats | None = None
    season: int | None = None
    within: int = CAP


def run(data: str | None) -> None:
    """Print the figures of D9; without the series that they are skipped."""
    folder = find(data)
    if folder is None:
        skipped("D9 real series", "nile.csv and its neighbours are not at hand (--data or PILOT_BENCH_SERIES)")
        return
    judged = [(one, alarms(one)) for one in series(folder)]
    false = np.array([before(one, alarm) for one, alarm in judged])
    late = np.array([delay(one, alarm) for one, alarm in judged if one.event is not None])
    for (one, _), (count, points) in zip(judged, false, strict=True):
        print(f"  {one.name}: {count} false in {points} points", file=sys.stderr)
    rate, error = 100 * false[:, 0].sum() / false[:, 1].sum(), 100 * np.sqrt(false[:, 0].sum()) / false[:, 1].sum()
    goal("D9 false alarms per 100 points before the event", rate, 1.5, 0.5, error)
    missed = float(np.isnan(late).mean())
    goal("D9 share of events never found", missed, 0.07, 0.03, np.sqrt(missed * (1 - missed) / len(late)))
    goal("D9 median delay of those found", float(np.nanmedian(late)), None, 2)
    control = rear(folder)
    goal("D9 alarms of the rear seats in their first year", alarms(control)[control.event :][:12].sum(), None, 0)
    for one in left_out(folder):
        alarm = alarms(one)
        print(f"  beside the sums, {one.name}: {before(one, alarm)}, delay {delay(one, alarm)}", file=sys.stderr)


def alarms(one: Known) -> NDArray[np.bool_]:
    """Alarms of one series, each from the points up to it."""
    sizes = None if one.denominators is None else one.denominators[None]
    found = watch(one.values[None], kind=one.kind, denominators=sizes, baseline=one.baseline, season=one.season)
    return np.asarray(found.alarm[0])


def before(one: Known, alarm: NDArray[np.bool_]) -> tuple[int, int]:
    """False alarms and judged points before the event."""
    end = len(one.values) if one.event is None else one.event
    return int(alarm[one.baseline : end].sum()), max(end - one.baseline, 0)


def delay(one: Known, alarm: NDArray[np.bool_]) -> float:
    """Points from the event on until the first alarm, which is 1; NaN if never within the window."""
    after = alarm[one.event :][: one.within]
    if after.any():
        print(f"  {one.name}: delay {after.argmax() + 1}", file=sys.stderr)
        return float(after.argmax() + 1)
    print(f"  {one.name}: never, {beyond(one)}", file=sys.stderr)
    return np.nan


def beyond(one: Known) -> str:
    """What an oracle at the same false alarms would do that knows all beforehand: level, spread and autocorrelation
    (those of the baseline), side and size of the change (that of the event's window), as if all were normal.
    """
    rate = one.values if one.denominators is None else one.values / one.denominators
    usual, after = rate[: one.baseline], rate[one.event :][: one.within]
    level, spread = np.nanmean(usual), np.nanstd(usual, ddof=1)
    z = np.nan_to_num((rate - level) / spread)
    pairs = z[: one.baseline - 1], z[1 : one.baseline]
    slope = max(float((pairs[0] * pairs[1]).sum() / (pairs[0] ** 2).sum()), 0.0)
    size = float((np.nanmean(after) - level) / spread)
    shown = abs(size) * np.sqrt(
        (1.0 - slope) / (1.0 + slope)
    )  # of a lasting change, where each point leans on the last
    own = np.sign(size) * np.append(z[0], z[1:] - slope * z[:-1]) / np.sqrt(1.0 - slope**2)
    noise = np.random.default_rng(one.baseline).standard_normal((20_000, 60))
    threshold = np.quantile(_sums(noise, shown).max(axis=1), 0.85)
    found = _sums(own[None, one.baseline :], shown)[0, one.event - one.baseline :][: one.within] >= threshold
    with_noise = noise[:10_000, : len(after)] + shown
    share = (_sums(with_noise, shown) >= threshold).any(axis=1).mean()
    told = f"at point {found.argmax() + 1}" if found.any() else "never"
    return f"an oracle ({size:+.1f} sigma, autocorrelation {slope:.2f}) {told}; of such events it finds {share:.0%}"


def _sums(score: Floats, size: float) -> Floats:
    """The logarithm of Shiryaev–Roberts sums for a known size, point by point."""
    course, total = np.empty_like(score), np.zeros(len(score))
    for place, ratio in enumerate(np.exp(size * score - size * size / 2.0).T):
        total = (1.0 + total) * ratio
        course[:, place] = np.log(total)
    return course


def find(data: str | None) -> Path | None:
    """The folder with the series, or None."""
    given = data or os.environ.get("PILOT_BENCH_SERIES")
    found = next(iter(sorted(Path(given).rglob("nile.csv"))), None) if given and Path(given).is_dir() else None
    return found.parent if found else None


def series(folder: Path) -> Iterator[Known]:
    """All series that count."""
    yield Known("Nile at Aswan", column(folder, "nile.csv", "flow_1e8_m3"), 20, 28)
    yield from roads(folder)
    yield Known("coal disasters", column(folder, "coal_disasters.csv", "disasters"), 25, 36, "count")
    yield semmelweis(folder)
    for name, event in (("qc1", 146), ("qc2", 97), ("qc3", 179), ("qc5", None)):
        yield Known(name, quality(folder, name), 60, event)
    for name, event, weeks in (("s1", 41, 12), ("k1", 33, 2), ("m1", 7, 10)):
        cases = [float(row["cases"]) for row in read(folder, "rki_outbreaks.csv") if row["series"] == name]
        yield Known(f"outbreak {name}", np.array(cases), event, event, "count", within=weeks)
    for name in ("death", "nearmiss"):
        values = column(folder, "arterial_switch.csv", name)
        yield Known(f"arterial switch, {name}", values, 35, 52, "proportion", np.ones_like(values), within=16)


def roads(folder: Path) -> Iterator[Known]:
    """The law of 1983 for all whom it bound; the oil crisis of 1974 for everybody, from the sixty months before it."""
    for name, kind in (("drivers_ksi", "value"), ("front_ksi", "value"), ("van_killed", "count")):
        yield Known(f"seat belts, {name}", column(folder, "uk_seatbelts.csv", name)[84:], 84, 85, kind, season=12)
    for name, kind in (
        ("drivers_ksi", "value"),
        ("front_ksi", "value"),
        ("rear_ksi", "value"),
        ("van_killed", "count"),
    ):
        yield Known(f"oil crisis, {name}", column(folder, "uk_seatbelts.csv", name)[:169], 60, 60, kind, season=12)


def left_out(folder: Path) -> Iterator[Known]:
    """Series that every method takes for changed long before their event: a trend, and waves of several periods."""
    yield Known("qc4", quality(folder, "qc4"), 60, 341)
    yield Known("LaGuardia", column(folder, "lga_passengers.csv", "passengers")[180:], 84, 116, season=12)


def rear(folder: Path) -> Known:
    """Rear passengers: the law of 1983 did not bind them."""
    return Known("seat belts, rear", column(folder, "uk_seatbelts.csv", "rear_ksi")[84:], 84, 85, season=12)


def semmelweis(folder: Path) -> Known:
    """Deaths of births by month; a month that is not in the source is a gap."""
    rows = {row["month"][:7]: row for row in read(folder, "semmelweis.csv")}
    months = [f"{1841 + month // 12}-{month % 12 + 1:02}" for month in range(99)]
    deaths, births = (
        np.array([float(rows[month][name]) if month in rows else np.nan for month in months])
        for name in ("deaths", "births")
    )
    return Known("Semmelweis", deaths, 65, 77, "proportion", births)


def quality(folder: Path, name: str) -> Floats:
    """One of the series made for change detection."""
    return np.array([float(r["value"]) for r in read(folder, "quality_control.csv") if r["series"] == name])


def column(folder: Path, file: str, name: str) -> Floats:
    """A column of a file."""
    return np.array([float(row[name]) for row in read(folder, file)])


def read(folder: Path, file: str) -> Rows:
    """The rows of a file."""
    with (folder / file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
