"""Which changes began in one week."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.weeks import Gathered, Shifted, one_event, units_of, weeks_in_common, weeks_of

MONDAY = date(2026, 1, 5)
WEEKS = [MONDAY + timedelta(weeks=week) for week in range(8)]


def shift(
    key: int,
    what: int,
    where: int | str,
    week: int,
    side: int = -1,
    *,
    found: int | None = None,
    process: int | None = 1,
) -> Shifted:
    place = f"/1/{where}/" if isinstance(where, int) else where
    return Shifted(key, what, process, place, frozenset({WEEKS[week], WEEKS[week if found is None else found]}), side)


NUMBERS = st.integers(1, 3), st.integers(1, 3), st.integers(0, 7), st.sampled_from([-1, 1]), st.integers(0, 7)


@given(st.lists(st.tuples(*NUMBERS, st.sampled_from([None, 1, 2]))))
def test_each_change_is_in_at_most_one_group_which_is_of_its_weeks(rows: list[tuple[Any, ...]]) -> None:
    shifts = [shift(key, *row, found=found, process=process) for key, (*row, found, process) in enumerate(rows)]
    groups = weeks_in_common(shifts)
    keys = [key for group in groups for key in group.keys]
    assert len(keys) == len(set(keys))
    assert all(group.week in shifts[key].weeks for group in groups for key in group.keys)
    assert not weeks_in_common(one for one in shifts if one.key not in keys)  # nothing that stands out is left
    assert all(len({shift.family for shift in group.shifts}) == 1 for group in groups)
    events = one_event(groups)
    assert sorted(key for event in events for week in event for key in week.keys) == sorted(keys)
    places = [place for event in events for place in _places(event)]
    assert len(places) == len({*places}), "no unit stands in two events of one week and side"


def _places(event: list[Gathered]) -> set[tuple[date, int, str]]:
    return {(week.week, week.side, shift.where) for week in event for shift in week.shifts}


@pytest.mark.parametrize(
    ("others", "stands"),
    [
        ([(7, 2, 2)], True), ([(8, 2, 2)], False), ([(8, 2, 2), (9, 3, 2)], True), ([(8, 1, 2), (9, 1, 2)], False),
        ([(7, 2, 3)], False), ([(8, 2, 2), (9, 3, 2, 1)], False),
    ],
    ids=["two units alike", "two units", "three units", "one unit", "next week", "third one better"],
)  # fmt: skip
def test_a_week_in_common(others: list[tuple[int, ...]], stands: bool) -> None:
    shifts = [shift(1, 7, 1, 2), *(shift(key, *row) for key, row in enumerate(others, 2))]
    assert [group.keys for group in weeks_in_common(shifts)] == ([[one.key for one in shifts]] if stands else [])


@pytest.mark.parametrize("processes", [(1, 2, 3), (None, None, None), (1, None, 1)])
def test_three_units_of_three_processes_have_nothing_in_common(processes: tuple[int | None, ...]) -> None:
    shifts = [shift(key, 7 + key, key, 2, process=process) for key, process in enumerate(processes)]
    assert weeks_in_common(shifts) == []


def test_a_whole_counts_for_nothing_beside_its_parts() -> None:
    whole = shift(9, 9, "/1/", 2)
    assert weeks_in_common([whole, shift(1, 7, 1, 2), shift(2, 8, 2, 2)]) == []
    assert weeks_in_common([shift(9, 7, "/1/", 2), shift(1, 7, 1, 2)]) == []
    (group,) = weeks_in_common([whole, shift(1, 7, 1, 2), shift(2, 7, 2, 2)])
    assert (group.keys, units_of(group.shifts)) == ([1, 2, 9], (2, 2))


def test_weeks_of_several_processes_are_one_event_where_they_share_a_unit() -> None:
    one = [shift(1, 7, 1, 2), shift(2, 7, 2, 2)]
    beside = [shift(3, 8, 2, 2, process=2), shift(4, 8, 3, 2, process=2)]
    apart = [shift(5, 9, 4, 2, process=3), shift(6, 9, 5, 2, process=3)]
    joining = [shift(7, 6, 3, 2, process=4), shift(8, 6, 4, 2, process=4)]
    sizes = [len(one_event(weeks_in_common(found))) for found in (one + beside, one + apart, one + beside + apart)]
    assert sizes == [1, 2, 2]
    assert len(one_event(weeks_in_common(one + beside + apart + joining))) == 1


def test_weeks_in_common_come_newest_first() -> None:
    groups = weeks_in_common([shift(1, 7, 1, 2), shift(2, 7, 2, 2), shift(3, 8, 1, 5), shift(4, 8, 2, 5)])
    assert [(group.week, group.keys) for group in groups] == [(WEEKS[5], [3, 4]), (WEEKS[2], [1, 2])]


def test_a_storm_gathers_what_began_before_it_and_showed_itself_in_it() -> None:
    began = [shift(1, 7, 1, 2, found=6), shift(2, 8, 2, 3, found=6), shift(3, 9, 3, 4, found=6)]
    beside = [shift(4, 7, 2, 2), shift(5, 9, 1, 4)]  # each would make a pair with one of those
    (group,) = weeks_in_common([*began, *beside])
    assert (group.week, group.keys) == (WEEKS[6], [1, 2, 3])


def test_of_two_weeks_that_say_the_same_the_beginning_is_told() -> None:
    (group,) = weeks_in_common([shift(1, 7, 1, 2, found=5), shift(2, 7, 2, 2, found=5)])
    assert group.week == WEEKS[2]


@pytest.mark.parametrize(
    ("weeks", "frequency", "onset"), [(0, "week", True), (4, "week", True), (5, "week", False), (11, "month", True)]
)
def test_a_slow_change_stands_only_where_it_was_found(weeks: int, frequency: str, onset: bool) -> None:
    found = MONDAY + timedelta(weeks=weeks)
    assert weeks_of(MONDAY, found, frequency) == ({MONDAY, found} if onset else {found})
