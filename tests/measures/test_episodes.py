"""When alarms are one change, and which changes are told."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.episodes import QUIET, Episode, episodes, still_going, without_signal

ALARMS = st.lists(st.tuples(st.integers(0, 80), st.sampled_from([-1, 1])), unique_by=lambda alarm: alarm[0]).map(sorted)


def test_alarms_join_until_eight_quiet_points() -> None:
    assert episodes([(3, 1), (11, 1), (20, 1)]) == [Episode(3, 11, 1), Episode(20, 20, 1)]


def test_the_other_side_begins_a_new_change() -> None:
    assert episodes([(3, 1), (4, -1), (5, 1)]) == [Episode(3, 3, 1), Episode(4, 4, -1), Episode(5, 5, 1)]


def test_old_changes_are_history() -> None:
    changes = [Episode(3, 4, 1), Episode(9, 12, -1)]
    assert still_going(changes, 20) == [Episode(9, 12, -1)]
    assert still_going(changes, 21) == []


def test_a_signal_tells_of_its_change_only() -> None:
    change = Episode(20, 24, -1)
    assert without_signal([change], [(20, -1)]) == []
    assert without_signal([change], [(12, -1)]) == []
    assert without_signal([change], [(11, -1), (22, 1), (25, -1)]) == [change]


def test_a_baseline_ends_what_was_found_up_to_it() -> None:
    """Explained as the new usual in place 15, its limits are left again in place 20: that asks somebody anew."""
    change = Episode(20, 24, -1)
    assert without_signal([change], [(15, -1)], fixed=18) == [change]
    assert without_signal([change], [(15, -1), (19, -1)], fixed=18) == []
    # What the baseline left out lies within it, and is told of as ever.
    assert without_signal([Episode(12, 12, -1)], [(12, -1)], fixed=18) == []


@given(ALARMS)
def test_every_alarm_belongs_to_exactly_one_change(alarms: list[tuple[int, int]]) -> None:
    changes = episodes(alarms)
    for place, side in alarms:
        assert sum(change.first <= place <= change.last and change.side == side for change in changes) == 1
    assert all(one.last < two.first for one, two in itertools.pairwise(changes))


@given(ALARMS, st.integers(0, 100))
def test_telling_every_change_once_leaves_none(alarms: list[tuple[int, int]], count: int) -> None:
    changes = still_going(episodes(alarms), count)
    told = [(change.first, change.side) for change in changes]
    assert without_signal(changes, told) == []
    assert all(change.last >= count - QUIET for change in changes)
