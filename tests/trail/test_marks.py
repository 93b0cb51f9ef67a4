"""Marks of rows: every single change is found at its place, and undone where its block is otherwise sound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.trail.marks import BLOCK, How, Table, codes_of, first_difference, marks_of, parts_of, restored

ROWS = 3 * BLOCK + 7


def table(rows: int = ROWS) -> Table:
    return np.random.default_rng(rows).integers(0, 2**63, (rows, 5)).astype(np.uint64)


def test_marks_come_apart_as_they_were_put_together() -> None:
    rows = table()
    codes, parities = parts_of(marks_of(rows), len(rows), 5)
    assert np.array_equal(codes, codes_of(rows))
    assert np.array_equal(parities[-1], np.bitwise_xor.reduce(rows[3 * BLOCK :], axis=0))


def test_the_code_sees_every_field_and_bit() -> None:
    row = table(1)
    for field in range(5):
        for bit in range(64):
            other = row.copy()
            other[0, field] ^= np.uint64(1 << bit)
            assert codes_of(other)[0] != codes_of(row)[0]


def test_few_of_many_like_rows_share_a_code() -> None:
    rows = np.zeros((200_000, 5), dtype=np.uint64)
    rows[:, 0], rows[:, 1] = np.divmod(np.arange(200_000), 1_000)
    rows[:, 2] = np.round(np.arange(200_000) % 97 * 0.1, 3).view(np.uint64)
    assert len(np.unique(codes_of(rows))) > 199_980


@given(at=st.integers(0, ROWS - 1), how=st.sampled_from([How.ALTERED, How.ADDED, How.REMOVED]))
def test_one_change_is_found_and_undone(at: int, how: How) -> None:
    rows = table()
    codes, parities = parts_of(marks_of(rows), len(rows), 5)
    if how is How.ALTERED:
        stand = rows.copy()
        stand[at, 2] += np.uint64(1)
    else:
        stand = np.delete(rows, at, axis=0) if how is How.REMOVED else np.insert(rows, at, 9, axis=0)
    found = first_difference(codes, codes_of(stand))
    assert found is not None
    assert (found.at, found.how) == (at, how)
    if how is not How.ADDED:
        again = restored(at, codes, parities, stand, codes_of(stand))
        assert again is not None
        assert np.array_equal(again, rows[at])


def test_two_changes_in_one_block_are_not_guessed_at() -> None:
    rows = table()
    codes, parities = parts_of(marks_of(rows), len(rows), 5)
    stand = rows.copy()
    stand[[3, 5], 2] = 0
    assert restored(3, codes, parities, stand, codes_of(stand)) is None


@pytest.mark.parametrize("count", [1, BLOCK, BLOCK + 1])
def test_the_only_row_of_a_block_comes_back(count: int) -> None:
    rows = table(count)
    codes, parities = parts_of(marks_of(rows), count, 5)
    stand = rows[:-1]
    again = restored(count - 1, codes, parities, stand, codes_of(stand))
    assert again is not None
    assert np.array_equal(again, rows[-1])
