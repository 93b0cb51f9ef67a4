"""What a change means."""

from datetime import date, timedelta

import pytest

from pilothouse.measures.moves import is_better, level_begins, level_now, mean_of_run
from pilothouse.spc.changes import DRIFT, LEVEL, SINGLE, SPREAD, Change

WEEKS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(8)]


@pytest.mark.parametrize(
    ("side", "kind", "direction", "better"),
    [(1, LEVEL, 1, True), (1, LEVEL, -1, False), (1, SPREAD, 1, False), (-1, SPREAD, 1, True), (-1, SPREAD, -1, True)],
)
def test_less_variation_is_always_better(side: int, kind: str, direction: int, better: bool) -> None:
    assert is_better(side, kind, direction) is better


def test_the_mean_of_a_change_lasts_as_long_as_it_stays_on_its_side() -> None:
    assert mean_of_run(WEEKS, [10, 10, 4, 5, 6, 11, 4, 4], WEEKS[2], usual=10, side=-1) == 5.0
    assert mean_of_run(WEEKS, [10, 10, 10, 10, 10, 10, 13, None], WEEKS[6], usual=10, side=1) == 13.0


@pytest.mark.parametrize("values", [[10.0] * 8, [None] * 8], ids=["back", "empty"])
def test_no_mean_where_nothing_shows_it(values: list[float | None]) -> None:
    assert mean_of_run(WEEKS, values, WEEKS[2], usual=10, side=-1) is None


def test_a_level_begins_with_its_last_lasting_move() -> None:
    moves = [
        Change(at, at + 2, 1, kind, 0.001, 3.0) for at, kind in ((4, LEVEL), (9, DRIFT), (12, SINGLE), (15, SPREAD))
    ]
    assert (level_begins(moves), level_begins(moves, first=11), level_begins([])) == (9, 11, 0)


def test_now_is_the_mean_of_the_latest_eight_weighted_by_their_size() -> None:
    assert level_now([99.0, *[4.0] * 7, 12.0]) == 5.0
    assert level_now([50.0, 80.0], [100.0, 300.0]) == 72.5
    assert level_now([]) is None
    assert level_now([1.0], [0.0]) is None
