"""Named rule sets, the rarer charts, and what each costs in false alarms."""

import math

import numpy as np
import pytest

from pilothouse.spc import Rate, RuleSet, false_alarms, limits, rules, run_chart
from pilothouse.spc.lines import Chart
from pilothouse.spc.rule_sets import SETS
from pilothouse.spc.run_chart import false_alarm, usual
from pilothouse.spc.stable import rates_seen
from tests.spc import published_tables as tables

FIRST = [
    ("nelson", 1, [0, 0, 3.1], 2, 1),
    ("nelson", 2, [0.5] * 9, 0, 1),
    ("nelson", 3, [1.4, 0.9, 0.4, -0.1, -0.6, -0.9], 0, -1),
    ("nelson", 4, [0.2, -0.3] * 7, 0, 0),
    ("nelson", 5, [0, 2.1, 0, 2.2], 1, 1),
    ("nelson", 6, [-1.1, -1.2, 0.1, -1.3, -1.1], 0, -1),
    ("nelson", 7, [0.5, 0.5, -0.5, -0.5, 0.6] * 3, 0, 0),
    ("nelson", 8, [1.1, -1.2, -1.3, 1.4, 1.2, -1.1, -1.2, 1.5], 0, 0),
    ("nhs", 2, [-0.5] * 7, 0, -1),
    ("nhs", 3, [-0.9, -0.6, -0.3, 0.1, 0.4, 0.7, 0.9], 0, 1),
    ("nhs", 4, [0, -2.1, -2.2], 1, -1),
]


@pytest.mark.parametrize(("name", "number", "points", "start", "side"), FIRST)
def test_each_rule_is_met_by_its_last_point_and_not_before(
    name: str, number: int, points: list[float], start: int, side: int
) -> None:
    found = rules(np.array([points]), rule_set=name)
    assert found.rule[0].tolist() == [0] * (len(points) - 1) + [number]
    assert (found.start[0, -1], found.side[0, -1]) == (start, side)
    gaps = np.full((1, 2 * len(points)), np.nan)
    gaps[0, 1::2] = points
    apart = rules(gaps, rule_set=name)
    assert (apart.rule[0, -1], apart.start[0, -1]) == (number, 2 * start + 1)


def test_a_rule_can_be_picked_and_an_unknown_one_is_named() -> None:
    assert not rules(np.full((1, 9), 0.5), rule_set="nelson", which=(1, 3)).rule.any()
    with pytest.raises(ValueError, match="unknown rule 9; known are 1, 2, 3 and 4"):
        rules(np.zeros((1, 3)), which=(9,))
    with pytest.raises(ValueError, match="unknown rule set 'x'; known are shewhart, western_electric, nelson, nhs"):
        rules(np.zeros((1, 3)), rule_set="x")
    assert rules(np.zeros((0, 0)), rule_set="nelson").rule.shape == (0, 0)


@pytest.mark.parametrize("name", list(RuleSet))
def test_false_alarms_of_estimated_limits(name: RuleSet) -> None:
    for baseline, published in tables.ESTIMATED[name].items():
        error = math.sqrt(published * (1 - published) * (1 / tables.ESTIMATED_SERIES + 1 / 100_000))
        assert false_alarms(name, baseline) == pytest.approx(published, abs=3 * error + 0.0005)


def test_false_alarms_of_known_limits_and_in_between() -> None:
    assert false_alarms("shewhart", None) == pytest.approx(1 - 0.9973002**60, abs=1e-6)
    assert false_alarms("western_electric", None, 24) == pytest.approx(0.211, abs=5e-4)
    # Trends only add to what zones say.
    assert 0.510 < false_alarms("nhs", None) < 0.530
    values = [false_alarms("nelson", baseline) for baseline in (8, 9, 15, 24, 30, 200, 10_000)]
    assert values == sorted(values, reverse=True)
    growing = [false_alarms("nhs", 24, points) for points in (1, 5, 24, 61, 240)]
    assert growing == sorted(growing)
    for wrong in ({"baseline": 7}, {"baseline": 24, "points": 0}, {"baseline": None, "points": 241}):
        with pytest.raises(ValueError, match="are known for"):
            false_alarms("nelson", **wrong)


def test_limits_and_rules_carry_their_own_rate_of_false_alarms() -> None:
    values = np.random.default_rng(2015).standard_normal((3, 40))
    values[1, :4] = np.nan
    drawn = limits(values, baseline=[24, 24, 7])
    assert (drawn.learnt.tolist(), drawn.rate.tolist()) == ([24, 20, 7], [Rate.KNOWN, Rate.KNOWN, Rate.TOO_SHORT])
    assert drawn.false_alarm[:2].tolist() == [false_alarms("shewhart", 24), false_alarms("shewhart", 20)]
    assert np.isnan(drawn.false_alarm[2])
    z = drawn.in_sigma(values)
    met = rules(z, rule_set="nelson", drawn=drawn)
    assert met.rate.tolist() == drawn.rate.tolist()
    assert met.false_alarm[1] == false_alarms("nelson", 20)
    assert np.isnan(met.false_alarm[2])
    assert rules(z, which=(1,), rule_set="nelson", drawn=drawn).false_alarm[0] == drawn.false_alarm[0]


