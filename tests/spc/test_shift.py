"""Before and after, and forecasts."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilothouse.spc import ForecastVerdict, Shift, Verdict, shift, verdict_on_forecast

RNG_BEFORE = np.random.default_rng(1).normal(50, 2, 24)
RNG_AFTER = np.random.default_rng(2).normal(50, 2, 10)


def test_the_interval_is_welchs() -> None:
    before, after = RNG_BEFORE[:9], RNG_AFTER  # neighbours lie so far apart that no autocorrelation is allowed for
    found = shift(before, after, direction=1)
    assert found.autocorrelation == 0.0
    wanted = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high))
    assert found.effect == pytest.approx(after.mean() - before.mean())


@pytest.mark.parametrize(
    ("moved", "direction", "verdict"),
    [(5, 1, Verdict.BETTER), (5, -1, Verdict.WORSE), (-5, -1, Verdict.BETTER), (-5, 1, Verdict.WORSE)],
)
def test_a_real_effect_in_either_direction(moved: float, direction: int, verdict: Verdict) -> None:
    assert shift(RNG_BEFORE, RNG_AFTER + moved, direction=direction).verdict is verdict


def test_nothing_shown_too_early_and_cannot_be_told() -> None:
    centred = RNG_AFTER - RNG_AFTER.mean() + RNG_BEFORE.mean()
    assert shift(RNG_BEFORE, centred, direction=1).verdict is Verdict.NO_CHANGE
    assert shift(RNG_BEFORE, centred, direction=1, smallest=10.0).verdict is Verdict.NO_CHANGE
    assert shift(RNG_BEFORE, centred, direction=1, smallest=0.1).verdict is Verdict.CANNOT_BE_TOLD
    assert shift(RNG_BEFORE, centred + 5, direction=1, smallest=20.0).verdict is Verdict.NO_CHANGE
    assert shift(RNG_BEFORE, centred[:5], direction=1).verdict is Verdict.TOO_EARLY
    assert shift(RNG_BEFORE[:3], centred, direction=1).verdict is Verdict.CANNOT_BE_TOLD
    assert shift([], [], direction=1).verdict is Verdict.TOO_EARLY
    assert math.isnan(shift([], [], direction=1).effect)


def test_missing_and_infinite_points_do_not_count() -> None:
    after = np.concatenate([RNG_AFTER[:5], [np.nan, np.inf]])
    found = shift(RNG_BEFORE, after, direction=1)
    assert found.after_points == 5
    assert found.verdict is Verdict.TOO_EARLY


def test_ratios_weigh_by_their_denominator() -> None:
    before_n, after_n = np.array([100.0, 300, 100, 300, 100, 300]), np.full(6, 200.0)
    found = shift(
        before_n * [0.1, 0.2, 0.1, 0.2, 0.1, 0.2],
        after_n * [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
        direction=-1,
        before_n=before_n,
        after_n=after_n,
    )
    assert found.before_mean == pytest.approx((30 + 180) / 1200)
    assert found.verdict is Verdict.WORSE
    with_gap = shift([1.0, 2, 3, 4, 5, 6, 0], [1.0] * 6, direction=1, before_n=[10.0] * 6 + [0], after_n=[10] * 6)
    assert with_gap.before_points == 6


def test_a_stretch_of_zeros_has_its_uncertainty() -> None:
    before = [0.0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]
    rare = shift(before, [0.0] * 6, direction=-1, kind="count")
    assert (rare.verdict, rare.low < 0 < rare.high) == (Verdict.NO_CHANGE, True)
    share = shift(before, [0.0] * 6, direction=-1, kind="proportion", before_n=[50.0] * 24, after_n=[50.0] * 6)
    assert share.verdict is Verdict.NO_CHANGE
    many = shift([4.0, 6, 5, 3, 7, 5, 4, 6], [0.0] * 8, direction=-1, kind="count")
    assert (many.verdict, many.effect) == (Verdict.BETTER, -5.0)
    sums = shift([4.5, 6.5, 5.5, 3.5, 7.5, 5.5], [4.5, 6.5, 5.5, 3.5, 7.5, 5.6], direction=-1, kind="count")
    values = shift([4.5, 6.5, 5.5, 3.5, 7.5, 5.5], [4.5, 6.5, 5.5, 3.5, 7.5, 5.6], direction=-1)
    assert sums == values


def test_counts_are_called_changed_as_seldom_as_promised() -> None:
    for kind, mean, size in (("count", 0.2, None), ("count", 4.0, None), ("proportion", 0.97, 20)):
        rng = np.random.default_rng(12)
        called = 0
        for _ in range(400):
            values = rng.poisson(mean, 30) if size is None else rng.binomial(size, mean, 30)
            sizes = {} if size is None else {"before_n": np.full(24, size), "after_n": np.full(6, size)}
            called += shift(values[:24], values[24:], direction=-1, kind=kind, **sizes).verdict is Verdict.BETTER
        assert called <= 0.04 * 400


def test_what_never_varied_cannot_be_told() -> None:
    assert shift([5.0] * 12, [3.0] * 8, direction=-1).verdict is Verdict.CANNOT_BE_TOLD
    assert shift([5.0] * 12, [5.0] * 8, direction=-1).verdict is Verdict.CANNOT_BE_TOLD
    once = shift([5.0, 4, 6, 5, 4, 6, 5, 5], [4.9] * 8, direction=-1)
    assert once.low < 0 < once.high


def test_short_stretches_allow_for_some_autocorrelation() -> None:
    rng = np.random.default_rng(8)
    called = 0
    for _ in range(400):
        x = rng.standard_normal(40)
        for i in range(1, 40):
            x[i] += 0.6 * x[i - 1]
        called += shift(x[21:33], x[33:], direction=1).verdict is Verdict.BETTER
    assert called <= 0.09 * 400  # it was .15; nominal .025


def test_autocorrelation_widens_the_interval() -> None:
    rng = np.random.default_rng(8)
    misses = {False: 0, True: 0}
    for _ in range(300):
        e = rng.standard_normal(90)
        x = e.copy()
        for i in range(1, 90):
            x[i] = 0.5 * x[i - 1] + e[i]
        found = shift(x[:45], x[45:], direction=1)
        misses[True] += not found.low <= 0 <= found.high
        naive = stats.ttest_ind(x[45:], x[:45], equal_var=False).pvalue
        misses[False] += bool(naive < 0.05)
    assert misses[True] < 0.12 * 300  # nominal 15 of 300, naive about 75
    assert misses[False] > 2 * misses[True]


def test_the_interval_covers_in_white_noise() -> None:
    rng = np.random.default_rng(5)
    covered = 0
    for _ in range(1000):
        found = shift(rng.normal(0, 1, 24), rng.normal(1, 2, 8), direction=1)
        covered += found.low <= 1 <= found.high
    assert 0.92 <= covered / 1000 <= 0.98


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), max_size=40),
    after=st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), max_size=40),
)
def test_turning_the_direction_turns_the_verdict(before: list[float], after: list[float]) -> None:
    up, down = shift(before, after, direction=1), shift(before, after, direction=-1)
    turned = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    assert down.verdict is turned.get(up.verdict, up.verdict)


def test_shift_refuses_what_has_no_meaning() -> None:
    for arguments in (
        {"direction": 0},
        {"direction": 1, "smallest": -1.0},
        {"direction": 1, "before_n": [1.0]},
        {"direction": 1, "before_n": [-1.0] * 24},
    ):
        with pytest.raises(ValueError):
            shift(RNG_BEFORE, RNG_AFTER, **arguments)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one dimension"):
        shift([[1.0]], [1.0], direction=1)


def measured(low: float, high: float, verdict: Verdict = Verdict.NO_CHANGE) -> Shift:
    return Shift((low + high) / 2, low, high, 0.0, (low + high) / 2, 24, 12, 0.0, verdict)


@pytest.mark.parametrize(
    ("low", "high", "expected", "verdict"),
    [
        (2, 8, 6, ForecastVerdict.AS_FORECAST),
        (7, 9, 6, ForecastVerdict.AS_FORECAST),
        (1, 4, 6, ForecastVerdict.BETTER_BUT_LESS),
        (-1, 4, 6, ForecastVerdict.NO_CHANGE),
        (-1, 8, 6, ForecastVerdict.CANNOT_BE_TOLD),
        (-8, -2, 6, ForecastVerdict.WORSE),
        (-1, 1, 0, ForecastVerdict.CANNOT_BE_TOLD),
        (1, 2, 0, ForecastVerdict.AS_FORECAST),
        (-3, -1, 0, ForecastVerdict.WORSE),
        (-3, -1, -2, ForecastVerdict.AS_FORECAST),
        (-3, -1, -9, ForecastVerdict.AS_FORECAST),
        (math.nan, math.nan, 6, ForecastVerdict.CANNOT_BE_TOLD),
    ],
)
def test_forecasts(low: float, high: float, expected: float, verdict: ForecastVerdict) -> None:
    assert verdict_on_forecast(measured(low, high), expected=expected, direction=1) is verdict
    assert verdict_on_forecast(measured(-high, -low), expected=-expected, direction=-1) is verdict


@pytest.mark.parametrize(
    ("low", "high", "margin", "verdict"),
    [
        (-4, 9, 5, ForecastVerdict.AS_FORECAST), (-4, -1, 5, ForecastVerdict.AS_FORECAST),
        (-6, 9, 5, ForecastVerdict.CANNOT_BE_TOLD), (-6, -1, 5, ForecastVerdict.WORSE),
        (1, 9, None, ForecastVerdict.AS_FORECAST),
    ],
)  # fmt: skip
def test_no_harm_needs_a_harm_that_matters(low: float, high: float, margin: float, verdict: ForecastVerdict) -> None:
    assert verdict_on_forecast(measured(low, high), expected=0, direction=1, margin=margin) is verdict
    assert verdict_on_forecast(measured(-high, -low), expected=0, direction=-1, margin=margin) is verdict
    with pytest.raises(ValueError, match="harm"):
        verdict_on_forecast(measured(low, high), expected=0, direction=1, margin=0.0)


def test_a_forecast_may_be_too_early_and_needs_a_number() -> None:
    early = measured(2, 8, Verdict.TOO_EARLY)
    assert verdict_on_forecast(early, expected=5, direction=1) is ForecastVerdict.TOO_EARLY
    with pytest.raises(ValueError, match="number"):
        verdict_on_forecast(early, expected=math.nan, direction=1)
    with pytest.raises(ValueError, match="direction"):
        verdict_on_forecast(early, expected=1, direction=0)


@pytest.mark.parametrize(("level", "size", "kind"), [(40.0, None, "count"), (90.0, 100.0, "proportion")])
def test_what_is_counted_but_steady_is_compared_by_its_own_spread(level: float, size: float | None, kind: str) -> None:
    """Beds staffed: forty give or take one, then forty-two. Chance alone would make them vary by six."""
    found = {0.0: 0, 2.0: 0}
    for seed in range(60):
        rng = np.random.default_rng(seed)
        for step in found:
            values = np.round(np.concatenate([rng.normal(level, 0.9, 24), rng.normal(level + step, 0.9, 12)]))
            sizes = {} if size is None else {"before_n": np.full(24, size), "after_n": np.full(12, size)}
            found[step] += shift(values[:24], values[24:], direction=1, kind=kind, **sizes).verdict is Verdict.BETTER
    assert found[2.0] >= 55
    assert found[0.0] <= 5


@pytest.mark.parametrize(("of", "kind", "size"), [(20.0, "count", None), (18.0, "proportion", 24.0)])
def test_counts_that_never_varied_are_compared_by_chance(of: float, kind: str, size: float | None) -> None:
    """Ten beds of twenty closed for good: that nothing else varies must not hide it."""
    sizes = {} if size is None else {"before_n": np.full(20, size), "after_n": np.full(10, size)}
    fallen = shift([of] * 20, [of / 2] * 10, direction=1, kind=kind, **sizes)
    assert fallen.verdict is Verdict.WORSE
    fell = -of / 2 / (size or 1.0)
    assert 2 * fell < fallen.low < fell < fallen.high < 0
    same = shift([of] * 20, [of] * 10, direction=1, kind=kind, **sizes)
    assert same.verdict is Verdict.NO_CHANGE
    assert same.low < 0 < same.high
