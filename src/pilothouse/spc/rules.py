"""The usual run rules, for many series at once."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.false_alarms import Rate, rates_of
from pilothouse.spc.limits import Limits
from pilothouse.spc.rule_sets import Rule, RuleSet, chosen, same_set
from pilothouse.spc.runs import Bytes, met
from pilothouse.spc.series import LARGEST, Floats, Ints, as_series
from pilothouse.spc.stable import rates_seen


@dataclass(frozen=True)
class Hits:
    """Where a rule is met, arrays of shape (n_series, n_points).

    `rule` is the lowest rule met (0: none), `side` −1, 0 or +1 (of the last point; 0 where the rule has no
    side: alternating, all near the centre, all far from it), `start` the index of the first point of the
    run that met it (−1: none).

    Per series (n_series,): `false_alarm`, the probability that one of 60 stable points after those that the
    limits come from meets a rule, were they independent and as the chart supposes them (`spc.Limits`); NaN
    where `rate` says why it is not known (`spc.Rate`). For whole sets on XmR by mean moving range from a
    table, for other charts and for a part of a set from 4,000 simulated series (standard error at most .008;
    some 20 ms for each length, centre and size the first time).
    """

    rule: Bytes
    side: Bytes
    start: Ints
    rate: Bytes
    false_alarm: Floats


def rules(
    z: ArrayLike,
    *,
    which: Collection[int] | None = None,
    rule_set: RuleSet | str = RuleSet.WESTERN_ELECTRIC,
    drawn: Limits | None = None,
) -> Hits:
    """The rules of a named set on `z` (n_series, n_points), points in sigma from the centre.

    "western_electric": 1 one point beyond 3 sigma, 2 two of three beyond 2 sigma, 3 four of five beyond 1
    sigma, 4 eight in a row, always on one side. "nelson": 1 beyond 3 sigma, 2 nine on one side, 3 six
    rising or falling, 4 fourteen alternating, 5 two of three, 6 four of five, 7 fifteen within 1 sigma, 8
    eight beyond 1 sigma on any side. "nhs": 1 beyond 3 sigma, 2 seven on one side, 3 seven rising or
    falling, 4 two of three. "shewhart": beyond 3 sigma alone. `which` picks some rules by number. The last
    point is always among those that meet a rule. Missing points are skipped, as if the series did not
    have them; infinitely far is far. `spc.rule_sets` has the sources. `drawn` are the limits that `z` comes
    from, best by `Limits.in_sigma`: with them the result says how often these rules are met for nothing.

    With known limits a stable series meets Western Electric rule 1 once in 370 points, any of the four once
    in 92 (Champ & Woodall 1987, Technometrics 29:393); with limits estimated from 24 points much more
    often, and with autocorrelation, seasons or skew nearly always: `spc.false_alarms` says how often.
    Raises ValueError for an unknown rule or set, and for limits of another number of series.
    """
    # Infinitely far is far, not missing.
    given = as_series(np.clip(np.asarray(z, dtype=np.float64), -LARGEST, LARGEST), "z")
    wanted = chosen(rule_set, which)
    return Hits(*met(given, wanted), *_rate(wanted, drawn, len(given)))


def _rate(wanted: dict[int, Rule], drawn: Limits | None, n_series: int) -> tuple[Bytes, Floats]:
    """What is known of false alarms, and their rate: tables hold whole sets on XmR by mean moving range, limits tell
    the one rule that all sets share, the rest is simulated.
    """
    if drawn is None:
        return np.full(n_series, Rate.NOT_TOLD, dtype=np.int8), np.full(n_series, np.nan)
    if drawn.rate.shape != (n_series,):
        raise ValueError(f"limits of {len(drawn.rate)} series for the points of {n_series}")
    whole = same_set(wanted)
    if whole is RuleSet.SHEWHART:
        return drawn.rate, drawn.false_alarm
    if whole is not None and drawn.chart == "xmr" and drawn.supposed.season is None:
        tabled = rates_of(whole, drawn.learnt)
        return drawn.rate, np.where(drawn.rate == Rate.KNOWN, tabled, np.nan)
    return drawn.rate, rates_seen(drawn.chart, tuple(wanted.values()), drawn.supposed)
