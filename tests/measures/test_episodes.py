"""Which changes ask somebody for an answer."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.episodes import joined, of_spread, still_news, without_signal
from pilothouse.spc.changes import LEVEL, SINGLE, SPREAD, Change
from pilothouse.spc.early.news import NEWS


def change(onset: int, found: int, side: int = -1) -> Change:
    return Change(onset, found, side, LEVEL, 0.001, 3.0)


CHANGES = st.lists(
    st.builds(
        lambda onset, length, side: change(onset, onset + length, side),
        st.integers(0, 80),
        st.integers(0, 10),
        st.sampled_from([-1, 1]),
    )
)


def test_a_single_value_that_becomes_a_level_is_one_change() -> None:
    single = Change(16, 16, -1, SINGLE, 0.0001, 7.0)
    level = Change(17, 18, -1, LEVEL, 0.002, 4.0)
    assert joined([single, level]) == [Change(16, 16, -1, LEVEL, 0.002, 4.0)]
    other, later = replace(level, side=1), replace(level, onset=25, found=27)
    spread = replace(level, kind=SPREAD)
    for apart in (other, later, spread):
        assert joined([single, apart]) == [single, apart]


def test_a_point_shows_another_spread_where_the_latest_change_on_its_side_is_one() -> None:
    level, spread = Change(2, 4, -1, LEVEL, 0.002, 4.0), Change(6, 8, -1, SPREAD, 0.002, 0.5)
    sides = [0, 0, -1, -1, -1, 1, -1, -1, -1, 0]
    assert of_spread(sides, [level, spread]) == [6, 7, 8]
    assert of_spread(sides[5:], [level, spread], 5) == [1, 2, 3]
    assert of_spread(sides, [level]) == []


def test_old_changes_are_history() -> None:
    changes = [change(3, 4, 1), change(9, 12)]
    assert still_news(changes, 24) == [change(9, 12)]
    assert still_news(changes, 25) == []


def test_a_signal_tells_of_its_change_only() -> None:
    found = change(20, 24)
    assert without_signal([found], [(24, -1)]) == []
    assert without_signal([found], [(12, -1)]) == []
    assert without_signal([found], [(36, -1)]) == []
    assert without_signal([found], [(11, -1), (24, 1), (37, -1)]) == [found]


def test_a_baseline_ends_what_was_found_up_to_it() -> None:
    """Explained as the new usual in place 15, its limits are left again in place 20: that asks somebody anew."""
    found = change(20, 24)
    assert without_signal([found], [(15, -1)], fixed=18) == [found]
    assert without_signal([found], [(15, -1), (21, -1)], fixed=18) == []
    # What the baseline left out lies within it, and is told of as ever.
    assert without_signal([change(12, 12)], [(12, -1)], fixed=18) == []


@given(CHANGES, st.integers(0, 100))
def test_telling_every_change_once_leaves_none(changes: list[Change], count: int) -> None:
    news = still_news(changes, count)
    assert without_signal(news, [(one.found, one.side) for one in news]) == []
    assert all(one.found >= count - NEWS for one in news)
