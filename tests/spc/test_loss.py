"""Losses of a year against closed forms of the compound Poisson."""

import math

import numpy as np
import pytest

from pilothouse.spc.loss import (
    CHANCES,
    Curve,
    Estimate,
    Part,
    Range,
    Total,
    at_once,
    curve_of,
    exceeded,
    summed,
    yearly_losses,
)

FIXED = Range(100.0, 100.0)


def test_a_range_holds_nine_of_ten() -> None:
    spread = Range(2.0, 50.0)
    values = np.exp(spread.mu + spread.sigma * np.random.default_rng(1).standard_normal(200_000))
    assert np.mean((values > 2.0) & (values < 50.0)) == pytest.approx(0.90, abs=0.003)
    assert values.mean() == pytest.approx(spread.mean, rel=0.01)


def test_the_same_seed_draws_the_same_years() -> None:
    estimate = Estimate(Range(0.1, 2.0), Range(10.0, 1_000.0), 7)
    assert np.array_equal(yearly_losses(estimate), yearly_losses(estimate))
    other = Estimate(estimate.often, estimate.loss, 8)
    assert not np.array_equal(yearly_losses(estimate), yearly_losses(other))


def test_known_rate_and_loss_are_a_poisson_count() -> None:
    rate = 1.5
    losses = yearly_losses(Estimate(Range(rate, rate), FIXED, 3), 400_000)
    for events in range(6):
        exact = math.exp(-rate) * rate**events / math.factorial(events)
        assert np.mean(np.isclose(losses, 100.0 * events)) == pytest.approx(exact, abs=0.003)


def test_mean_and_variance_of_the_mixed_compound() -> None:
    often, loss = Range(0.3, 3.0), Range(10.0, 100.0)
    losses = yearly_losses(Estimate(often, loss, 5), 2_000_000)
    assert losses.mean() == pytest.approx(often.mean * loss.mean, rel=0.01)
    second = loss.mean**2 * math.exp(loss.sigma**2)
    rates = often.mean**2 * (math.exp(often.sigma**2) - 1)
    assert losses.var() == pytest.approx(often.mean * second + rates * loss.mean**2, rel=0.03)


def test_no_event_at_all_is_as_likely_as_the_mixed_poisson_says() -> None:
    often = Range(0.2, 5.0)
    points, weights = np.polynomial.hermite_e.hermegauss(80)
    exact = float((weights * np.exp(-np.exp(often.mu + often.sigma * points))).sum() / math.sqrt(2 * math.pi))
    assert np.mean(yearly_losses(Estimate(often, FIXED, 11), 400_000) == 0) == pytest.approx(exact, abs=0.003)


def test_a_rare_loss_is_exceeded_as_its_lognormal_says() -> None:
    loss = Range(10.0, 1_000.0)
    losses = yearly_losses(Estimate(Range(0.01, 0.01), loss, 13), 1_000_000)
    beyond = 0.5 * math.erfc((math.log(500.0) - loss.mu) / (loss.sigma * math.sqrt(2)))
    assert np.mean(losses > 500.0) == pytest.approx(1 - math.exp(-0.01 * beyond), rel=0.08)


def test_a_curve_reads_the_quantiles() -> None:
    curve = curve_of(np.random.default_rng(1).permutation(np.arange(1.0, 10_001.0)))
    assert curve.chances == CHANCES
    for chance, loss in zip(curve.chances, curve.losses, strict=True):
        assert np.mean(np.arange(1.0, 10_001.0) > loss) <= chance + 1e-9
        assert loss == pytest.approx(10_000 * (1 - chance), abs=1.0)
    assert (curve.any, curve.mean) == (1.0, 5_000.5)


def test_the_chance_of_a_loss_is_read_off_the_curve() -> None:
    curve = Curve((0.5, 0.1, 0.01), (0.0, 10.0, 1_000.0), 20.0, 0.3)
    assert exceeded(curve, 0.0) == 0.3
    assert exceeded(curve, 5.0) == pytest.approx(0.2)
    assert exceeded(curve, 10.0) == pytest.approx(0.1)
    assert exceeded(curve, 100.0) == pytest.approx(math.sqrt(0.001))
    assert exceeded(curve, 1e9) == 0.01
    assert exceeded(Curve((0.5,), (0.0,), 0.0, 0.0), 10.0) == 0.0


def test_sums_add_the_same_years() -> None:
    one, two = (Estimate(Range(0.5, 2.0), Range(10.0, 100.0), seed) for seed in (1, 2))
    found = summed([Part(one, (1, 2)), Part(two, (2,))])
    assert found[1] == Total(curve_of(yearly_losses(one)))
    assert found[2] == Total(curve_of(yearly_losses(one) + yearly_losses(two)))


def test_risks_of_one_cause_have_their_bad_years_together_and_the_mean_stays() -> None:
    one, two, three = (Estimate(Range(0.05, 0.2), Range(10.0, 100.0), seed) for seed in (1, 2, 3))
    total = summed([Part(one, (1,), 7), Part(two, (1,), 7), Part(three, (1,), 8)])[1]
    assert (total.sharing, total.causes) == (2, 1)
    assert total.by_cause is not None
    assert total.by_cause.mean == pytest.approx(total.curve.mean)
    assert total.by_cause.any < total.curve.any  # the same losses in fewer years
    tied, apart = (dict(zip(curve.chances, curve.losses, strict=True)) for curve in (total.by_cause, total.curve))
    assert tied[0.01] > 1.2 * apart[0.01]
    alone = summed([Part(one, (1,), 7), Part(two, (1,), 7)])[1].by_cause
    assert alone is not None
    assert alone.losses == pytest.approx(at_once([curve_of(yearly_losses(each)).losses for each in (one, two)]))


def test_busy_years_are_poisson_too() -> None:
    losses = yearly_losses(Estimate(Range(30.0, 30.0), FIXED, 17)) / 100.0
    assert (losses.mean(), losses.var()) == (pytest.approx(30.0, rel=0.005), pytest.approx(30.0, rel=0.02))


def test_quantiles_of_risks_with_one_cause_add_up() -> None:
    assert at_once([(0.0, 1.0, 5.0), (2.0, 3.0, 4.0)]) == (2.0, 4.0, 9.0)
    one = yearly_losses(Estimate(Range(0.5, 2.0), Range(10.0, 100.0), 1))
    together = curve_of(one + 2 * one).losses
    assert at_once([curve_of(one).losses, curve_of(2 * one).losses]) == pytest.approx(together)
