"""D1: the published tables of control charts, as exact as they are printed. A line is the worst miss of a table."""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.spc import published_tables as tables  # noqa: E402

from pilothouse import spc  # noqa: E402
from pilothouse.spc import constants  # noqa: E402
from pilothouse.spc.exact import Cusum, Ewma, ShiryaevRoberts, ZoneChain  # noqa: E402
from pilothouse.spc.run_chart import usual  # noqa: E402

PERCENT = 0.5
ERRORS = 3.0
# A miss counts from half a unit of the last printed digit on.
Line = tuple[str, float, float, float, float]
Pair = tuple[float, float, float]  # computed, published, half a unit of its last digit


def run(seed: int, quick: bool = False) -> Iterator[Line]:
    """(goal, figure, bar, moonshot, standard error) for every table: percent off, or standard errors off."""
    yield _exact("run rules, run lengths", _run_rules())
    yield _exact("run rules, false alarms in 24 and 60", _within())
    yield _exact("CUSUM", _charts([(Cusum(k, h).two_sided_run_length, row) for k, h, row in tables.CUSUMS], 0.005))
    yield _exact("EWMA", _charts([(Ewma(w, width).run_length, row) for w, width, row in tables.EWMAS], 0.05))
    yield _exact("tuned CUSUM", _tuned())
    yield _exact("Shiryaev–Roberts, steady delay", _shiryaev_roberts())
    yield _exact("constants", _constants())
    limits = usual([row[0] for row in tables.RUN_CHARTS])
    wrong = sum((a, b) != row[1:3] for a, b, row in zip(*limits, tables.RUN_CHARTS, strict=True))
    yield "D1 run chart limits wrong", float(wrong), 0.0, 0.0, 0.0
    yield from _estimated(seed, 4_000 if quick else 20_000)


def _exact(name: str, pairs: Iterator[Pair]) -> Line:
    worst = max(100.0 * max(abs(x - published) - half, 0.0) / published for x, published, half in pairs)
    return f"D1 {name}: percent off", worst, PERCENT, PERCENT, 0.0


def _run_rules() -> Iterator[Pair]:
    for _, rules, lengths, _, _ in tables.RULES:
        chain = ZoneChain(rules)
        for shift, published in zip(tables.SHIFTS, lengths, strict=True):
            yield chain.average_run_length(shift), published, 0.005


def _within() -> Iterator[Pair]:
    for _, rules, _, in_24, in_60 in tables.RULES:
        chain = ZoneChain(rules)
        yield chain.chance_within(24), in_24, 0.0005
        yield chain.chance_within(60), in_60, 0.0005


def _charts(rows: list, half: float) -> Iterator[Pair]:
    for run_length, lengths in rows:
        for shift, published in zip(tables.CHART_SHIFTS, lengths, strict=True):
            yield run_length(shift), published, half if published > 100 else 0.005


def _tuned() -> Iterator[Pair]:
    for shift, limit, worst, steady, two_sided in tables.TUNED:
        chart = Cusum.tuned(shift, 370.4)
        yield chart.h, limit, 0.0005
        yield chart.run_length(shift), worst, 0.0005
        yield chart.steady_delay(shift), steady, 0.0005
        yield Cusum.tuned(shift, 2 * 370.4).two_sided_run_length(shift), two_sided, 0.0005
    for silent, delay in tables.SILENT:
        yield Cusum.tuned(1.0, silent).run_length(1.0), delay, 0.0005
    yield Cusum(0.5, 5.0).siegmund(), 938.2, 0.05


def _shiryaev_roberts() -> Iterator[Pair]:
    for shift, delay in tables.SHIRYAEV_ROBERTS:
        yield ShiryaevRoberts.tuned(shift, 370.4).steady_delay(), delay, 0.005


def _constants() -> Iterator[Pair]:
    yield constants.D2, 1.128379, 5e-7
    yield constants.E2, 2.6587, 5e-5
    yield constants.RANGE_D4, 3.267, 5e-4
    yield constants.E5, 3.145, 5e-4
    yield constants.RANGE_D6, 3.865, 5e-4


def _estimated(seed: int, series: int) -> Iterator[Line]:
    rng = np.random.default_rng([seed, 1])
    worst: dict[str, float] = {}
    for baseline in tables.ESTIMATED[spc.RuleSet.SHEWHART]:
        values = rng.standard_normal((series, baseline + 60))
        drawn = spc.limits(values, baseline=baseline)
        z = (values - drawn.centre) / drawn.sigma
        for name, published in tables.ESTIMATED.items():
            share = (spc.rules(z, rule_set=name).rule[:, baseline:] > 0).any(axis=1).mean()
            p = published[baseline]
            error = math.sqrt(p * (1 - p) * (1 / series + 1 / tables.ESTIMATED_SERIES))
            worst[name] = max(worst.get(name, 0.0), abs(share - p) / error)
    for name, errors in worst.items():
        yield f"D1 limits estimated, {name}: standard errors off", errors, ERRORS, ERRORS, 0.0
