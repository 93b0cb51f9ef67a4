"""Pure rules of rows that come in: what is a number, which rows are refused, which ones say something new."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pilothouse.measures.periods import FREQUENCIES, Days, Flags, begins_period

Floats = NDArray[np.float64]

MOST_DIGITS = 15
# Sums of the same rows may differ in their last digit between two runs of a query: that is no correction.
_SAME = 1e-12
# Below the key of the first day of the next series: day numbers end with the year 9999.
KEYS_OF_A_SERIES = 1 << 22


class Row(NamedTuple):
    """One measurement on its way in, in stored units (a share as 0.812, or as numerator and denominator).

    Proportions and rates need numerator and denominator; their `value` is computed and any given one ignored.
    `line` is where the row stood in a file or a paste; 0 means its place in the sequence, counted from 1.
    """

    series_id: int
    period: date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    line: int = 0


class Wrong(StrEnum):
    """What can be wrong with a number or a row; refusals.py says it in people's words."""

    NOT_A_NUMBER = "not_a_number"
    NOT_FINITE = "not_finite"
    TOO_MANY_DIGITS = "too_many_digits"
    NO_SERIES = "no_series"
    NO_VALUE = "no_value"
    NO_RATIO = "no_ratio"
    ONLY_VALUE = "only_value"
    DENOMINATOR = "denominator"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    NOT_A_COUNT = "not_a_count"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FUTURE = "future"
    ENDED = "ended"
    TWICE = "twice"


Problem = tuple[int, Wrong]


class NotANumber(ValueError):
    """A typed text is no number that can be kept: `wrong` says why, `text` is what was typed."""

    def __init__(self, wrong: Wrong, text: str) -> None:
        super().__init__(f"{wrong}: {text}")
        self.wrong, self.text = wrong, text.strip()[:40]


def number_typed(text: str, decimal: str = ".") -> float:
    """The number a person typed, with `decimal` as its decimal mark.

    Raises NotANumber for what is no finite number, or has more than 15 significant digits.
    """
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", "").replace("\u202f", "")
    if decimal == ",":
        plain = plain.replace(",", ".")
    try:
        number = float(plain) if "_" not in plain else math.nan
    except ValueError:
        raise NotANumber(Wrong.NOT_A_NUMBER, text) from None
    if not math.isfinite(number):
        raise NotANumber(Wrong.NOT_FINITE, text)
    digits = plain.lower().partition("e")[0].lstrip("+-").replace(".", "").lstrip("0")
    if len(digits) > MOST_DIGITS:
        raise NotANumber(Wrong.TOO_MANY_DIGITS, text)
    return number


@dataclass(frozen=True)
class Columns:
    """Rows as columns of equal length. Days are day numbers; NaN stands for a number that was not given."""

    series: NDArray[np.int64]
    days: Days
    values: Floats
    numerators: Floats
    denominators: Floats
    lines: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.series)

    def take(self, index: "NDArray[np.int64] | Flags") -> "Columns":
        """Only these rows, in this order."""
        return Columns(
            self.series[index],
            self.days[index],
            self.values[index],
            self.numerators[index],
            self.denominators[index],
            self.lines[index],
        )

    @property
    def keys(self) -> NDArray[np.int64]:
        """One number for each series and day; sorts by series, then by day."""
        return self.series * KEYS_OF_A_SERIES + self.days