@pytest.mark.parametrize(
    ("chart", "centre", "size", "rate"),
    [
        ("xmr_median", 0.0, 0.0, 0.316), ("p", 0.02, 50.0, 0.447), ("p", 0.5, 50.0, 0.158),
        ("laney_p", 0.5, 50.0, 0.285), ("c", 4.0, 0.0, None), ("u", 4.0, 3.0, None), ("laney_u", 4.0, 3.0, None),
        ("g", 9.0, 0.0, None), ("t", 1.0, 0.0, None),
    ],
)  # fmt: skip
def test_every_chart_of_limits_tells_its_own_rate(chart: Chart, centre: float, size: float, rate: float | None) -> None:
    """Beside an independent simulation, or the share that other series of the same sort show."""
    rng, shape = np.random.default_rng(61), (1_500, 84)
    drawn_from = {"x": rng.standard_normal, "g": lambda s: rng.geometric(1 / (1 + centre), s) - 1.0,
                  "t": rng.standard_exponential}  # fmt: skip
    make = drawn_from.get(chart[0]) or (
        (lambda s: rng.binomial(int(size), centre, s)) if chart in {"p", "laney_p"} else
        (lambda s: rng.poisson(centre * (size or 1.0), s))
    )  # fmt: skip
    sizes = np.full(shape, size) if size else None
    values = np.asarray(make(shape), dtype=float)
    found = limits(values, chart=chart, denominators=sizes, baseline=24)
    plotted = values / sizes if sizes is not None else values
    seen = ((plotted > found.upper) | (plotted < found.lower))[:, 24:].any(axis=1).mean()
    told = found.false_alarm[np.isfinite(found.false_alarm)]
    assert len(told) == len(values)
    assert told.mean() == pytest.approx(rate or seen, abs=0.04)
    z = found.in_sigma(plotted)
    alone = rules(z, rule_set="shewhart", drawn=found)
    assert alone.false_alarm.tolist() == found.false_alarm.tolist()
    assert (alone.rule[:, 24:].any(axis=1)).mean() == pytest.approx(seen)


@pytest.mark.parametrize(
    ("chart", "name", "which"),
    [
        ("xmr", "nelson", (2, 3)), ("xmr", "western_electric", (1, 2)), ("xmr_median", "nelson", None),
        ("t", "western_electric", None), ("c", "nhs", None), ("g", "nelson", (1, 2, 4)),
    ],
)  # fmt: skip
def test_rules_tell_their_own_rate_on_every_chart(chart: Chart, name: str, which: tuple[int, ...] | None) -> None:
    """Beside the share of other stable series that meet them."""
    rng, shape = np.random.default_rng(67), (1_500, 84)
    make = {"x": rng.standard_normal, "t": rng.standard_exponential, "c": lambda s: rng.poisson(40.0, s)}
    values = np.asarray(make.get(chart[0], lambda s: rng.geometric(0.05, s) - 1.0)(shape), dtype=float)
    found = limits(values, chart=chart, baseline=24)
    met = rules(found.in_sigma(values), rule_set=name, which=which, drawn=found)
    assert set(met.rate.tolist()) == {Rate.KNOWN}
    assert met.rule[:, 24:].any(axis=1).mean() == pytest.approx(met.false_alarm.mean(), abs=0.04)


@pytest.mark.parametrize(("chart", "level", "least"), [("xmr", 0.0, 0.2), ("c", 400.0, 0.1)])
def test_seasonal_limits_tell_what_their_seasonal_means_cost(chart: Chart, level: float, least: float) -> None:
    season = np.resize([0.0, 30, 60, 90], 84)
    spread = np.sqrt(level + season) if level else 5.0
    values = np.round(np.random.default_rng(73).normal(level + season, spread, (1_500, 84)))
    found = limits(values, chart=chart, baseline=24, season=4)
    z = found.in_sigma(values)
    for name in ("shewhart", "western_electric"):
        met = rules(z, rule_set=name, drawn=found)
        assert met.rule[:, 24:].any(axis=1).mean() == pytest.approx(met.false_alarm.mean(), abs=0.04)
        assert met.false_alarm.mean() > least


def test_a_share_near_one_is_no_safer_than_its_complement() -> None:
    bad = np.random.default_rng(79).binomial(2_000, 0.004, (1, 24)).astype(float)
    sizes = np.full((1, 24), 2_000.0)
    charts: tuple[Chart, ...] = ("p", "laney_p")
    for chart in charts:
        told = [float(limits(x, chart=chart, denominators=sizes).false_alarm[0]) for x in (bad, sizes - bad)]
        assert told[0] == pytest.approx(told[1], abs=0.03)
        assert told[0] > 0.15


