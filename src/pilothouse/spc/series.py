"""What a set of series is: kinds, checks at the door, and the points that are plotted."""

from dataclasses import dataclass
from enum import StrEnum
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
# Single precision is enough for scores and for the evidence summed from them, and twice as quick.
Singles = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Kind(StrEnum):
    """What one value is: a measured value, a count, a share of a number, or a rate per exposure."""

    VALUE = "value"
    COUNT = "count"
    PROPORTION = "proportion"
    RATE = "rate"


# Beyond it squares are infinite, and nothing would stand out of anything.
LARGEST = 1e150
HAS_DENOMINATOR = frozenset({Kind.PROPORTION, Kind.RATE})


@dataclass(frozen=True)
class Points:
    """Series ready to be charted, arrays of shape (n_series, n_points).

    `plotted` is the value itself, or numerator / denominator; NaN where it is missing. `sizes` is the
    denominator, and 1 where the kind has none.
    """

    plotted: Floats
    sizes: Floats

    @property
    def present(self) -> Bools:
        """Where there is a point at all."""
        return np.isfinite(self.plotted)


def as_series(values: ArrayLike, name: str = "values") -> Floats:
    """`values` as float64 (n_series, n_points) with NaN for every value that is not finite; a copy only where needed.

    Raises ValueError for any other number of dimensions.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2:
        raise ValueError(f"{name} must have the shape (series, points), not {array.ndim} dimensions")
    finite = np.isfinite(array)
    return array if finite.all() else np.where(finite, array, np.nan)


def to_points(values: ArrayLike, kind: Kind | str, denominators: ArrayLike | None) -> Points:
    """The points to plot for the given kind; raises ValueError for input that cannot be of that kind.

    Missing values, those whose squares are infinite (beyond 1e150) and zero denominators become missing points.
    Negative counts, negative denominators and shares above one are refused, with the place of the first.
    """
    kind = Kind(kind)
    given = as_series(values)
    far = (given > LARGEST) | (given < -LARGEST)
    if far.any():
        given = np.where(far, np.nan, given)
    if kind is not Kind.VALUE:
        _refuse(given < 0, "a negative count")
    if kind not in HAS_DENOMINATOR:
        if denominators is not None:
            raise ValueError(f"kind '{kind}' takes no denominators")
        return Points(given, np.broadcast_to(1.0, given.shape))
    if denominators is None:
        raise ValueError(f"kind '{kind}' needs denominators")
    sizes = as_series(denominators, "denominators")
    if sizes.shape != given.shape:
        raise ValueError(f"denominators have the shape {sizes.shape}, values {given.shape}")
    _refuse(sizes < 0, "a negative denominator")
    if kind is Kind.PROPORTION:
        _refuse(given > sizes * (1.0 + 1e-12), "more cases than the denominator", where=sizes > 0)
    sizes = np.where(sizes == 0, np.nan, sizes)
    return Points(given / sizes, sizes)


def possible(line: Floats, kind: Kind | str) -> Floats:
    """A line of limits, cut off at what values of this kind can be: only measured values lie below 0, no share above 1.

    What is cut off is no width: the distance of a limit from its centre is told by sigma.
    """
    if kind == Kind.VALUE:
        return line
    return np.clip(line, 0.0, 1.0 if kind == Kind.PROPORTION else None)


def whole_number(given: Any, what: str, *, least: int = 1) -> int:
    """A number of points, however it was written (24, 24.0); ValueError for anything else, “a season is …”."""
    whole = isinstance(given, Integral) or (isinstance(given, Real) and float(given).is_integer())
    if not whole:
        raise ValueError(f"{what} is a whole number of points, not {given!r}")
    if given < least:
        raise ValueError(f"{what} has at least {('one point', 'two points')[least - 1]}")
    return int(given)


def _refuse(wrong: Bools, what: str, where: Bools | None = None) -> None:
    places = np.argwhere(wrong if where is None else wrong & where)
    if len(places):
        series, point = places[0]
        raise ValueError(f"{what} at series {series}, point {point}")
