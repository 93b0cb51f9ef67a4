"""How a level moves on: wandering or returning to its mean, in many ways at once, each weighed by how it foretold."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.series import Bools, Floats, Ints

# Every pair of them is one member: a level that follows by alpha, and a damped trend that follows by alpha * beta.
_ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)
_BETAS = (0.0, 0.1, 0.3)
_DAMPING = 0.9
# Members that return to a mean: so much of the distance from it is left one point later.
_LEFT = (0.0, 0.2, 0.4, 0.6, 0.8)
# That mean is the one so far, of long series a slowly moving one.
_SLOWEST = 0.05
# No member is true: how well each foretold counts as if so many points beforehand had spoken for all alike.
_FOR_ALL_ALIKE = 12.0


@dataclass(frozen=True)
class Members:
    """The parameters of each member, arrays of shape (n_members,)."""

    level: Floats
    trend: Floats
    damping: Floats

    def reach(self, steps: int) -> Floats:
        """By how many of its present steps a damped trend has moved after 1 … steps: (n_members, steps)."""
        return np.cumsum(self.damping[:, None] ** np.arange(1, steps + 1), axis=1)


@dataclass(frozen=True)
class Smoothed:
    """States after every point and one-step errors, arrays of shape (n_points, n_series, n_members).

    Of shape (n_series, n_members): `weights`, which sum to one for each series, and `unsure`, the standard error of
    the mean that a member returns to, 0 where it wanders.
    """

    members: Members
    level: Floats
    trend: Floats
    error: Floats
    weights: Floats
    unsure: Floats


def members() -> Members:
    """The fixed set: levels without a trend (beta = 0) and with a damped one; at the end those that return.

    To return to a mean is a damped trend towards it: from the value x it is (mean − x)·(1 − left) / left, damped by
    what is left. Where nothing is left the level is the mean.
    """
    level, beta = (axis.ravel() for axis in np.meshgrid(_ALPHAS, _BETAS, indexing="ij"))
    left = np.array(_LEFT)
    back = np.divide(left - 1.0, left, out=np.zeros_like(left), where=left > 0)
    return Members(
        np.append(level, np.where(left > 0, 1.0, _SLOWEST)),
        np.append(level * beta, back),
        np.append(np.where(beta > 0, _DAMPING, 0.0), left),
    )


def smooth(levels: Floats, first: Ints, judged: Bools) -> Smoothed:
    """Run every member over `levels` (n_series, n_points, none missing, known from `first` on) and weigh them.

    A weight is a power of the likelihood of the member's one-step errors where `judged` is true, if errors were
    normal, below one in short series (Raftery 1995; Grünwald 2012); members that wander and members that return are
    equally likely beforehand. Additive damped trend after Gardner and McKenzie 1985.
    """
    model, returning = members(), slice(-len(_LEFT), None)
    n_series, n_points = levels.shape
    shape = (n_points, n_series, len(model.level))
    level, trend, error = np.empty(shape), np.empty(shape), np.empty(shape)
    now, moving = np.repeat(levels[:, :1], shape[2], axis=1), np.zeros(shape[1:])
    mean = np.zeros((n_series, 1))
    for point in range(n_points):
        value = levels[:, point, None]
        known = np.maximum(point - first[:, None], 0) + 1.0
        mean = mean + np.maximum(1.0 / known, _SLOWEST) * (value - mean)
        ahead = now + model.damping * moving
        error[point] = value - ahead
        now = ahead + model.level * error[point]
        moving = model.damping * moving + model.trend * error[point]
        now[:, returning] = np.where(model.damping[returning] > 0, value, mean)
        moving[:, returning] = model.trend[returning] * (value - mean)
        level[point], trend[point] = now, moving
    count = np.maximum(judged.sum(axis=1), 1)[:, None]
    square = np.einsum("tsm,tsm,ts->sm", error, error, judged.T.astype(np.float64)) / count
    unsure = np.zeros_like(square)
    independent = np.minimum(n_points - first[:, None], 2.0 / _SLOWEST - 1.0)
    unsure[:, returning] = np.sqrt(square[:, returning] / independent) / (1.0 - np.array(_LEFT))
    return Smoothed(model, level, trend, error, _weights(square, count), unsure)


def _weights(square: Floats, count: Ints) -> Floats:
    power = count / (count + _FOR_ALL_ALIKE)
    logs = -0.5 * power * count * np.log(square + np.finfo(np.float64).tiny)
    logs[:, -len(_LEFT) :] += np.log(len(_ALPHAS) * len(_BETAS) / len(_LEFT))
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    result: Floats = weights / weights.sum(axis=1, keepdims=True)
    return result
