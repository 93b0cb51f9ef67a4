"""How likely a target is, next time and at its date."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from pilothouse.measures.outlook import FARTHEST, Question, outlooks, steps_to
from pilothouse.measures.rules import capability
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
    ("chance", "told"),
    [
        (None, "cannot_be_told"), (0.0, "not_capable"), (0.05, "not_capable"), (0.06, "hit_and_miss"),
        (0.94, "hit_and_miss"), (0.95, "capable"), (1.0, "capable"),
    ],
)  # fmt: skip
def test_what_a_process_can_keep_to_is_told_by_its_chance(chance: float | None, told: str) -> None:
    assert capability(chance) == told


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
    assert steps_to(one) == 10
    assert steps_to(replace(one, by=date(2099, 1, 1))) == FARTHEST
    over = replace(one, by=MONDAY)
    assert steps_to(over) == 0
    assert outlooks([over])[1]["at"] is None
