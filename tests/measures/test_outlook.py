"""How likely a target is, next time and at its date."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from pilothouse.measures.models import Indicator
from pilothouse.measures.outlook import Question, outlooks, question_of
from pilothouse.measures.reach import FARTHEST, capability, steps_to, within_reach
from pilothouse.measures.rules import Columns
from pilothouse.measures.stretches import book_of
from pilothouse.spc.changes import LEVEL, SINGLE, Change

MONDAY = date(2025, 1, 6)


def question(values: list[float], target: float = 50.0, changes: tuple[Change, ...] = ()) -> Question:
    periods = [MONDAY + timedelta(weeks=place) for place in range(len(values))]
    by = periods[-1] + timedelta(weeks=10, days=3)
    return Question(1, periods, np.array(values), target, 1, by, "week", None, np.inf, changes)


def noise(level: float, count: int) -> list[float]:
    return [level + float(value) for value in np.random.default_rng(3).standard_normal(count)]


def level(onset: int, side: int = -1, kind: str = LEVEL) -> Change:
    return Change(onset, onset + 1, side, kind, 0.001, 3.0)


@pytest.mark.parametrize(("target", "low", "high"), [(40.0, 0.95, 1.0), (50.0, 0.15, 0.85), (60.0, 0.0, 0.05)])
def test_a_steady_line_tells_one_chance(target: float, low: float, high: float) -> None:
    told = outlooks([question(noise(50.0, 40), target)])[1]
    assert told["since"] is None
    for chances in (told["next"], told["at"]):
        assert low <= chances[0] == chances[1] <= high


@pytest.mark.parametrize(
    ("chances", "far", "told"),
    [
        ((0.0, 0.06), False, "cannot_be_told"), ((0.0, 0.0), False, "not_capable"),
        ((0.05, 0.05), False, "not_capable"), ((0.06, 0.06), False, "hit_and_miss"),
        ((0.94, 0.94), False, "hit_and_miss"),
        ((0.95, 0.95), False, "capable"),
        ((1.0, 1.0), False, "capable"), ((0.0, 0.0), True, "cannot_be_told"), ((0.5, 0.5), True, "hit_and_miss"),
    ],
)  # fmt: skip
def test_what_a_process_can_keep_to_is_told_by_its_chance(chances: tuple[float, float], far: bool, told: str) -> None:
    assert capability({"next": list(chances), "at": None, "far": far}) == told
    assert capability(None) == "cannot_be_told"


def test_after_a_change_it_goes_on_as_since_then() -> None:
    one = question(noise(50.0, 30) + noise(40.0, 14), 45.0, (level(30),))
    told = outlooks([one])[1]
    assert told["since"] == one.periods[30].isoformat()
    assert told["at"][0] == told["at"][1] < 0.08


def test_where_the_change_is_too_young_a_range_is_told() -> None:
    told = outlooks([question(noise(50.0, 30) + noise(40.0, 4), 45.0, (level(30),))])[1]
    assert told["at"][0] < 0.5 < 0.9 < told["at"][1]
    assert told["since"] is not None


def test_one_value_that_stood_out_is_no_new_beginning() -> None:
    told = outlooks([question([*noise(50.0, 30), 20.0, *noise(50.0, 4)], 45.0, (level(30, kind=SINGLE),))])[1]
    assert told["since"] is None


def test_too_few_values_tell_nothing() -> None:
    assert outlooks([question(noise(50.0, 8))]) == {}


def test_the_date_counts_in_periods_and_a_past_one_is_over() -> None:
    one = question(noise(50.0, 20))
    assert steps_to(one.by, one.periods[-1], "week") == 10
    over = replace(one, by=MONDAY)
    assert steps_to(over.by, over.periods[-1], "week") == 0
    told = outlooks([over])[1]
    assert (told["at"], told["far"]) == (None, False)


@pytest.mark.parametrize(
    ("ahead", "at", "told", "reach"),
    [
        ((0.0, 0.0), (0.24, 0.24), "not_capable", (0.24, 0.24)),
        ((0.0, 0.0), (0.9, 0.9), "not_yet", (0.9, 0.9)),
        ((0.0, 0.0), (0.0, 0.3), "not_yet", (0.0, 0.3)),
        ((0.3, 0.3), (0.0, 0.0), "hit_and_miss", (0.3, 0.3)),
        ((0.0, 0.4), (0.1, 0.2), "cannot_be_told", (0.1, 0.4)),
        ((0.02, 0.02), None, "not_capable", (0.02, 0.02)),
    ],
)
def test_a_target_is_out_of_reach_only_where_its_date_is_too(
    ahead: tuple[float, float], at: tuple[float, float] | None, told: str, reach: tuple[float, float]
) -> None:
    assert capability({"next": ahead, "at": at, "far": False}) == told
    assert within_reach(ahead, at) == reach


def test_of_a_date_that_lies_too_far_no_chance_is_told() -> None:
    one = question(noise(50.0, 40))
    last = replace(one, by=one.periods[-1] + timedelta(weeks=FARTHEST, days=6))
    beyond = replace(last, by=last.by + timedelta(days=1))
    near, far = (outlooks([asked])[1] for asked in (last, beyond))
    assert near["at"] is not None
    assert not near["far"]
    assert (far["at"], far["far"]) == (None, True)
    assert far["next"][0] == far["next"][1] > 0.1


@pytest.mark.parametrize(("share", "target", "direction"), [(0.97, 1.0, 1), (0.03, 0.0, -1), (0.9, 0.9, 1)])
def test_of_twenty_nothing_lies_between_nineteen_and_all(share: float, target: float, direction: int) -> None:
    rng, asked, came = np.random.default_rng(7), [], []
    for key in range(60):
        met = rng.binomial(20, share, 53) / 20
        line = replace(question(met[:-1].tolist(), target), key=key, direction=direction, ceiling=1.0, size=20.0)
        asked.append(line)
        came.append(direction * met[:-1] >= direction * target - 1e-9)
    told = [one["next"][0] for one in outlooks(asked).values()]
    assert np.mean(told) == pytest.approx(np.mean(came), abs=0.04)
    apart = [replace(one, size=np.nan) for one in asked]
    assert np.mean([one["next"][0] for one in outlooks(apart).values()]) < np.mean(came) - 0.1


def test_the_denominator_to_come_is_the_usual_one_of_whole_numbers() -> None:
    indicator = Indicator(direction="up", frequency="week", value_kind="proportion", scale=100.0)

    def size(numerators: list[float], sizes: list[float]) -> float:
        count = len(sizes)
        columns = (np.full(count, 1), np.arange(738000, 738000 + 7 * count, 7), np.full(count, 0.5))
        rows = Columns(*columns, np.array(numerators), np.array(sizes), np.arange(count))
        return question_of(0, indicator, book_of(rows, [1]), (), (90.0, date(2026, 1, 1))).size

    assert size([10.0] * 14, [40.0] * 3 + [20.0] * 10 + [3.0]) == 20.0
    assert np.isnan(size([10.5] * 14, [20.0] * 14))
    assert np.isnan(size([np.nan] * 14, [np.nan] * 14))


def test_a_chance_is_the_same_alone_and_beside_any_others() -> None:
    rng, asked = np.random.default_rng(11), []
    for key, (count, weeks) in enumerate(zip(rng.integers(13, 130, 40), rng.integers(1, 60, 40), strict=True)):
        values = 50 + rng.normal(0, 3, count) + (key % 2) * rng.standard_normal(count).cumsum()
        changes = (level(int(count) - 6),) if key % 5 == 0 else ()
        one = question(values.tolist(), float(np.quantile(values, 0.75)), changes)
        by = one.periods[-1] + timedelta(weeks=int(weeks))
        asked.append(replace(one, key=key, by=by, season=4 if key % 3 == 0 else None))
    alone: dict[int, dict[str, Any]] = {}
    for one in asked:
        alone |= outlooks([one])
    assert len(alone) > 30
    assert outlooks(asked) == outlooks(asked[::-1]) == alone
    assert outlooks(asked[:7]) == {key: alone[key] for key in range(7) if key in alone}


def month(place: int) -> date:
    return date(2021 + place // 12, place % 12 + 1, 1)


def seasonal(places: list[int], by: date, changes: tuple[Change, ...] = (), lower: float = 0.0) -> Question:
    """Months about 100 that swing by 30, highest in April; `lower` is taken off since the last change."""
    swing = 100 + 30 * np.sin(2 * np.pi * np.arange(60) / 12) + np.random.default_rng(0).normal(0, 2, 60)
    values = swing[places]
    if changes:
        values[changes[-1].onset :] -= lower
    return Question(1, [month(place) for place in places], values, 115.0, 1, by, "month", 12, np.inf, changes)


@pytest.mark.parametrize("missing", [(), (30,), (30, 31, 32), (40, 41, 42, 43, 44, 45), (57, 58)])
def test_a_missing_value_shifts_no_season(missing: tuple[int, ...]) -> None:
    places = [place for place in range(60) if place not in missing]
    summer, winter = (outlooks([seasonal(places, by)])[1]["at"] for by in (date(2026, 4, 20), date(2026, 10, 20)))
    assert summer[0] > 0.9
    assert winter[1] < 0.1


def test_before_a_young_change_the_season_goes_on_in_its_own_months() -> None:
    young = (level(55),)
    for by, best in ((date(2026, 4, 20), 0.9), (date(2026, 10, 20), 0.0)):
        at = outlooks([seasonal(list(range(60)), by, young, lower=60.0)])[1]["at"]
        assert at[1] >= best
        assert best or at[1] < 0.1
