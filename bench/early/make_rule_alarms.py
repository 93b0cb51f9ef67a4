"""Write src/pilothouse/spc/tables/rule_alarms.py: false alarms of the named rule sets. Three minutes, one core.

Normal series with limits from the mean and the mean moving range of their first points, into which rules may reach
back; the last row of each set has an endless baseline. KNOWN has limits without a baseline. Seeds are not those of any
benchmark or test.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from pilothouse.spc.limits import limits  # noqa: E402
from pilothouse.spc.rule_sets import RuleSet  # noqa: E402
from pilothouse.spc.rules import rules  # noqa: E402

BASELINES = (8, 10, 12, 16, 20, 24, 36, 60, 120)
POINTS = (6, 12, 24, 36, 60, 120, 240)
ENDLESS = 30  # no rule reaches back further
SERIES, BATCH, SEED = 100_000, 10_000, 19_560_801


def z_scores(rng: np.random.Generator, baseline: int | None) -> np.ndarray:
    if baseline is None:
        return rng.standard_normal((BATCH, ENDLESS + POINTS[-1]))
    values = rng.standard_normal((BATCH, baseline + POINTS[-1]))
    drawn = limits(values, baseline=baseline)
    return (values - drawn.centre) / drawn.sigma


def row(baseline: int | None, *, reach_back: bool = True) -> dict[RuleSet, list[float]]:
    found = {name: np.zeros(len(POINTS)) for name in RuleSet}
    rng = np.random.default_rng([SEED, baseline or 0])
    start = baseline or ENDLESS
    for _ in range(SERIES // BATCH):
        z = z_scores(rng, baseline)
        for name in RuleSet:
            alarms = rules(z, rule_set=name).rule[:, start:] if reach_back else rules(z[:, start:], rule_set=name).rule
            found[name] += [(alarms[:, :points] > 0).any(axis=1).sum() for points in POINTS]
    return {name: [round(float(share), 4) for share in count / SERIES] for name, count in found.items()}


def main() -> None:
    rows = [row(baseline) for baseline in (*BASELINES, None)]
    known = row(None, reach_back=False)
    lines = [
        '"""Probability of a false alarm by rule set, baseline and points; by bench/early/make_rule_alarms.py."""',
        "",
        f"BASELINES = {BASELINES}",
        f"POINTS = {POINTS}",
        "# Rows are the baselines and then an endless one, columns the points.",
        "ALARMS = {",
    ]
    for name in RuleSet:
        lines += [f'    "{name}": (', *(f"        {tuple(each[name])}," for each in rows), "    ),"]
    lines += ["}", "# Limits known without a baseline.", "KNOWN = {"]
    lines += [f'    "{name}": {tuple(known[name])},' for name in RuleSet]
    target = ROOT / "src/pilothouse/spc/tables/rule_alarms.py"
    target.write_text("\n".join([*lines, "}", ""]))


if __name__ == "__main__":
    main()
