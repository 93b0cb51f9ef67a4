"""The textbook rules, and where installed the packages people use, on the same series as the detector.

The packages are the optional group `peers`; none is needed. Each gets limits from 24 points and judges 60.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import process_time

import numpy as np
from bench.early.goals import aside
from bench.early.noise import noise
from bench.early.single import JUDGED, delays
from numpy.typing import NDArray

from pilothouse.spc import RuleSet, limits, rules
from pilothouse.spc.early import watch

LEARNT, CHANGE = 24, 36
Floats, Bools = NDArray[np.float64], NDArray[np.bool_]
SORTS = ("normal", "t5", "ar 0.6")


def run(rng: np.random.Generator, n: int) -> None:
    """False alarms on three sorts of noise, delay at one and two sigma, and cost, of everything at hand."""
    _one(rng, n, "this detector", lambda values: watch(values, baseline=LEARNT).alarm)
    for name in RuleSet:
        _one(rng, n, f"rules of {name}", lambda values, name=name: _textbook(values, name))
    for package, judge in PEERS.items():
        if find_spec(package):
            _one(rng, n // 40, f"package {package}", lambda values, judge=judge: np.array([judge(v) for v in values]))


def _one(rng: np.random.Generator, n: int, name: str, judge: Callable[[Floats], Bools]) -> None:
    shares = [judge(noise(rng, sort, n, LEARNT + JUDGED))[:, LEARNT:].any(axis=1).mean() for sort in SORTS]
    late = []
    for size in (1.0, 2.0):
        values = noise(rng, "normal", n, LEARNT + JUDGED)
        values[:, CHANGE:] += size
        late.append(delays(judge(values), LEARNT))
    start = process_time()
    judge(noise(rng, "normal", n, JUDGED))
    cost = (process_time() - start) * 10_000_000 / n
    for sort, share in zip(SORTS, shares, strict=True):
        aside(f"{name}: FAP {sort}", share, np.sqrt(share * (1 - share) / n))
    for size, delay in zip((1, 2), late, strict=True):
        aside(f"{name}: delay at {size} sigma", delay.mean(), delay.std() / np.sqrt(len(delay)))
    aside(f"{name}: ms for 10,000 × 60", cost, 0.0)


def _textbook(values: Floats, name: RuleSet) -> Bools:
    drawn = limits(values, baseline=LEARNT)
    return rules((values - drawn.centre) / drawn.sigma, rule_set=name).rule > 0


def _shewhart(values: Floats) -> Bools:
    package = import_module("shewhart")
    learnt = package.imr(values[:LEARNT], rules="nelson").baseline
    alarm = np.zeros(len(values), dtype=bool)
    for signal in package.imr(values[LEARNT:], limits=learnt, rules="nelson").signals:
        if signal.chart == "i" and signal.points:
            alarm[LEARNT + signal.points[-1]] = True
    return alarm


def _statprocon(values: Floats) -> Bools:
    chart = import_module("statprocon").XmR(values.tolist(), subset_end_index=LEARNT)
    found = (chart.rule_1_x_indices_beyond_limits(), chart.rule_2_runs_about_central_line())
    return np.any([*found, chart.rule_3_runs_near_limits()], axis=0)


def _spc_lib(values: Floats) -> Bools:
    chart = import_module("spc_lib.charts.variables.imr").IMRChart(values[:, None])
    chart.fit(baseline_mask=np.arange(len(values)) < LEARNT)
    return np.asarray((values > chart.ucl_main) | (values < chart.lcl_main))


PEERS: dict[str, Callable[[Floats], Bools]] = {
    "shewhart": _shewhart,
    "statprocon": _statprocon,
    "spc_lib": _spc_lib,
}