def turned(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows turned into columns; for hundreds of thousands of rows several times faster than `zip(*rows)`."""
    return [list(map(itemgetter(place), rows)) for place in range(len(rows[0]))]


def columns_of(rows: Sequence[Row]) -> Columns:
    """Rows as columns."""
    if not rows:
        none = np.zeros(0)
        whole = np.zeros(0, dtype=np.int64)
        return Columns(whole, whole, none, none, none, whole)
    series, periods, values, numerators, denominators, lines = turned(rows)
    count = len(rows)
    given = np.fromiter(lines, dtype=np.int64, count=count)
    return Columns(
        np.fromiter(series, dtype=np.int64, count=count),
        np.fromiter(map(date.toordinal, periods), dtype=np.int64, count=count),
        np.array(values, dtype=np.float64),
        np.array(numerators, dtype=np.float64),
        np.array(denominators, dtype=np.float64),
        np.where(given > 0, given, np.arange(1, count + 1)),
    )


@dataclass(frozen=True)
class Terms:
    """What the rows of one series must keep to. `ends` is the last day number that may come in."""

    kind: str
    frequency: str
    ends: int

    @property
    def has_denominator(self) -> bool:
        return self.kind in {"proportion", "rate"}


def reasons_by_line(rows: Columns, terms: Mapping[int, Terms], today: date) -> list[Problem]:
    """(line, what is wrong) of every row that cannot be kept, one reason a row.

    `terms` holds every series the rows may name; `today` is the last day a period may begin on.
    """
    wrong = np.zeros(len(rows), dtype=bool)
    found: list[Problem] = []
    for reason, mask in _checks(rows, terms, today.toordinal()):
        new = mask & ~wrong
        if new.any():
            wrong |= new
            found += [(line, reason) for line in rows.lines[new].tolist()]
    return found


def _checks(rows: Columns, terms: Mapping[int, Terms], today: int) -> list[tuple[Wrong, Flags]]:
    ids, place = np.unique(rows.series, return_inverse=True)
    known = [terms.get(int(key)) for key in ids]

    def of_series(flags: Sequence[bool]) -> Flags:
        return np.array(flags, dtype=bool)[place]

    ratio = of_series([t is not None and t.has_denominator for t in known])
    share = of_series([t is not None and t.kind == "proportion" for t in known])
    count = of_series([t is not None and t.kind == "count" for t in known])
    ends = np.array([t.ends if t else 0 for t in known], dtype=np.int64)[place]
    v, n, d = rows.values, rows.numerators, rows.denominators
    whole = ~ratio & np.isfinite(v)
    return [
        (Wrong.NO_SERIES, of_series([t is None for t in known])),
        (Wrong.NO_VALUE, ~ratio & ~np.isfinite(v)),
        (Wrong.NO_RATIO, ratio & ~(np.isfinite(n) & np.isfinite(d))),
        (Wrong.ONLY_VALUE, ~ratio & ~(np.isnan(n) & np.isnan(d))),
        (Wrong.DENOMINATOR, ratio & (d <= 0)),
        (Wrong.NEGATIVE, ratio & (n < 0)),
        (Wrong.TOO_LARGE, share & (n > d)),
        (Wrong.NOT_A_COUNT, count & whole & ((v < 0) | (np.floor(np.where(whole, v, 0.0)) != np.where(whole, v, 0.0)))),
        *_period_checks(rows, [t.frequency if t else "" for t in known], place, ends, today),
        (Wrong.TWICE, _repeated(rows)),
    ]


def _period_checks(
    rows: Columns, frequencies: Sequence[str], place: NDArray[np.int64], ends: Days, today: int
) -> list[tuple[Wrong, Flags]]:
    checks: list[tuple[Wrong, Flags]] = []
    for name in FREQUENCIES[1:]:
        if name in frequencies:
            of_it = np.array([frequency == name for frequency in frequencies], dtype=bool)[place]
            checks.append((Wrong(name), of_it & ~begins_period(rows.days, name)))
    checks.append((Wrong.FUTURE, rows.days > today))
    checks.append((Wrong.ENDED, rows.days > ends))
    return checks


def _repeated(rows: Columns) -> Flags:
    """Every row whose series and period stand earlier already."""
    first = np.unique(rows.keys, return_index=True)[1]
    repeated = np.ones(len(rows), dtype=bool)
    repeated[first] = False
    return repeated


def with_ratios(rows: Columns, ratio: Flags) -> Columns:
    """The rows with the values of proportions and rates computed; `ratio` says which rows these are."""
    quotient = np.divide(rows.numerators, rows.denominators, out=rows.values.copy(), where=ratio)
    return Columns(rows.series, rows.days, quotient, rows.numerators, rows.denominators, rows.lines)


@dataclass(frozen=True)
class News:
    """What rows say that is not known yet: indices of new rows and of corrections, and what stood before."""

    new: NDArray[np.int64]
    corrected: NDArray[np.int64]
    stood: Floats

    @property
    def all(self) -> NDArray[np.int64]:
        return np.concatenate([self.new, self.corrected])


def news_in(rows: Columns, current: Columns) -> News:
    """Compare rows with the current values (sorted by key, one for each key)."""
    keys, known = rows.keys, current.keys
    place = np.searchsorted(known, keys)
    inside = np.minimum(place, max(len(known) - 1, 0))
    there = (place < len(known)) & (known[inside] == keys) if len(known) else np.zeros(len(keys), dtype=bool)
    same = there.copy()
    if len(known):
        for name in ("values", "numerators", "denominators"):
            same &= _equal(getattr(rows, name), getattr(current, name)[inside])
    corrected = np.flatnonzero(there & ~same)
    stood = current.values[inside[corrected]] if len(known) else np.zeros(0)
    return News(np.flatnonzero(~there), corrected, stood)


def _equal(one: Floats, other: Floats) -> Flags:
    close = np.abs(one - other) <= _SAME * np.maximum(np.abs(one), np.abs(other))
    return np.asarray(close | (np.isnan(one) & np.isnan(other)))


def merged(current: Columns, news: Columns) -> Columns:
    """The current values after `news` came in: sorted by key, one for each key."""
    parts = [(getattr(current, name), getattr(news, name)) for name in Columns.__dataclass_fields__]
    both = Columns(*(np.concatenate(pair) for pair in parts))
    both = both.take(np.argsort(both.keys, kind="stable"))
    keys = both.keys
    last = np.ones(len(keys), dtype=bool)
    last[:-1] = keys[1:] != keys[:-1]
    return both.take(last)
