"""How a level moves on: exponential smoothing under many parameters at once, each weighed by how well it foretold."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.series import Bools, Floats

# Every pair of them is one member: a level that follows by alpha, and a damped trend that follows by alpha * beta.
_ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)
_BETAS = (0.0, 0.1, 0.3)
_DAMPING = 0.9


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

    `weights` (n_series, n_members) sum to one for each series.
    """

    members: Members
    level: Floats
    trend: Floats
    error: Floats
    weights: Floats


def members() -> Members:
    """The fixed set: levels without a trend (beta = 0) and with a damped one."""
    level, beta = (axis.ravel() for axis in np.meshgrid(_ALPHAS, _BETAS, indexing="ij"))
    return Members(level, level * beta, np.where(beta > 0, _DAMPING, 0.0))


def smooth(levels: Floats, judged: Bools) -> Smoothed:
    """Run every member over `levels` (n_series, n_points, none missing) and weigh them.

    A weight is the likelihood of the member's one-step errors where `judged` is true, if errors were normal
    (a flat average over models, Raftery 1995). Additive damped trend after Gardner and McKenzie 1985.
    """
    model = members()
    n_series, n_points = levels.shape
    shape = (n_points, n_series, len(model.level))
    level, trend, error = np.empty(shape), np.empty(shape), np.empty(shape)
    now, moving = np.repeat(levels[:, :1], shape[2], axis=1), np.zeros(shape[1:])
    for point in range(n_points):
        ahead = now + model.damping * moving
        error[point] = levels[:, point, None] - ahead
        now = ahead + model.level * error[point]
        moving = model.damping * moving + model.trend * error[point]
        level[point], trend[point] = now, moving
    return Smoothed(model, level, trend, error, _weights(error, judged))


def _weights(error: Floats, judged: Bools) -> Floats:
    count = np.maximum(judged.sum(axis=1), 1)[:, None]
    squares = np.einsum("tsm,tsm,ts->sm", error, error, judged.T.astype(np.float64))
    logs = -0.5 * count * np.log(squares / count + np.finfo(np.float64).tiny)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    result: Floats = weights / weights.sum(axis=1, keepdims=True)
    return result
