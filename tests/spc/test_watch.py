"""Judging series: kinds, stages, odd data, and what must hold for every input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from pilothouse.spc import Status, watch

Floats = NDArray[np.float64]


def noise(n_series: int, n_points: int, seed: int = 7) -> Floats:
    return np.random.default_rng(seed).standard_normal((n_series, n_points))


def stepped(at: int = 30, size: float = 3.0) -> Floats:
    values = noise(1, 48) * 0.8 + 50
    values[:, at:] += size
    return values


def test_a_step_is_found_with_its_onset_direction_and_strength() -> None:
    found = watch(stepped(size=-4.0), baseline=24)
    assert found.status[0] == Status.WATCHED
    assert found.direction[0] == -1
    assert 30 <= found.first_alarm[0] <= 33
    assert 28 <= found.onset[0] <= found.first_alarm[0]
    assert 2.0 < found.strength[0] < 8.0
    assert found.rule[0, found.first_alarm[0]] in (1, 2, 3)
    assert found.judged[0] == 24


def test_the_four_rules_in_order_of_their_numbers() -> None:
    base = np.tile([-1.0, 1.0], 12)  # mean 0, mean moving range 2: sigma = 2 / 1.128 = 1.77
    tail = np.array([[6, 0, 0], [4, 0, 4], [2, 2, 2], [0.5, 0.5, 0.5]], dtype=float)
    rows = np.array([np.concatenate([base, t, np.repeat(t[-1:], 5)]) for t in tail])
    rows[0, 27:] = 0.0
    rows[1, 27:] = 0.0
    found = watch(rows, baseline=24)
    firsts = found.first_alarm
    assert [found.rule[i, firsts[i]] for i in range(4)] == [1, 2, 3, 4]
    assert firsts.tolist() == [24, 26, 27, 31]
    assert found.onset.tolist() == [24, 24, 24, 24]
    assert watch(rows, baseline=24, which=(1,)).first_alarm.tolist() == [24, -1, -1, -1]


def test_baseline_points_are_never_judged() -> None:
    values = noise(1, 40)
    values[0, 5] = 100.0
    found = watch(values, baseline=24)
    assert not found.alarm[0, :24].any()
    assert np.isnan(found.z[0, :24]).all()


def test_without_a_baseline_twelve_points_start_it() -> None:
    values = stepped(at=14, size=8.0)
    found = watch(values)
    assert found.first_alarm[0] == 14
    assert not found.alarm[0, :12].any()
    assert len(np.unique(found.centre[0])) == 2  # the first 12 judge to point 24, the first 24 from there
    assert found.centre[0, 11] == pytest.approx(values[0, :12].mean())
    assert found.centre[0, 24] == pytest.approx(values[0, :24].mean())


def test_one_baseline_per_series() -> None:
    values = noise(2, 60)
    both = watch(values, baseline=np.array([20, 40]))
    assert both.judged.tolist() == [40, 20]
    assert both.centre[0, 0] == pytest.approx(values[0, :20].mean())
    assert both.centre[1, 0] == pytest.approx(values[1, :40].mean())


def test_status_always_says_what_is_known() -> None:
    values = np.full((5, 30), np.nan)
    values[1, :11] = noise(1, 11)
    values[2] = 7.0
    values[3] = noise(1, 30)
    values[4, :12] = noise(1, 12)
    found = watch(values)
    assert found.status.tolist() == [
        Status.NO_DATA,
        Status.TOO_SHORT,
        Status.CONSTANT,
        Status.WATCHED,
        Status.WATCHED,
    ]
    assert not found.alarm[:3].any()
    assert found.judged.tolist() == [0, 0, 0, 18, 0]
    assert np.isnan(found.centre[1]).all()


@pytest.mark.parametrize("shape", [(0, 0), (0, 30), (3, 0), (3, 1)])
@pytest.mark.parametrize("kind", ["value", "count", "proportion", "rate"])
def test_empty_and_tiny_arrays_have_a_defined_answer(shape: tuple[int, int], kind: str) -> None:
    values = np.ones(shape)
    sizes = np.ones(shape) if kind in {"proportion", "rate"} else None
    for baseline in (None, 12):
        found = watch(values, kind=kind, denominators=sizes, baseline=baseline)
        assert found.alarm.shape == shape
        assert found.first_alarm.tolist() == [-1] * shape[0]
        assert set(found.status.tolist()) <= {Status.NO_DATA, Status.TOO_SHORT}


def test_zero_denominators_and_infinities_are_missing_points() -> None:
    cases = np.full((1, 30), 8.0)
    sizes = np.random.default_rng(1).integers(80, 120, (1, 30)).astype(float)
    sizes[0, 20] = 0
    cases[0, 20] = 0
    cases[0, 21] = np.inf
    found = watch(cases, kind="rate", denominators=sizes, baseline=12)
    assert np.isnan(found.points[0, [20, 21]]).all()
    assert found.judged[0] == 16
    assert found.status[0] == Status.WATCHED


def test_shares_of_large_numbers_use_laney_not_binomial_limits() -> None:
    rng = np.random.default_rng(3)
    sizes = rng.integers(2000, 2400, (40, 60)).astype(float)
    share = np.clip(0.8 + 0.05 * rng.standard_normal((40, 60)), 0, 1)
    found = watch(np.round(sizes * share), kind="proportion", denominators=sizes, baseline=24, which=(1,))
    assert found.sigma.mean() == pytest.approx(0.05, rel=0.15)  # binomial would say 0.0085
    assert found.alarm.mean() < 0.02
    assert (found.upper <= 1).all()


def test_counts_never_have_limits_narrower_than_chance() -> None:
    values = np.tile([4.0, 4.0, 5.0], (1, 20))
    found = watch(values, kind="count", baseline=24)
    assert found.sigma[0, 0] == pytest.approx(np.sqrt(found.centre[0, 0]))
    assert found.lower[0, 0] == 0


def test_a_season_is_not_a_signal_and_a_step_on_it_is() -> None:
    months = np.arange(96)
    season = 10 * np.sin(months / 12 * 2 * np.pi)
    values = noise(200, 96, seed=5) + season
    with_season = watch(values, baseline=60, season=12, which=(1,))
    without = watch(values, baseline=60, which=(1, 4))
    assert with_season.alarm[:, 60:].mean() < 0.01
    assert without.alarm[:, 60:].any(axis=1).mean() > 0.9
    stepping = values.copy()
    stepping[:, 72:] -= 5
    assert (watch(stepping, baseline=60, season=12).direction == -1).mean() > 0.9


def test_a_season_needs_two_full_cycles() -> None:
    with pytest.raises(ValueError, match="two full seasons"):
        watch(noise(1, 60), baseline=20, season=12)
    assert watch(noise(1, 23), season=12).status[0] == Status.TOO_SHORT
    assert watch(noise(1, 30), season=12).judged[0] == 6


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: watch(np.ones(30)), "shape"),
        (lambda: watch(np.ones((1, 30)), baseline=5), "at least 12"),
        (lambda: watch(np.ones((2, 30)), baseline=np.array([12, 12, 12])), "one number per series"),
        (lambda: watch(np.ones((1, 30)), baseline=12.5), "whole number"),
        (lambda: watch(np.ones((1, 30)), season=1), "two points"),
        (lambda: watch(np.ones((1, 30)), kind="rate"), "needs denominators"),
        (lambda: watch(np.ones((1, 30)), denominators=np.ones((1, 30))), "takes no denominators"),
        (lambda: watch(np.ones((1, 3)), kind="rate", denominators=np.ones((1, 2))), "shape"),
        (lambda: watch(-np.ones((1, 30)), kind="count"), "negative count at series 0, point 0"),
        (lambda: watch(np.ones((1, 3)), kind="rate", denominators=-np.ones((1, 3))), "negative denominator"),
        (lambda: watch(2 * np.ones((1, 3)), kind="proportion", denominators=np.ones((1, 3))), "more cases"),
        (lambda: watch(np.ones((1, 3)), kind="mood"), "mood"),
        (lambda: watch(np.ones((1, 3)), which=(1, 9)), "unknown rule 9"),
    ],
)
def test_input_that_cannot_be_is_refused_in_words(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()  # type: ignore[operator]


rough = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 50)),
    elements=st.one_of(st.floats(-100, 100, width=32), st.just(np.nan), st.sampled_from([0.0, 1.0, np.inf, -np.inf])),
)


@settings(max_examples=80, deadline=None)
@given(values=rough, baseline=st.sampled_from([None, 12, 20]))
def test_every_row_is_judged_as_if_it_were_alone(values: Floats, baseline: int | None) -> None:
    whole = watch(values, baseline=baseline)
    for i in range(len(values)):
        alone = watch(values[i : i + 1], baseline=baseline)
        for name in ("centre", "lower", "upper", "z"):
            np.testing.assert_allclose(getattr(whole, name)[i], getattr(alone, name)[0], rtol=1e-12)
        for name in ("rule", "side", "start", "first_alarm", "onset", "status"):
            np.testing.assert_array_equal(getattr(whole, name)[i], getattr(alone, name)[0])


@settings(max_examples=80, deadline=None)
@given(values=rough, baseline=st.sampled_from([None, 12, 20]), data=st.data())
def test_a_later_point_never_changes_an_earlier_alarm(
    values: Floats, baseline: int | None, data: st.DataObject
) -> None:
    until = data.draw(st.integers(1, values.shape[1]))
    whole = watch(values, baseline=baseline)
    so_far = watch(values[:, :until], baseline=baseline)
    np.testing.assert_array_equal(whole.alarm[:, :until], so_far.alarm)
    np.testing.assert_array_equal(whole.rule[:, :until], so_far.rule)
    np.testing.assert_array_equal(whole.start[:, :until], so_far.start)


def test_a_later_point_never_changes_an_earlier_alarm_in_shares_and_seasons() -> None:
    rng = np.random.default_rng(11)
    sizes = rng.integers(0, 30, (30, 70)).astype(float)
    cases = rng.binomial(sizes.astype(int), 0.3).astype(float)
    whole = watch(cases, kind="proportion", denominators=sizes, season=7)
    for until in (12, 15, 27, 40, 69):
        part = watch(cases[:, :until], kind="proportion", denominators=sizes[:, :until], season=7)
        np.testing.assert_array_equal(whole.alarm[:, :until], part.alarm)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 1000), offset=st.floats(-1000, 1000))
def test_units_of_measure_do_not_matter(seed: int, factor: float, offset: float) -> None:
    values = noise(3, 50, seed)
    plain, other = watch(values, baseline=20), watch(values * factor + offset, baseline=20)
    np.testing.assert_array_equal(plain.rule, other.rule)
    np.testing.assert_array_equal(plain.onset, other.onset)
    np.testing.assert_allclose(plain.centre * factor + offset, other.centre, rtol=1e-6, atol=1e-6 * factor)


def test_gaps_do_not_break_a_run() -> None:
    values = np.tile([-1.0, 1.0], 20)[None, :].copy()
    values[0, 24:] = 1.2
    values[0, [25, 28]] = np.nan
    found = watch(values, baseline=24, which=(4,))
    assert found.first_alarm[0] == 33  # eight present points from 24 on
    assert found.onset[0] == 24


def test_a_constant_start_does_not_hide_later_change() -> None:
    values = np.full((1, 60), 5.0)
    values[0, 12:] = 5.0 + noise(1, 48)
    values[0, 40:] += 6.0
    found = watch(values)
    assert found.status[0] == Status.WATCHED
    assert not found.alarm[0, :24].any()
    assert found.alarm[0, 40]
