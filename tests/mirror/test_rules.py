"""What is too few to tell, what is told together, which units are hidden, what is eased, what is bunched: by table."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.periods import next_period
from pilothouse.mirror.counting.rhythm import in_rhythm, repeated
from pilothouse.mirror.counting.span import span_up_to
from pilothouse.mirror.questions import GAPS, QUESTIONS
from pilothouse.mirror.rules import (
    Goal,
    Sum,
    Told,
    always_met,
    bunched,
    closed_periods,
    eased_on,
    in_force,
    left_out,
    line_of,
    repeats_one,
    sides_of,
    told_together,
    within_year,
)
from pilothouse.organisation.rules import FEWEST_PEOPLE, groups_hidden, told_from
from tests.cast import NOW

ROOT = Path(__file__).resolve().parents[2]
ZONE = ZoneInfo("Europe/Berlin")
JAN, FEB, APR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 4, 1)
NEXT, DEC = date(2026, 2, 2), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("numerator", "denominator", "fewest", "value"),
    [(3, 4, 5, None), (3, 5, 5, 60.0), (0, 5, 5, 0.0), (0, 0, 0, None), (1, 1, 1, 100.0), (1, 0, 1, None)],
)
def test_too_few_to_tell(numerator: float, denominator: float, fewest: float, value: float | None) -> None:
    assert Sum(numerator, denominator).value(100.0, fewest) == value


def test_only_what_is_over_counts() -> None:
    assert closed_periods(date(2026, 3, 31), "month")[-1] == FEB
    assert closed_periods(date(2026, 3, 31), "quarter")[-1] == date(2025, 10, 1)
    assert closed_periods(APR, "quarter")[-1] == JAN


@pytest.mark.parametrize("frequency", ["month", "quarter"])
def test_the_history_begins_with_a_year_and_is_at_least_three_long(frequency: str) -> None:
    step = 1 if frequency == "month" else 3
    for month in range(1, 13):
        periods = closed_periods(date(2026, month, 15), frequency)
        assert (periods[0].month, periods[0].day) == (1, 1)
        assert 36 // step <= len(periods) + (month - 1) % step / step < 48 // step
        assert all(later == next_period(earlier, frequency) for earlier, later in pairwise(periods))


def test_months_become_quarters_and_a_stock_stands_as_at_their_end() -> None:
    months = {JAN: Sum(1, 2), FEB: Sum(2, 2), APR: Sum(9, 9)}
    assert line_of(months, date(2026, 5, 1), "quarter", stock=False) == ([JAN], [Sum(3, 4)])
    assert line_of(months, date(2026, 5, 1), "quarter", stock=True) == ([JAN], [Sum(2, 2)])
    assert line_of(months, date(2026, 3, 9), "month", stock=False) == ([JAN, FEB], [Sum(1, 2), Sum(2, 2)])
    assert line_of({}, date(2026, 3, 9), "month", stock=False) == ([], [])


def test_whom_a_quarter_speaks_about_is_counted_once() -> None:
    people, apart = {JAN: {1, 2}, FEB: {2, 3}, APR: {4}}, {FEB: {9}}
    periods = [JAN, APR, date(2026, 7, 1)]
    assert sides_of((people, apart), periods, "quarter") == [({1, 2, 3}, {9}), ({4}, set()), (set(), set())]
    assert sides_of((), periods, "quarter") == [(), (), ()]


QUARTERS = [date(year, month, 1) for year in range(2023, 2029) for month in (1, 4, 7, 10)]


def _together(sums: list[Sum], sides: Sequence[Sequence[set[int]]], *, stock: bool = False) -> list[Told | None]:
    """Quarters from the first of a year on: the fifth is of the next."""
    return told_together(QUARTERS[: len(sums)], sums, sides, stock=stock)


def _told(*counts: float, frequency: str = "quarter", stock: bool = False) -> Sum:
    told = _together([Sum(count, 10) for count in counts], [()] * len(counts), stock=stock)
    return sum((one.total for one in within_year(told, frequency, stock=stock)), Sum())


def test_the_year_is_four_quarters_or_for_a_stock_its_end() -> None:
    assert _told(100, 0, 1, 2, 3) == Sum(6, 40)
    assert _told(100, 0, 1, 2, 3, stock=True) == Sum(3, 10)
    assert _told() == _told(stock=True) == Sum()


FIVE, TWO, THREE = {1, 2, 3, 4, 5}, {1, 2}, {3, 4, 5}


@pytest.mark.parametrize(
    ("people", "blocks", "left"),
    [
        ([FIVE, FIVE], [(0, 0), (1, 1)], 0),
        ([FIVE, TWO, TWO, TWO, FIVE], [(0, 0), None, None, None, (4, 4)], 3),  # never, for the year ends
        ([TWO, THREE, FIVE], [None, (0, 1), (2, 2)], 0),  # the first two are told together
        ([FIVE, TWO], [(0, 0), None], 1),  # the last one waits for those that come
        ([TWO, TWO, TWO], [None, None, None], 3),  # the same two for ever: never
        ([set(), TWO, set(), THREE], [(0, 0), None, None, (1, 3)], 0),
    ],
)
def test_what_speaks_of_too_few_is_told_together_with_what_follows(
    people: list[set[int]], blocks: list[tuple[int, int] | None], left: int
) -> None:
    told = _together([Sum(1, 2)] * len(people), [(of,) for of in people])
    assert [one and (one.first, one.last) for one in told] == blocks
    assert all(one.total == Sum(one.last - one.first + 1, 2 * (one.last - one.first + 1)) for one in told if one)
    assert left_out(told, "quarter", stock=False) == left


def test_what_began_before_the_latest_year_is_left_out_of_it() -> None:
    people = [TWO, set(), THREE, FIVE, FIVE, FIVE]
    told = _together([Sum(1, 2)] * 6, [(of,) for of in people])
    assert [one and (one.first, one.last) for one in told] == [None, None, (0, 2), (3, 3), (4, 4), (5, 5)]
    assert left_out(told, "quarter", stock=False) == 1


def test_lines_that_tell_apart_have_whole_blocks_of_lines_that_do_not() -> None:
    apart = [({1, 2}, {6, 7, 8}), ({3}, {9, 10, 6}), ({4}, {7}), ({5}, {8})]
    crowd = [(one | other,) for one, other in apart]
    assert told_from(crowd) == [0, None, 1, None]
    assert told_from(apart) == [None, None, None, None]
    # Five on either side are together with the fourth, but there something waits of which the other line tells later.
    more = ({11, 12, 13, 14}, {9})
    assert told_from([*crowd, (more[0] | more[1],)]) == [0, None, 1, None, 3]
    assert told_from([*apart, more]) == [None, None, None, None, 0]


def test_of_two_groups_told_apart_both_have_to_be_enough() -> None:
    lone, many = {9}, {6, 7, 8, 9, 10}
    assert _together([Sum(3, 4)], [(FIVE, lone)]) == [None]  # the rest is one person's
    assert _together([Sum(4, 4)], [(FIVE, set())]) != [None]  # nobody is told apart
    assert _together([Sum(3, 4)], [(FIVE, many)]) != [None]


def test_a_stock_is_never_added_up() -> None:
    told = _together([Sum(1, 2)] * 3, [(TWO,), (THREE,), (FIVE,)], stock=True)
    assert [one and (one.first, one.total) for one in told] == [None, None, (2, Sum(1, 2))]
    assert left_out(told[:2], "quarter", stock=True) == 1


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({1: 9, 2: 4, 3: 2}, {2, 3}),
        ({1: 9, 2: 7, 3: 4}, {2, 3}),  # else the total less the two others would tell the third
        ({1: 1, 2: 2, 3: 50}, {1, 2, 3}),  # else the total less the third would tell of three people
        ({1: 1, 2: 1, 3: 6, 4: 50}, {1, 2, 3}),
        ({1: 9, 2: 7}, set()),
        ({1: 4}, {1}),
        ({}, set()),
    ],
)
def test_small_units_are_hidden_and_never_so_few_that_the_total_tells(people: dict[int, int], hidden: set[int]) -> None:
    told, keys = dict[int, set[int]](), iter(range(1_000))
    for unit, count in people.items():
        told[unit] = {next(keys) for _one in range(count)}
    assert groups_hidden(told) == hidden


@given(st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 12)), max_size=7))
def test_the_total_less_what_is_shown_never_tells_of_few(people: dict[int, set[int]]) -> None:
    hidden = groups_hidden(people)
    assert all(len(people[group]) >= FEWEST_PEOPLE for group in people.keys() - hidden)
    unseen = set().union(*(people[group] for group in hidden))
    # Few are left over only where everything is hidden.
    assert not hidden or len(unseen) >= FEWEST_PEOPLE or hidden == people.keys()


LINE = st.lists(st.tuples(st.integers(0, 9), st.sets(st.integers(0, 12)), st.sets(st.integers(20, 27))), max_size=16)


@given(LINE, st.integers(0, 16))
def test_nothing_told_at_any_time_less_anything_else_told_speaks_of_few(
    line: list[tuple[int, set[int], set[int]]], until: int
) -> None:
    sums, sides = [Sum(2**place, count) for place, (count, *_of) in enumerate(line)], [of for _count, *of in line]
    told = _together(sums, sides)
    # What an earlier look told is told the same later on: no new look divides it.
    assert _together(sums[:until], sides[:until]) == told[:until]
    blocks = [one for one in told if one is not None]
    # Blocks do not overlap: whatever is added up and subtracted, of years and periods, is made of whole ones.
    assert all(one.last < after.first for one, after in pairwise(blocks))
    for one in blocks:
        parts = range(one.first, one.last + 1)
        assert one.total == sum((sums[place] for place in parts), Sum())
        for side in range(2):
            together = set().union(*(sides[place][side] for place in parts))
            assert one.sides[side] == together
            assert not 0 < len(together) < FEWEST_PEOPLE
    assert all(one in blocks for one in within_year(told, "quarter", stock=False))


def _goals(*told: tuple[float, date, date, date | None]) -> list[Goal]:
    return [Goal(*each) for each in told]


@pytest.mark.parametrize(
    ("goals", "up", "eased"),
    [
        (_goals((90, date(2026, 12, 31), JAN, FEB), (85, date(2026, 12, 31), FEB, None)), True, [FEB]),
        (_goals((90, date(2026, 12, 31), JAN, FEB), (85, date(2026, 12, 31), FEB, None)), False, []),
        (_goals((90, date(2026, 12, 31), JAN, FEB), (90, date(2027, 6, 30), FEB, None)), True, [FEB]),
        (_goals((90, date(2026, 12, 31), JAN, FEB), (95, date(2027, 6, 30), FEB, None)), True, []),
        # its day had come; put right on the same day; given up, and another one much later
        (_goals((90, date(2026, 1, 20), JAN, FEB), (85, date(2026, 12, 31), FEB, None)), True, []),
        (_goals((90, date(2026, 12, 31), JAN, JAN), (85, date(2026, 12, 31), JAN, None)), True, []),
        (_goals((90, date(2026, 12, 31), JAN, FEB), (85, date(2026, 12, 31), APR, None)), True, []),
        # a slip between two targets is none of both: typed too low and put right, too high and then eased
        (_goals((90, DEC, JAN, FEB), (9, DEC, FEB, FEB), (90, DEC, FEB, None)), True, []),
        (_goals((90, DEC, JAN, FEB), (900, DEC, FEB, FEB), (80, DEC, FEB, None)), True, [FEB]),
        (_goals((90, DEC, JAN, FEB), (9, DEC, FEB, NEXT), (80, DEC, NEXT, None)), True, [NEXT]),
    ],
)
def test_a_target_eased_before_its_day(goals: list[Goal], up: bool, eased: list[date]) -> None:
    assert eased_on(goals, up=up) == eased


def test_targets_in_force_end_with_their_day() -> None:
    goals = _goals((90, date(2026, 2, 10), JAN, None), (80, date(2026, 12, 31), APR, None))
    assert [in_force(goals, first, first + timedelta(days=28)) for first in (JAN, FEB, APR)] == [1, 1, 1]


def test_closures_before_a_review_against_an_even_spread() -> None:
    review, until = date(2026, 1, 20), date(2026, 1, 31)  # 30 days, 15 of them near the review
    even = {JAN + timedelta(days=step): 1 for step in range(30)}
    assert bunched(even, [review], JAN, until) == Sum(15.0, 15.0)
    assert bunched({review: 10}, [review], JAN, until) == Sum(10.0, 5.0)
    assert bunched({JAN: 10}, [review], JAN, until) == Sum(0.0, 5.0)
    assert bunched(even, [], JAN, until) == Sum(0.0, 0.0)


def test_every_question_has_its_own_name_and_names_only_others() -> None:
    assert not QUESTIONS.keys() & GAPS.keys()
    assert all(one.instead in QUESTIONS for one in QUESTIONS.values() if one.instead)
    assert not (QUESTIONS.keys() | GAPS.keys()) & {"open", "close"}


def test_the_page_of_the_twenty_signs_names_every_question_and_gap() -> None:
    told = (ROOT / "docs" / "decisions" / "0014-the-mirror.md").read_text(encoding="utf-8")
    assert not {name for name in (*QUESTIONS, *GAPS) if f"*{name}*" not in told}


def test_a_forum_is_in_its_rhythm_within_one_and_a_half_intervals() -> None:
    span = span_up_to(NOW, ZONE)
    days = [("month", date(2025, month, day)) for month, day in ((8, 4), (9, 15), (11, 10))]
    found = in_rhythm([(1, *each) for each in days] + [(2, "year", date(2025, 11, 3))], span)
    assert found.months == {date(2025, 9, 1): Sum(1, 1), date(2025, 11, 1): Sum(0, 1)}


def test_a_conclusion_repeats_one_of_the_year_before() -> None:
    span = span_up_to(NOW, ZONE)
    words = "All indicators are green and nobody asks for money"
    rows = [(date(2024, 9, 2), words), (date(2025, 9, 1), f"{words}."), (date(2025, 12, 1), "The storm desk stays")]
    found = repeated(rows, span)
    assert {month: total.numerator for month, total in found.months.items()} == {
        date(2024, 9, 1): 0, date(2025, 9, 1): 1, date(2025, 12, 1): 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "earlier", "copied"),
    [
        ("a b c d e", ["a b c d e"], True),
        ("a b c d f", ["a b c d e"], False),  # four of six
        ("a b c d", ["x", "a b c d e"], True),
        ("a b c", ["a b c"], False),  # too short to tell
        ("a b c d", [], False),
    ],
)
def test_what_is_a_copy(words: str, earlier: list[str], copied: bool) -> None:
    assert repeats_one(words.split(), [text.split() for text in earlier]) is copied


@pytest.mark.parametrize(
    ("up", "target", "met"), [(True, 2, False), (True, 1, True), (False, 2, True), (False, 1, False)]
)
def test_a_target_that_every_value_meets(up: bool, target: float, met: bool) -> None:
    assert always_met([1.0, 2.0], target, up=up) is met
