"""Which objectives come first, and how likely several targets are together."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.bridge.alignment import danger_of
from pilothouse.bridge.rules import all_met, endangered_first, weakest
from pilothouse.measures.models import Reading, Series

MISS = st.floats(0.0, 1.0)


def test_all_together_are_no_likelier_than_the_weakest_and_at_worst_their_misses_add_up() -> None:
    assert all_met([(0.9, 0.9), (0.8, 0.8)]) == pytest.approx((0.7, 0.8))
    assert all_met([(0.2, 0.6), None]) == (0.0, 0.6)
    assert all_met([(0.4, 0.4), (0.5, 0.5)]) == (0.0, 0.4)


@given(st.lists(MISS, min_size=1, max_size=6))
def test_independence_lies_between(chances: list[float]) -> None:
    low, high = all_met([(chance, chance) for chance in chances])
    assert low - 1e-9 <= math.prod(chances) <= high + 1e-9


def test_weakest() -> None:
    assert weakest([("a", 0.5), ("b", None), ("c", 0.2)]) == "c"
    assert weakest([("b", None)]) == "b"
    assert weakest([]) is None


def test_objectives_in_danger_come_first_and_stay_with_what_they_serve() -> None:
    tree = [(0, None), (0, 0.6), (1, None), (1, 0.3), (2, 0.9), (1, 0.1), (0, 0.2), (1, None)]
    assert endangered_first(tree) == [1, 5, 3, 4, 2, 6, 7, 0]
    assert endangered_first([]) == []


def test_what_just_changed_is_as_much_in_danger_as_its_range_allows() -> None:
    undecided = {"outlook": {"next": [0.1, 0.9], "at": None}}
    told = [
        Series(reading=Reading(chance=chance, picture=picture))
        for chance, picture in ((0.3, {}), (None, undecided), (None, {"outlook": None}), (None, {}))
    ]
    assert list(map(danger_of, told)) == [0.3, 0.1, 0.0, 0.0]
    assert danger_of(None) is danger_of(Series()) is None