def test_a_part_of_a_set_cries_wolf_less_than_the_whole_and_sets_as_their_table_says() -> None:
    drawn = limits(np.random.default_rng(71).standard_normal((1, 36)))
    z = np.zeros((1, 36))
    rates = [float(rules(z, which=range(1, most), drawn=drawn).false_alarm[0]) for most in (2, 3, 4)]
    whole = false_alarms("western_electric", 36)
    assert rates[0] == false_alarms("shewhart", 36)
    assert sorted({*rates, whole}) == [*rates, whole]
    every = tuple(SETS[RuleSet.WESTERN_ELECTRIC].values())
    assert rates_seen("xmr", every, drawn.supposed)[0] == pytest.approx(whole, abs=0.03)


def test_points_off_a_centre_without_any_spread_lie_as_far_as_can_be() -> None:
    drawn = limits(np.array([[5.0, 5, 5, 5, 5, 5, 5, 5, 5, 6]]), baseline=9)
    z = drawn.in_sigma([[5.0, 5, 5, 5, 5, 5, 5, 5, 5, 6]])
    assert rules(z, drawn=drawn).rule[0].tolist() == [0] * 9 + [1]
    assert rules(np.array([[0.0, -np.inf]])).side[0].tolist() == [0, -1]
    with pytest.raises(ValueError, match=r"plotted has the shape \(1, 2\), the limits \(1, 10\)"):
        drawn.in_sigma(np.zeros((1, 2)))


def test_a_rate_that_nobody_knows_says_why() -> None:
    values = np.arange(60.0).reshape(2, 30) % 7
    nothing = np.zeros((2, 30))
    never = [limits(values, chart="run"), limits(nothing, chart="c"), limits(nothing, chart="g")]
    never += [limits(share, chart="p", denominators=np.full((2, 30), 5.0)) for share in (nothing, nothing + 5)]
    for drawn in never:
        assert drawn.rate.tolist() == [Rate.NO_TABLE] * 2
        assert np.isnan(drawn.false_alarm).all()
    assert limits(values[:, :7], chart="c").rate.tolist() == [Rate.TOO_SHORT] * 2
    assert limits(values, season=30).rate.tolist() == [Rate.TOO_SHORT] * 2
    for drawn in (limits(values, chart="run"), limits(values, season=30), limits(values[:, :7])):
        met = rules(np.zeros(drawn.centre.shape), which=(1, 2), drawn=drawn)
        assert met.rate.tolist() == drawn.rate.tolist()
        assert np.isnan(met.false_alarm).all()
    assert rules(values).rate.tolist() == [Rate.NOT_TOLD] * 2
    with pytest.raises(ValueError, match="limits of 2 series for the points of 1"):
        rules(values[:1], drawn=limits(values))
    assert limits(np.empty((0, 5))).false_alarm.shape == (0,)


@pytest.mark.parametrize(("useful", "longest", "fewest", "false"), tables.RUN_CHARTS)
def test_run_chart_limits_and_their_false_alarms(useful: int, longest: int, fewest: int, false: float | None) -> None:
    most, least = usual([useful])
    assert (most[0], least[0]) == (longest, fewest)
    if false is not None:
        # The published figures are simulated and have two digits.
        assert false_alarm(useful // 2, useful // 2) == pytest.approx(false, abs=0.004)


def test_the_exact_false_alarm_of_a_run_chart_is_what_a_simulation_shows() -> None:
    values = np.random.default_rng(2014).standard_normal((20_000, 24))
    found = run_chart(values)
    assert found.signal.mean() == pytest.approx(found.false_alarm[0], abs=3 * math.sqrt(0.03 / 20_000))


def test_run_chart_by_hand_and_with_odd_data() -> None:
    row = [1, 1, 1, 1, 1, 1, 1, 1, 5, 9, 9, 9, 9, 9, 9, 9, 9, np.nan]
    found = run_chart([row, [np.nan] * 18, [3.0] * 18])
    assert found.median[0] == 5
    assert found.median[2] == 3
    assert found.useful.tolist() == [16, 0, 0]
    assert (found.longest_run[0], found.crossings[0]) == (8, 1)
    assert found.signal.tolist() == [True, False, False]
    assert np.isnan(found.false_alarm[1:]).all()
    assert run_chart(np.zeros((0, 5))).signal.shape == (0,)


def test_t_and_g_charts_by_hand() -> None:
    times = np.array([[1.0, 4.0, 1.0, 4.0]])
    found = limits(times, chart="t")
    high = 4.0 ** (1 / 3.6)
    middle, sigma = (1 + high) / 2, (high - 1) / 1.128379
    assert found.centre[0, 0] == pytest.approx(middle**3.6)
    assert found.upper[0, 0] == pytest.approx((middle + 3 * sigma) ** 3.6, rel=1e-5)
    assert found.lower[0, 0] == pytest.approx(max(middle - 3 * sigma, 0) ** 3.6, rel=1e-5)
    g = limits(np.array([[8.0, 10.0, 12.0]]), chart="g")
    assert (g.centre[0, 0], g.lower[0, 0]) == (10.0, 0.0)
    assert g.upper[0, 0] == pytest.approx(10 + 3 * math.sqrt(110))
    run = limits(np.array([[1.0, 9.0, 2.0]]), chart="run")
    assert run.centre[0, 0] == 2.0
    assert np.isnan(run.upper).all()
    with pytest.raises(ValueError, match="knows no season"):
        limits(times, chart="g", season=2)
