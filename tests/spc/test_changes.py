"""Each change by itself, as the engine tells it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pilothouse.spc.changes import SPREAD, changes
from pilothouse.spc.early import watch


def test_two_changes_of_one_series_are_told_apart() -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(50, 1, (1, 110))
    values[0, 30:] += 4
    values[0, 80:] -= 6
    seen = watch(values)
    first, second, *_after = changes(seen, values)[0]
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


@settings(deadline=None)  # a busy machine is no defect
@given(st.integers(0, 40))
def test_no_later_point_changes_an_earlier_change(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(0, 1, (1, 60))
    values[0, 30:] += 3
    whole = changes(watch(values), values)[0]
    so_far = changes(watch(values[:, :45]), values[:, :45])[0]
    assert [change for change in whole if change.found < 45] == so_far


def test_a_wider_spread_has_a_side() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(50, 1, (40, 60))
    values[:, 30:] = 50 + 6 * (values[:, 30:] - 50)
    told = [change for several in changes(watch(values), values) for change in several if change.kind == SPREAD]
    assert told
    assert {change.side for change in told} == {1}
