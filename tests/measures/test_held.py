"""What is shown of a judged line: limits stand still where a change is told against them."""

from dataclasses import replace

import numpy as np
import pytest

from pilothouse.measures.held import Lines, in_hindsight, shown
from pilothouse.spc.changes import LEVEL, SINGLE, SPREAD, Change

DROP = Change(10, 12, -1, LEVEL, 0.001, 4.0)


def lines(count: int, kind: str = "value", sizes: float = 1.0) -> Lines:
    """A centre that learns: 50 and a little more from point to point; unknown for the first four points."""
    centre = 50.0 + np.arange(count + 1) / 10
    p = np.full(count + 1, 0.5)
    p[:4] = np.nan
    return Lines(kind, False, centre, np.full(count + 1, 6.0), p, np.full(count + 1, sizes))


def test_limits_are_shown_where_a_point_was_judged() -> None:
    seen = shown(lines(8), np.full(8, 50.0), [], 0)
    assert np.isnan(seen.centre[:4]).all()
    assert seen.centre[4:].tolist() == pytest.approx([50.4, 50.5, 50.6, 50.7])
    assert not seen.side.any()


def test_over_a_baseline_stand_the_limits_that_it_fixed() -> None:
    given = lines(20)
    given.p[:12] = np.nan
    seen = shown(given, np.full(20, 50.0), [], 12)
    assert set(seen.centre[:12]) == {51.2}
    assert set(seen.upper[:12]) == {57.2}


def test_from_the_onset_of_a_change_limits_stand_still_until_it_is_no_news() -> None:
    values = np.full(40, 50.0)
    values[10:] = 40.0
    seen = shown(lines(40), values, [DROP], 0)
    assert set(seen.centre[10:25]) == {51.0}
    assert seen.centre[25] == pytest.approx(52.5)
    assert set(seen.side[10:25]) == {-1}
    assert not seen.side[25:].any()


def test_limits_of_a_season_go_on_as_they_were_before_the_change() -> None:
    old = np.stack((50.0 + np.arange(41) % 4, np.full(41, 6.0)))
    given = replace(lines(40), seasonal=True, centre=np.full(41, np.nan), before={10: old})
    values = old[0, :40].copy()
    values[10:] -= 10.0
    seen = shown(given, values, [DROP], 0)
    assert seen.upper[10:25].tolist() == (old[0, 10:25] + 6.0).tolist()
    assert set(seen.side[10:25]) == {-1}
    assert np.isnan(seen.upper[25:]).all()


def test_a_start_anew_ends_it() -> None:
    given = lines(40)
    given.p[18:26] = np.nan
    seen = shown(given, np.full(40, 40.0), [DROP], 0)
    assert np.isnan(seen.centre[18:26]).all()
    assert set(seen.side[10:18]) == {-1}
    assert seen.side[18] == 0


def test_a_change_that_is_over_is_marked_no_longer() -> None:
    values = np.full(40, 50.0)
    values[10:14] = 40.0
    seen = shown(lines(40), values, [DROP], 0)
    assert np.flatnonzero(seen.side).tolist() == [10, 11, 12, 13]


def test_a_change_of_spread_moves_no_limits() -> None:
    seen = shown(lines(40), np.full(40, 50.0), [replace(DROP, kind=SPREAD)], 0)
    assert seen.centre[20] == pytest.approx(52.0)
    assert np.flatnonzero(seen.side).tolist() == [10, 11, 12]


@pytest.mark.parametrize(("kind", "ends"), [("proportion", (0.0, 1.0)), ("rate", (0.0, 2.0)), ("value", (-1.0, 2.0))])
def test_limits_stay_where_values_can_be(kind: str, ends: tuple[float, float]) -> None:
    given = replace(lines(8, kind), centre=np.full(9, 0.5), width=np.full(9, 1.5))
    seen = shown(given, np.full(8, 0.5), [], 0)
    assert (seen.lower[-1], seen.upper[-1]) == ends


def test_what_a_baseline_left_out_is_judged_by_it() -> None:
    drawn, changes = in_hindsight(lines(12), np.array([20.0, 51.0, 21.0]), np.ones(3), 12)
    assert drawn.side.tolist() == [-1, 0, -1]
    (found,) = changes  # both on one side: one change
    assert (found.onset, found.found, found.side, found.kind) == (0, 0, -1, SINGLE)
    assert 0 < found.p < 1e-4


def test_small_points_have_wide_limits_in_hindsight() -> None:
    given = replace(lines(12, "proportion", 100.0), centre=np.full(13, 0.5), width=np.full(13, 0.15))
    drawn, _ = in_hindsight(given, np.array([0.3, 0.3]), np.array([100.0, 25.0]), 12)
    assert drawn.side.tolist() == [-1, 0]
