"""Each change by itself: the first as the engine tells it, later ones estimated."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.spc.changes import changes, run_up_to
from pilothouse.spc.early import watch


def test_two_changes_of_one_series_are_told_apart() -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(50, 1, (1, 110))
    values[0, 30:] += 4
    values[0, 80:] -= 6
    seen = watch(values)
    first, second = changes(seen, values)[0][0], changes(seen, values)[0][-1]
    assert (first.found, first.onset, first.side) == (seen.first_alarm[0], seen.onset[0], 1)
    assert abs(first.onset - 30) <= 1
    assert abs(second.onset - 80) <= 2
    assert (second.side, second.kind) == (-1, "level")
    assert second.found >= 80
    assert first.strength > 2
    assert 0 < second.p < 0.05


def test_a_stable_series_has_none() -> None:
    values = np.tile([[50.0, 51.0, 49.0]], (2, 10))
    assert changes(watch(values), values) == [[], []]


def test_a_run_begins_where_it_is_least_likely_by_chance() -> None:
    assert run_up_to(np.array([0.1, -0.2, 0.3, -2.0, -2.1, -1.9])) == (3, -1)
    assert run_up_to(np.array([0.1, 3.0])) == (1, 1)
    assert run_up_to(np.array([np.nan, 0.1, 2.0, np.nan, 2.0])) == (2, 1)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.integers(0, 40))
def test_no_later_point_changes_an_earlier_change(z: list[float], seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(0, 1, (1, 60))
    values[0, 30:] += 3
    whole = changes(watch(values), values)[0]
    so_far = changes(watch(values[:, :45]), values[:, :45])[0]
    assert [change for change in whole if change.found < 45] == so_far
    onset, side = run_up_to(np.array(z))
    assert 0 <= onset < len(z)
    assert side in (-1, 1)
