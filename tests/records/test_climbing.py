"""When silence climbs, and to whom."""

from datetime import date, timedelta

import pytest

from pilothouse.records.rules import Said, level_of_silence, rungs

DUE = date(2026, 3, 2)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


@pytest.mark.parametrize(("days", "level"), [(-1, 0), (0, 0), (6, 0), (7, 1), (13, 1), (14, 2), (70, 10)])
def test_one_level_for_every_limit(days: int, level: int) -> None:
    assert level_of_silence(DUE, 7, after(days)) == level


def test_nothing_climbs_without_a_day() -> None:
    assert level_of_silence(None, 7, DUE) == 0


@pytest.mark.parametrize(("days", "level"), [(10, 1), (16, 1), (17, 3), (24, 4)])
def test_what_was_declined_stays_below_for_a_limit_and_climbs_past_who_declined(days: int, level: int) -> None:
    assert level_of_silence(DUE, 7, after(days), Said(after(10), 2)) == level


@pytest.mark.parametrize(("days", "level"), [(10, 0), (30, 0), (36, 0), (37, 1)])
def test_what_was_accepted_is_silent_from_the_day_promised(days: int, level: int) -> None:
    assert level_of_silence(DUE, 7, after(days), Said(after(10), 2, until=after(30))) == level


@pytest.mark.parametrize(("days", "level"), [(1, 1), (6, 1), (7, 2), (14, 3)])
def test_what_its_owner_left_behind_stands_one_level_higher(days: int, level: int) -> None:
    assert level_of_silence(DUE, 7, after(days), gone=True) == level


@pytest.mark.parametrize(("declined", "days", "level"), [(2, 16, 1), (2, 17, 3), (1, 16, 1), (1, 17, 2)])
def test_what_was_left_behind_is_declined_to_somebody_or_stays(declined: int, days: int, level: int) -> None:
    assert level_of_silence(DUE, 7, after(days), Said(after(10), declined), gone=True) == level


def test_what_was_said_before_another_date_counts_no_more() -> None:
    assert level_of_silence(after(20), 7, after(28), Said(after(10), 2)) == 1


def test_the_ladder_passes_over_units_that_only_the_owner_leads() -> None:
    leaders = {"/1/": {1, 2}, "/1/4/": {7}, "/1/4/9/": {8}}
    assert rungs("/1/4/9/", leaders, 8) == [{7}, {1, 2}]
    assert rungs("/1/4/9/", leaders, None) == [{8}, {7}, {1, 2}]
    assert rungs("/1/5/", leaders, 2) == [{1}]
    assert rungs("/1/", {"/1/": {1}}, 1) == []


def test_what_one_of_top_management_leaves_asks_the_others_who_lead_with_them() -> None:
    leaders = {"/1/": {1, 2}, "/1/4/": {7, 8}}
    assert rungs("/1/", leaders, 1) == [{2}], "nobody leads above, and whoever leads beside does lead the unit"
    assert rungs("/1/4/", leaders, 7) == [{8}, {1, 2}]
