"""How often false alarms alone make a week in which so many units change."""

import math
from datetime import date, timedelta
from itertools import chain

import numpy as np
import pytest

from pilothouse.measures.luck import OFTEN, Luck, Place
from pilothouse.measures.weeks import Shifted
from pilothouse.measures.wording import how_often
from pilothouse.spc.rarity import expected_alarms
from pilothouse.web.bridge.weeks import luck_in_words

MONDAY = date(2025, 1, 6)


def watched(frequency: str = "week", units: int = 5, indicators: int = 4, processes: int = 1) -> list[Place]:
    return [
        Place(f"/1/{unit}/", indicator, indicator % processes, frequency)
        for unit in range(units)
        for indicator in range(indicators)
    ]


def week(*units: int, what: int = 0, alike: bool = True) -> list[Shifted]:
    """A week with signals of the first process; not `alike`: of another indicator in each unit."""
    weeks = frozenset({MONDAY})
    return [Shifted(unit, what if alike else unit, 0, f"/1/{unit}/", weeks, -1) for unit in units]


@pytest.mark.parametrize(("frequency", "weeks", "values"), [("week", 53, 1), ("month", 12, 1), ("day", 53, 7)])
def test_by_hand(frequency: str, weeks: int, values: int) -> None:
    # One indicator in five units: each shows a signal in a week by the budget's rate, for it stands in two weeks but
    # goes to two sides; any three of five, looked at twice.
    found = Luck(watched(frequency, indicators=1), 0.15).yearly(week(0, 1, 2))
    share = 1 - math.exp(math.log(1 - 0.15) / 60 * values)
    three = 10 * share**3 * (1 - share) ** 2 + 5 * share**4 * (1 - share) + share**5
    assert found == pytest.approx(365.25 / 7 * weeks / 53 * 2 * three, rel=1e-6)


def test_what_makes_a_week_likelier_by_luck() -> None:
    pair = week(0, 1)
    usual = Luck(watched(), 0.15).yearly(pair)
    assert usual < Luck(watched(), 0.5).yearly(pair), "more false alarms"
    assert usual < Luck(watched(units=20), 0.15).yearly(pair), "more units"
    assert usual < Luck(watched(indicators=20, processes=4), 0.15).yearly(pair), "more indicators"
    assert usual > Luck(watched(), 0.15).yearly(week(0, 1, 2)), "fewer units that changed"
    three = week(0, 1, 2, alike=False)
    assert Luck(watched(), 0.15).yearly(three) > Luck(watched(), 0.15).yearly(week(0, 1, 2)), "another thing in each"


def test_a_whole_adds_no_unit() -> None:
    parts, whole = watched(units=3), Place("/1/", 9, 0, "week")
    for seen in (week(0, 1), week(0, 1, 2), week(0, 1, 2, alike=False)):
        told = Luck([*parts, whole], 0.15).yearly([*seen, Shifted(9, 9, 0, "/1/", frozenset({MONDAY}), -1)])
        assert told == pytest.approx(Luck(parts, 0.15).yearly(seen), rel=1e-9)


def stable_year(luck: Luck, rng: np.random.Generator) -> list[Shifted]:
    """The false signals of a year to one side: at the budget's rate, each with its onset some weeks before."""
    false = rng.random((53, len(luck.places))) < expected_alarms(luck.fap60, 1.0) / 2
    found = []
    for key, (number, place) in enumerate(np.argwhere(false).tolist()):
        there, at = luck.places[place], [int(number), int(number) - int(rng.integers(0, 4))]
        weeks = frozenset(MONDAY + timedelta(weeks=each) for each in at)
        found.append(Shifted(key, there.indicator, there.process, there.unit, weeks, -1))
    return found


@pytest.mark.parametrize(("units", "processes", "years"), [(4, 2, 400), (40, 5, 100), (200, 1, 40)])
def test_stable_series_make_rare_weeks_no_more_often_than_told(units: int, processes: int, years: int) -> None:
    luck, rng = Luck(watched(units=units, indicators=5, processes=processes), 0.15), np.random.default_rng(units)
    events = list(chain.from_iterable(luck.events(stable_year(luck, rng)) for _ in range(years)))
    for rare in (OFTEN, 0.2, 0.05):
        expected = rare * years
        assert sum(event.yearly < rare for event in events) <= expected + 3 * math.sqrt(expected) + 1
    if units == 200:
        assert len(events) > 2 * years, "so many that nobody could answer each"
        assert sum(event.may_be_luck for event in events) > 0.9 * len(events)


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
    assert "less than once in 4 years" in luck_in_words(0.25, rarer=True)
