"""Values taken out again: the row that withdraws a value has none, and keeps in its parts what it withdraws. Pure.

Such a row names the same series and period, has NaN (in the database: nothing) as its value, and the numerator and
denominator that stood; of what has no parts, the numerator is the value that stood.
"""

import numpy as np

from pilothouse.measures.rules import Columns


def without_withdrawn(rows: Columns) -> Columns:
    """The rows that have a value: what is judged, shown and counted."""
    gone = np.isnan(rows.values)
    return rows.take(~gone) if gone.any() else rows


def withdrawing(rows: Columns) -> Columns:
    """The rows that withdraw these."""
    parted = ~np.isnan(rows.denominators)
    kept = np.where(parted, rows.numerators, rows.values)
    return Columns(rows.series, rows.days, np.full(len(rows), np.nan), kept, rows.denominators, rows.lines)


def as_they_stood(rows: Columns) -> Columns:
    """The rows with what was withdrawn back in its place: what brings the very same again brings nothing new."""
    gone = np.isnan(rows.values)
    if not gone.any():
        return rows
    parted = ~np.isnan(rows.denominators)
    stood = np.divide(rows.numerators, rows.denominators, out=rows.numerators.copy(), where=parted)
    values = np.where(gone, stood, rows.values)
    numerators = np.where(gone & ~parted, np.nan, rows.numerators)
    return Columns(rows.series, rows.days, values, numerators, rows.denominators, rows.lines)
