"""How often chance alone makes a week in which so many units change."""

from datetime import date, timedelta

import pytest

from pilothouse.bridge.luck import Luck, Place
from pilothouse.measures.weeks import Shifted
from pilothouse.measures.wording import how_often
from pilothouse.web.bridge.weeks import luck_in_words

MONDAY = date(2025, 1, 6)


def watched(frequency: str = "week", units: int = 5, indicators: int = 4) -> list[Place]:
    return [Place(unit, indicator, frequency) for unit in range(units) for indicator in range(indicators)]


def week(*units: int, what: int = 0, number: int = 10, side: int = -1) -> list[Shifted]:
    weeks = frozenset({MONDAY + timedelta(weeks=number)})
    return [Shifted(100 * number + unit, what, unit, weeks, side) for unit in units]


@pytest.mark.parametrize(("frequency", "weeks"), [("week", 53), ("month", 12), ("quarter", 4)])
def test_by_hand(frequency: str, weeks: int) -> None:
    # One signal in each of five units, one indicator: any three of them in one of so many weeks, looked at twice.
    found = Luck(watched(frequency, indicators=1), 1e-9, week(0, 1, 2, 3, 4))
    share = 1 / weeks
    three = 10 * share**3 * (1 - share) ** 2 + 5 * share**4 * (1 - share) + share**5
    assert found.yearly(week(0, 1, 2)) == pytest.approx(365.25 / 7 * weeks / 53 * 2 * three, rel=1e-6)


def test_the_budget_is_the_least_that_chance_does() -> None:
    few, many = (Luck(watched(), budget, []).yearly(week(0, 1, 2)) for budget in (0.05, 0.5))
    assert 0.0 < few < many


def test_the_more_signals_a_year_has_the_less_a_week_says() -> None:
    quiet = Luck(watched(), 0.15, week(0, 1, 2)).yearly(week(0, 1, 2))
    noisy = [shift for number in range(0, 50, 2) for shift in week(number % 5, number % 4, number=number)]
    assert Luck(watched(), 0.15, noisy).yearly(week(0, 1, 2)) > 20 * quiet


def test_series_by_the_month_meet_more_easily() -> None:
    signals = [shift for unit in range(5) for shift in week(unit, number=4 * unit)]
    weekly, monthly = (Luck(watched(name), 1e-9, signals).yearly(week(0, 1)) for name in ("week", "month"))
    assert monthly > weekly


@pytest.mark.parametrize(
    ("yearly", "words"),
    [(3.0, "about 3 times a year"), (1.0, "about once a year"), (0.1, "about once in 10 years"),
     (0.0, "less than once in 100 years"), (1e-9, "less than once in 100 years")],
)  # fmt: skip
def test_words(yearly: float, words: str) -> None:
    assert how_often(yearly) == words


def test_a_week_that_chance_often_makes_is_told_as_such() -> None:
    assert "may be luck" in luck_in_words(2.0)
    assert "may be luck" not in luck_in_words(0.01)
