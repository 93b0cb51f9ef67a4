"""Run lengths by Markov chain and integral equation against the published tables."""

import math

import numpy as np
import pytest

from pilothouse.spc.exact import Cusum, Ewma, ShiryaevRoberts, ZoneChain
from pilothouse.spc.rule_sets import SETS, Rule, RuleSet
from tests.spc import published_tables as tables

WITHIN = 0.005  # half a percent, and half a unit of the last printed digit


@pytest.mark.parametrize(("name", "rules", "lengths", "in_24", "in_60"), tables.RULES)
def test_run_rules(name: str, rules: list[Rule], lengths: tuple[float, ...], in_24: float, in_60: float) -> None:
    chain = ZoneChain(rules)
    for shift, published in zip(tables.SHIFTS, lengths, strict=True):
        assert chain.average_run_length(shift) == pytest.approx(published, abs=0.006), (name, shift)
    assert chain.chance_within(24) == pytest.approx(in_24, abs=0.0006)
    assert chain.chance_within(60) == pytest.approx(in_60, abs=0.0006)


def test_the_chain_is_as_small_as_published_and_knows_its_limits() -> None:
    # Champ & Woodall count 216 states for Western Electric, the signal among them.
    assert ZoneChain(list(SETS[RuleSet.WESTERN_ELECTRIC].values())).states == 215
    with pytest.raises(ValueError, match="zones"):
        ZoneChain(list(SETS[RuleSet.NHS].values()))
    wide = ZoneChain([SETS[RuleSet.SHEWHART][1]]).chance_within(60, spread=1.5)
    assert wide == pytest.approx(1 - (1 - math.erfc(2 / math.sqrt(2))) ** 60)


@pytest.mark.parametrize(("k", "h", "lengths"), tables.CUSUMS)
def test_cusum(k: float, h: float, lengths: tuple[float, ...]) -> None:
    for shift, published in zip(tables.CHART_SHIFTS, lengths, strict=True):
        assert Cusum(k, h).two_sided_run_length(shift) == pytest.approx(published, abs=0.006)


@pytest.mark.parametrize(("weight", "width", "lengths"), tables.EWMAS)
def test_ewma(weight: float, width: float, lengths: tuple[float, ...]) -> None:
    for shift, published in zip(tables.CHART_SHIFTS, lengths, strict=True):
        assert Ewma(weight, width).run_length(shift) == pytest.approx(published, abs=0.06 if published > 100 else 0.006)


@pytest.mark.parametrize(("shift", "h", "worst", "steady", "two_sided"), tables.TUNED)
def test_tuned_cusum(shift: float, h: float, worst: float, steady: float, two_sided: float) -> None:
    chart = Cusum.tuned(shift, 370.4)
    assert chart.h == pytest.approx(h, abs=0.001)
    assert chart.run_length(shift) == pytest.approx(worst, rel=WITHIN)
    assert chart.steady_delay(shift) == pytest.approx(steady, rel=WITHIN)
    assert Cusum.tuned(shift, 2 * 370.4).two_sided_run_length(shift) == pytest.approx(two_sided, rel=WITHIN)


def test_other_silences_and_siegmund() -> None:
    for silent, delay in tables.SILENT:
        assert Cusum.tuned(1.0, silent).run_length(1.0) == pytest.approx(delay, abs=0.001)
    assert Cusum(0.5, 5.0).siegmund() == pytest.approx(938.2, abs=0.05)
    assert Cusum(0.5, 5.0).siegmund(0.5) == pytest.approx(6.166**2)


def test_shiryaev_roberts_against_the_tables_and_a_simulation() -> None:
    assert ShiryaevRoberts.tuned(1.0, 370.4).steady_delay() == pytest.approx(7.76, rel=WITHIN)
    assert ShiryaevRoberts.tuned(2.0, 370.4).steady_delay() == pytest.approx(2.81, rel=0.0055)
    chart = ShiryaevRoberts.tuned(0.5, 370.4)
    rng = np.random.default_rng(1963)
    state = np.zeros(30_000)
    for _ in range(80):
        state = (1 + state) * np.exp(0.5 * rng.standard_normal(len(state)) - 0.125)
        state = state[state <= chart.limit]
    delays: list[int] = []
    for point in range(1, 600):
        state = (1 + state) * np.exp(0.5 * (rng.standard_normal(len(state)) + 0.5) - 0.125)
        delays += [point] * int((state > chart.limit).sum())
        state = state[state <= chart.limit]
    error = np.std(delays) / math.sqrt(len(delays))
    assert chart.steady_delay() == pytest.approx(np.mean(delays), abs=3 * error)
