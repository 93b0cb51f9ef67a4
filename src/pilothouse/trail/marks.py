"""Marks of rows: pure arithmetic by which one changed row among a million is found, and often what it said before.

Each row leaves four bytes, each block of rows one parity: the exclusive or of its rows. Marks only point; what proves
is the SHA-256 of the rows, and that of the marks themselves, both in history.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint64]
Codes = NDArray[np.int64]

BLOCK = 256
SPOILT = -1  # the code of a row that cannot be packed any more; no code of a sound row is negative
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


class How(StrEnum):
    """What became of a row."""

    ALTERED = "altered"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """The first place at which rows differ, and how many written ones are gone and unwritten ones stand in all."""

    at: int
    how: How
    gone: int
    extra: int


def codes_of(table: Table) -> Codes:
    """One code for each row of 64-bit fields: 0 to 2**32 - 1, another one for almost every other row."""
    mixed = np.full(len(table), _PRIME)
    for column in table.T:
        mixed ^= column
        mixed *= _PRIME
        mixed ^= mixed >> _HALF
    return (mixed >> _HALF).astype(np.int64)


def marks_of(table: Table) -> bytes:
    """What is kept of these rows: their codes, then the parity of each block."""
    parities = np.bitwise_xor.reduceat(table, np.arange(0, len(table), BLOCK), axis=0)
    return codes_of(table).astype("<u4").tobytes() + parities.astype("<u8").tobytes()


def parts_of(marks: bytes, rows: int, width: int) -> tuple[Codes, Table]:
    """Codes and parities out of the marks of so many rows of so many fields."""
    codes = np.frombuffer(marks, "<u4", count=rows).astype(np.int64)
    return codes, np.frombuffer(marks, "<u8", offset=4 * rows).astype(np.uint64).reshape(-1, width)


def first_difference(written: Codes, standing: Codes) -> Difference | None:
    """Where the codes of standing rows first leave those of the written ones."""
    shorter = min(len(written), len(standing))
    unequal = np.nonzero(written[:shorter] != standing[:shorter])[0]
    at = int(unequal[0]) if len(unequal) else shorter
    was, now = written[at:], standing[at:]
    if not len(was) and not len(now):
        return None
    gone, extra = ~np.isin(was, now), ~np.isin(now, was)
    counts = int(gone.sum()), int(extra.sum())
    if not len(was) or (len(now) and not gone[0] and extra[0]):
        return Difference(at, How.ADDED, *counts)
    if not len(now) or (gone[0] and not extra[0]):
        return Difference(at, How.REMOVED, *counts)
    return Difference(at, How.ALTERED if gone[0] else How.MOVED, *counts)


def restored(at: int, codes: Codes, parities: Table, standing: Table, standing_codes: Codes) -> Table | None:
    """The written row at this place, where all others of its block still stand; None where it cannot be known."""
    first = at // BLOCK * BLOCK
    others = np.delete(codes[first : first + BLOCK], at - first)
    # All rows before the first difference stand in place; later ones are as far away as rows came or went.
    near = slice(first, first + BLOCK + abs(len(standing) - len(codes)) + 1)
    rows = standing[near][np.isin(standing_codes[near], others)]
    if len(rows) != len(others):
        return None
    row: Table = np.bitwise_xor.reduce(rows, axis=0, initial=0) ^ parities[at // BLOCK]
    return row if codes_of(row[np.newaxis])[0] == codes[at] else None
