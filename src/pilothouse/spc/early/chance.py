"""How likely is a target, at its date or as the mean of the year?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pilothouse.spc.series import Floats, Ints, as_series


class Likelihood(StrEnum):
    """A chance in words, by the bounds of the IPCC (Mastrandrea and others 2010)."""

    CANNOT_BE_TOLD = "cannot be told"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    EVEN = "about as likely as not"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"


_WORDS = np.array(list(Likelihood), dtype=np.str_)[1:]
_BOUNDS = (0.1, 1.0 / 3.0, 2.0 / 3.0, 0.9)


@dataclass(frozen=True)
class Chance:
    """Per series, arrays of shape (n_series,).

    `probability` that the target is met, never 0 or 1, NaN where there is no forecast or no target;
    `error` is what the number of paths leaves open (one standard error); `words` are values of Likelihood.
    """

    probability: Floats
    error: Floats
    words: NDArray[np.str_]


def chance(
    paths: ArrayLike,
    target: ArrayLike,
    *,
    direction: ArrayLike,
    at: ArrayLike | None = None,
    mean: ArrayLike | None = None,
    measured: ArrayLike | None = None,
) -> Chance:
    """The chance that `paths` (n_series, n_paths, horizon) meet `target`.

    `target`, `direction` (+1: at least the target, -1: at most), `at` and `mean` are one number or one per series.
    `at` asks for one step: 0 is the next point, -1 the last one and what is asked for by default. `mean`
    asks for the mean of so many next points, in which the points `measured` (n_series, n, NaN =
    missing) already count; for a later year hand in the paths from its first step on. A probability is
    (met + 1/2) of (paths + 1), so that no finite number of paths is certainty. Weakness: it is as good as the
    paths, and knows of no plan. Raises ValueError for other shapes, directions or steps, and for both
    questions at once.
    """
    futures = np.asarray(paths, dtype=np.float64)
    if futures.ndim != 3 or futures.shape[1] == 0 or futures.shape[2] == 0:
        raise ValueError("paths must have the shape (series, paths, steps), with at least one path and step")
    aim, way = (_per_series(value, len(futures)) for value in (target, direction))
    if not np.all(np.isin(way, (1.0, -1.0))):
        raise ValueError("direction is +1 (at least the target) or -1 (at most the target)")
    if mean is None and measured is not None:
        raise ValueError("measured points count only towards a mean")
    if mean is not None and at is not None:
        raise ValueError("ask for one step or for a mean, not both")
    outcome = _at(futures, -1 if at is None else at) if mean is None else _mean(futures, mean, measured)
    known = np.isfinite(outcome).all(axis=1) & ~np.isnan(aim)
    met = (way[:, None] * outcome >= (way * aim)[:, None]).sum(axis=1)
    n_paths = futures.shape[1]
    probability = np.where(known, (met + 0.5) / (n_paths + 1.0), np.nan)
    return Chance(probability, np.sqrt(probability * (1.0 - probability) / n_paths), _in_words(probability))


def _at(futures: Floats, at: ArrayLike) -> Floats:
    n_series, _, horizon = futures.shape
    step = _whole(at, n_series, -horizon, horizon - 1)
    return np.take_along_axis(futures, (step % horizon)[:, None, None], axis=2)[:, :, 0]


def _mean(futures: Floats, mean: ArrayLike, measured: ArrayLike | None) -> Floats:
    n_series, _, horizon = futures.shape
    steps = _whole(mean, n_series, 1, horizon)
    already = np.empty((n_series, 0)) if measured is None else as_series(measured, "measured")
    if len(already) != n_series:
        raise ValueError(f"measured has {len(already)} series, paths {n_series}")
    ahead = np.where(np.arange(horizon) < steps[:, None, None], futures, 0.0).sum(axis=2)
    count = np.isfinite(already).sum(axis=1) + steps
    result: Floats = (ahead + np.nansum(already, axis=1)[:, None]) / count[:, None]
    return result


def _whole(value: ArrayLike, n_series: int, lowest: int, highest: int) -> Ints:
    numbers = _per_series(value, n_series)
    if not np.all((numbers == np.rint(numbers)) & (numbers >= lowest) & (numbers <= highest)):
        raise ValueError(f"a step of these paths is a whole number from {lowest} to {highest}")
    return numbers.astype(np.int64)


def _in_words(probability: Floats) -> NDArray[np.str_]:
    words = _WORDS[np.digitize(probability, _BOUNDS) % len(_WORDS)]
    return np.where(np.isnan(probability), Likelihood.CANNOT_BE_TOLD.value, words)


def _per_series(value: ArrayLike, n_series: int) -> Floats:
    array = np.asarray(value, dtype=np.float64)
    if array.shape not in {(), (n_series,)}:
        raise ValueError("give one number, or one per series")
    return np.broadcast_to(array, (n_series,)).copy()
