"""How likely is a target, at its date or as the mean of the year?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pilothouse.spc.series import Floats, as_series


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
    at: int | None = None,
    mean: slice | None = None,
    measured: ArrayLike | None = None,
) -> Chance:
    """The chance that `paths` (n_series, n_paths, horizon) meet `target` (one number, or one per series).

    `direction` is +1 (at least the target) or -1 (at most). `at` asks for one step (0 = the next point,
    -1 = the last), `mean` for the mean over a slice of steps, in which the points `measured` (n_series, n,
    NaN = missing) already count. Without either the last step is asked for. A probability is (met + 1/2) of
    (paths + 1), so that no finite number of paths is certainty. Weakness: it is as good as the paths, and
    knows of no plan. Raises ValueError for other shapes or directions, and for both questions at once.
    """
    futures = np.asarray(paths, dtype=np.float64)
    if futures.ndim != 3 or futures.shape[1] == 0:
        raise ValueError("paths must have the shape (series, paths, steps), with at least one path")
    aim, way = (_per_series(value, len(futures)) for value in (target, direction))
    if not np.all(np.isin(way, (1.0, -1.0))):
        raise ValueError("direction is +1 (at least the target) or -1 (at most the target)")
    outcome = _outcome(futures, at, mean, measured)
    known = np.isfinite(outcome).all(axis=1) & ~np.isnan(aim)
    met = (way[:, None] * outcome >= (way * aim)[:, None]).sum(axis=1)
    n_paths = futures.shape[1]
    probability = np.where(known, (met + 0.5) / (n_paths + 1.0), np.nan)
    return Chance(probability, np.sqrt(probability * (1.0 - probability) / n_paths), _in_words(probability))


def _outcome(futures: Floats, at: int | None, mean: slice | None, measured: ArrayLike | None) -> Floats:
    if mean is None:
        if measured is not None:
            raise ValueError("measured points count only towards a mean")
        step = -1 if at is None else at
        if not -futures.shape[2] <= step < futures.shape[2]:
            raise ValueError(f"the paths have {futures.shape[2]} steps, there is none at {step}")
        return futures[:, :, step]
    if at is not None:
        raise ValueError("ask for one step or for a mean, not both")
    ahead = futures[:, :, mean]
    if ahead.shape[2] == 0:
        raise ValueError("a mean needs at least one step")
    already = as_series(np.empty((len(futures), 0)) if measured is None else measured, "measured")
    if len(already) != len(futures):
        raise ValueError(f"measured has {len(already)} series, paths {len(futures)}")
    count = np.isfinite(already).sum(axis=1)[:, None] + ahead.shape[2]
    result: Floats = (ahead.sum(axis=2) + np.nansum(already, axis=1)[:, None]) / count
    return result


def _in_words(probability: Floats) -> NDArray[np.str_]:
    words = _WORDS[np.digitize(probability, _BOUNDS) % len(_WORDS)]
    return np.where(np.isnan(probability), Likelihood.CANNOT_BE_TOLD.value, words)


def _per_series(value: ArrayLike, n_series: int) -> Floats:
    array = np.asarray(value, dtype=np.float64)
    if array.shape not in {(), (n_series,)}:
        raise ValueError("give one number, or one per series")
    return np.broadcast_to(array, (n_series,)).copy()
