"""Published figures, reproduced within three standard errors or exactly."""

import math

import numpy as np
import pytest

from pilothouse.spc import constants, limits, rules, watch

# Champ & Woodall 1987, Technometrics 29:393, known parameters: rules, P(signal within 24), within 60.
WITHIN = [
    ((1,), 0.063, 0.150),
    ((1, 2), 0.099, 0.233),
    ((1, 3), 0.126, 0.299),
    ((1, 4), 0.128, 0.316),
    ((1, 2, 3), 0.157, 0.360),
    ((1, 2, 4), 0.161, 0.381),
    ((1, 3, 4), 0.183, 0.426),
    ((1, 2, 3, 4), 0.211, 0.475),
    ((4,), 0.069, 0.195),
]
# The same source: average run length after a shift by so many sigma.
RUN_LENGTH = [
    ((1,), 2.0, 6.30),
    ((1,), 3.0, 2.00),
    ((1, 2), 1.0, 20.01),
    ((1, 3), 1.0, 12.66),
    ((1, 4), 1.0, 14.58),
    ((1, 2, 3, 4), 0.6, 20.91),
    ((1, 2, 3, 4), 1.0, 9.22),
    ((1, 2, 3, 4), 2.0, 3.13),
    ((4,), 3.0, 8.05),
]


@pytest.mark.parametrize(("which", "in_24", "in_60"), WITHIN)
def test_false_alarms_of_the_rules_with_known_limits(which: tuple[int, ...], in_24: float, in_60: float) -> None:
    z = np.random.default_rng(87).standard_normal((30_000, 60))
    found = rules(z, which=which).rule > 0
    for n_points, published in ((24, in_24), (60, in_60)):
        share = found[:, :n_points].any(axis=1).mean()
        error = math.sqrt(published * (1 - published) / len(z))
        assert share == pytest.approx(published, abs=3 * error + 0.0005)  # the table has three digits


@pytest.mark.parametrize(("which", "shift", "published"), RUN_LENGTH)
def test_average_run_lengths(which: tuple[int, ...], shift: float, published: float) -> None:
    z = np.random.default_rng(1987).standard_normal((8_000, 250)) + shift
    found = rules(z, which=which).rule > 0
    lengths = np.where(found.any(axis=1), found.argmax(axis=1) + 1, 250)
    error = lengths.std() / math.sqrt(len(lengths))
    assert lengths.mean() == pytest.approx(published, abs=3 * error + 0.005)


@pytest.mark.parametrize(
    ("which", "baseline", "published"),
    [((1,), 12, 0.374), ((1,), 24, 0.298), ((1,), 60, 0.221), ((1, 4), 24, 0.507), ((1, 2, 3, 4), 24, 0.635)],
)
def test_false_alarms_with_limits_estimated_from_a_baseline(
    which: tuple[int, ...], baseline: int, published: float
) -> None:
    values = np.random.default_rng(24).standard_normal((12_000, baseline + 60))
    drawn = limits(values, baseline=baseline)
    z = (values - drawn.centre) / drawn.sigma
    share = (rules(z[:, baseline:], which=which).rule > 0).any(axis=1).mean()
    # Both figures come from about 12,000 series.
    assert share == pytest.approx(published, abs=3 * math.sqrt(2 * published * (1 - published) / 12_000))


def test_constants() -> None:
    assert pytest.approx(1.128379, abs=5e-7) == constants.D2
    assert pytest.approx(0.852502, abs=5e-7) == constants.D3
    assert pytest.approx(2.6587, abs=5e-5) == constants.E2
    assert pytest.approx(3.145, abs=5e-4) == constants.E5
    assert pytest.approx(3.267, abs=5e-4) == constants.RANGE_D4
    assert pytest.approx(3.865, abs=1e-3) == constants.RANGE_D6


def test_the_nile_and_its_dam() -> None:
    # Cobb 1978: annual flow at Aswan 1871 to 1904, the dam works lowered it from 1899 (index 28).
    flow = [1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960]
    flow += [1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833]
    found = watch(np.array([flow], dtype=float), baseline=20)
    assert found.onset[0] == 28
    assert found.direction[0] == -1


def test_individuals_limits_by_hand() -> None:
    values = np.array([[10.0, 12.0, 11.0, 13.0, 12.0, 14.0]])
    found = limits(values)
    assert found.centre[0, 0] == pytest.approx(12.0)
    assert found.upper[0, 0] == pytest.approx(12.0 + 2.6587 * 1.6, abs=1e-3)
    assert limits(values, chart="xmr_median").upper[0, 0] == pytest.approx(12.0 + 3.1454 * 2.0, abs=1e-3)


def test_p_u_and_c_limits_by_hand() -> None:
    sizes = np.array([[100.0, 400.0]])
    p = limits(np.array([[10.0, 40.0]]), chart="p", denominators=sizes)
    assert p.upper[0].tolist() == pytest.approx([0.1 + 3 * 0.03, 0.1 + 3 * 0.015])
    u = limits(np.array([[25.0, 100.0]]), chart="u", denominators=sizes)
    assert u.upper[0].tolist() == pytest.approx([0.25 + 3 * 0.05, 0.25 + 3 * 0.025])
    c = limits(np.array([[16.0, 16.0]]), chart="c")
    assert (c.lower[0, 0], c.upper[0, 0]) == pytest.approx((4.0, 28.0))


def test_laney_by_hand() -> None:
    sizes = np.full((1, 4), 100.0)
    cases = np.array([[10.0, 20.0, 10.0, 20.0]])
    # p-bar .15, binomial sigma .035707; |dz| = .1 / .035707 each time: sigma = mean moving range / d2.
    found = limits(cases, chart="laney_p", denominators=sizes)
    assert found.sigma[0, 0] == pytest.approx(0.1 / constants.D2)
    assert found.upper[0, 0] == pytest.approx(0.15 + 0.3 / constants.D2)


def test_laney_tends_to_the_binomial_where_there_is_no_more_variation() -> None:
    rng = np.random.default_rng(2002)
    sizes = rng.integers(200, 400, (50, 400))
    cases = rng.binomial(sizes, 0.2).astype(float)
    plain = limits(cases, chart="p", denominators=sizes.astype(float))
    laney = limits(cases, chart="laney_p", denominators=sizes.astype(float))
    assert (laney.sigma / plain.sigma).mean() == pytest.approx(1.0, abs=0.02)


def test_limits_refuse_an_unknown_chart_and_take_a_baseline() -> None:
    with pytest.raises(ValueError, match="unknown chart"):
        limits(np.ones((1, 3)), chart="pie")  # type: ignore[arg-type]
    values = np.array([[1.0, 2.0, 3.0, 100.0]])
    assert limits(values, baseline=3).centre[0, 3] == pytest.approx(2.0)
    assert np.isnan(limits(np.full((1, 3), np.nan)).upper).all()
    assert np.isnan(limits(np.full((1, 1), 2.0), chart="xmr_median").upper).all()
