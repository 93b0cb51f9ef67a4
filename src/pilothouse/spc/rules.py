"""The four usual run rules, for many series at once."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from pilothouse.spc.series import Bools, Floats, Ints, as_series

Bytes = NDArray[np.int8]

ALL_RULES = (1, 2, 3, 4)

# rule: (how far beyond the centre in sigma, how many of the last, that many points)
_RUNS: dict[int, tuple[float, int, int]] = {1: (3.0, 1, 1), 2: (2.0, 2, 3), 3: (1.0, 4, 5), 4: (0.0, 8, 8)}


@dataclass(frozen=True)
class Hits:
    """Where a rule is met, arrays of shape (n_series, n_points).

    `rule` is the lowest rule met (0: none), `side` −1, 0 or +1, `start` the index of the first point of
    the run that met it (−1: none).
    """

    rule: Bytes
    side: Bytes
    start: Ints


def rules(z: ArrayLike, *, which: Collection[int] = ALL_RULES) -> Hits:
    """The Western Electric rules (1956) on `z` (n_series, n_points), points in sigma from the centre.

    1: one point beyond 3 sigma; 2: two of three beyond 2 sigma; 3: four of five beyond 1 sigma; 4: eight
    in a row, always on one side and with the last point among them. Missing points are skipped, as if the
    series did not have them. With known limits a stable series meets rule 1 once in 370 points, any of
    the four once in 92 (Champ & Woodall 1987, Technometrics 29:393); with limits estimated from 24 points
    much more often: 64 of 100 stable series within 60 points.
    Raises ValueError for an unknown rule.
    """
    unknown = sorted(set(which) - set(ALL_RULES))
    if unknown:
        raise ValueError(f"unknown rule {unknown[0]}; known are 1, 2, 3 and 4")
    given = as_series(z, "z")
    present = np.isfinite(given)
    # Points are moved to the left over the gaps so that "in a row" means neighbouring points.
    packed = np.full(given.shape, np.nan)
    rows, columns = np.nonzero(present)
    place = (np.cumsum(present, axis=1) - 1)[rows, columns]
    packed[rows, place] = given[rows, columns]
    rule = np.zeros(given.shape, dtype=np.int8)
    start = np.full(given.shape, -1, dtype=np.int64)
    for number in sorted(set(which), reverse=True):
        _mark(packed, number, rule, start)
    original = np.zeros(given.shape, dtype=np.int64)
    original[rows, place] = columns
    return _unpack(rule, start, original, packed, (rows, columns, place))


def _mark(packed: Floats, number: int, rule: Bytes, start: Ints) -> None:
    beyond, needed, window = _RUNS[number]
    for sign in (1.0, -1.0):
        outside = packed * sign > beyond
        met, first = _runs(outside, needed, window)
        rule[met] = number
        start[met] = first[met]


def _runs(outside: Bools, needed: int, window: int) -> tuple[Bools, Ints]:
    """Where the last of `window` points is outside and `needed` of them are; and the first of these."""
    n_series, n_points = outside.shape
    position = np.arange(n_points)
    if n_points == 0:
        return outside, np.zeros(outside.shape, dtype=np.int64)
    if needed == window:
        # In a row: the run begins after the last point that is not outside.
        inside = np.maximum.accumulate(np.where(outside, -1, position), axis=1)
        first = np.broadcast_to(inside + 1, outside.shape)
        return outside & (position - first + 1 >= needed), first
    padded = np.concatenate([np.zeros((n_series, window - 1), dtype=bool), outside], axis=1)
    windows = sliding_window_view(padded, window, axis=1)
    met = outside & (windows.sum(axis=2, dtype=np.int8) >= needed)
    return met, position - (window - 1) + windows.argmax(axis=2)


def _unpack(rule: Bytes, start: Ints, original: Ints, packed: Floats, places: tuple[Ints, Ints, Ints]) -> Hits:
    rows, columns, place = places
    out_rule = np.zeros_like(rule)
    out_side = np.zeros_like(rule)
    out_start = np.full_like(start, -1)
    found = rule[rows, place] > 0
    rows, columns, place = rows[found], columns[found], place[found]
    out_rule[rows, columns] = rule[rows, place]
    out_side[rows, columns] = np.sign(packed[rows, place]).astype(np.int8)
    out_start[rows, columns] = original[rows, start[rows, place]]
    return Hits(out_rule, out_side, out_start)
