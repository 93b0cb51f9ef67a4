"""Pure rules of risks."""

import math
from datetime import date, timedelta

import pytest

from pilothouse.risks.appetite import meant_by, usual
from pilothouse.risks.rules import (
    Borne,
    Scale,
    at_odds,
    crosses,
    crossings,
    harmless,
    in_time,
    not_monotone,
    risen,
    short,
    wrong_levels,
    wrong_line,
    wrong_range,
)
from pilothouse.spc.loss import Curve

FIRST = date(2026, 1, 5)
DAYS = [FIRST + timedelta(weeks=week) for week in range(6)]
VALUES = [5.0, 11.0, 12.0, None, 9.0, 13.0]


def test_a_line_is_told_when_it_is_crossed() -> None:
    assert [value for _day, value in crossings(DAYS, VALUES, 10.0, 1)] == [11.0, 13.0]
    assert [value for _day, value in crossings(DAYS, VALUES, 10.0, -1)] == [5.0, 9.0]


def test_what_lies_before_it_was_set_says_nothing() -> None:
    assert [value for _day, value in crossings(DAYS, VALUES, 10.0, 1, since=DAYS[2])] == [13.0]


def test_the_first_value_of_a_part_is_no_crossing() -> None:
    assert [value for _day, value in crossings(DAYS[1:], VALUES[1:], 10.0, 1, whole=False)] == [13.0]


def test_worse_than_not_borne_is_not_borne() -> None:
    assert not_monotone([(3, 3)], (3, 3)) is None
    assert not_monotone([(1, 2), (2, 2)], (2, 3)) == (1, 3)


def test_words_of_levels() -> None:
    assert short("rare (once in ten years)") == "rare"
    assert [wrong_levels(words) for words in (["a", "b", "c"], ["a"], ["a", "A (x)", "c"], ["a", "b", "c" * 81])] == [
        "", "number", "twice", "long",
    ]  # fmt: skip


def test_lines_fall() -> None:
    assert wrong_line([(1.0, 0.5), (2.0, 0.1)]) == ""
    assert wrong_line([(1.0, 0.1), (2.0, 0.1)]) == "order"
    assert wrong_line([(0.0, 0.1)]) == "value"
    assert wrong_line([(1.0, 0.1), (2.0, 0.0005)]) == "rare"


@pytest.mark.parametrize(("low", "high", "wrong"), [(1, 2, ""), (0, 2, "value"), (2, 1, "order"), (1, 51, "large")])
def test_ranges(low: float, high: float, wrong: str) -> None:
    assert wrong_range(low, high, 50.0) == wrong


def test_how_early_the_first_warning_came() -> None:
    happened = date(2026, 5, 1)
    warned = [happened - timedelta(days=days) for days in (200, 60, 10, -5)]
    assert in_time(warned, happened) == 60
    assert in_time(warned[3:], happened) is None
    assert in_time([happened], happened) is None


def test_beyond_is_more_than_is_borne() -> None:
    assert Borne(10.0, 0.1, 0.2).beyond
    assert not Borne(10.0, 0.1, 0.1).beyond
    assert not Borne(10.0, 0.0005, 0.001).beyond  # beyond its last point the curve tells its smallest chance


def test_an_estimate_alone_crosses_the_line_where_any_loss_on_it_is_too_likely() -> None:
    curve = Curve((0.5, 0.1, 0.01), (100.0, 1_000.0, 5_000.0), 200.0, 0.6)
    scale = Scale((), (), frozenset(), "EUR", ((500.0, 0.4), (2_000.0, 0.02)))
    assert crosses(scale, curve)
    assert not crosses(Scale((), (), frozenset(), "EUR", ((500.0, 0.4), (5_000.0, 0.02))), curve)
    assert harmless(scale) == 20.0  # 2,000 × 2 %, halved
    assert harmless(Scale((), (), frozenset())) == math.inf


def test_an_acceptance_does_not_know_of_what_has_risen_since() -> None:
    beyond = {(2, 3), (3, 2), (3, 3)}
    cases = {((1, 1), (1, 2)): False, ((1, 1), (2, 3)): True, ((2, 3), (3, 2)): False, ((2, 3), (3, 3)): True}
    assert {case: risen(*case, beyond) for case in cases} == cases
    assert risen(None, (3, 3), beyond)


def test_words_and_an_estimate_contradict_only_where_they_do_not_overlap() -> None:
    likely, frequent = usual().likelihood[3:]
    assert [at_odds(meant_by(likely), often) for often in ((6.0, 20.0), (1.5, 6.0), (0.1, 0.5), (0.5, 1.0))] == [
        1, 0, -1, 0
    ]  # fmt: skip
    assert at_odds(meant_by(frequent), (6.0, 20.0)) == 0
    assert at_odds(meant_by("now and then"), (6.0, 20.0)) == 0
