"""Paths ahead of a history: each goes on in one way of `smoothing`, with errors that this way made before."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.early.seasonal_pattern import Pattern
from pilothouse.spc.early.smoothing import Smoothed
from pilothouse.spc.series import Bools, Floats, Ints

# So many points without drift are believed beforehand: the mean of few errors is mostly chance.
_NO_DRIFT_POINTS = 24
# Stretches that overlap say the same over and over: without room for so many side by side none is taken.
_SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class History:
    """Series ready to be continued: last value in the last column, gaps filled, transformed, without season."""

    levels: Floats
    first: Ints
    judged: Bools
    gap: Ints
    pattern: Pattern


def drawn(history: History, smoothed: Smoothed, n_paths: int, horizon: int, entropy: int) -> Floats:
    """Paths on the scale of the levels, season added.

    Each series is drawn with the same random numbers, so that it has the same paths alone and beside others.
    """
    steps = horizon + int(history.gap.max())
    of_member, of_step, of_stretch = (np.random.default_rng((part, entropy)) for part in range(3))
    member = _members_drawn(smoothed.weights, n_paths, of_member)
    stepwise = _stepwise(history, smoothed, member, steps, of_step)
    whole, possible = _whole_stretches(history, smoothed, member, (steps, horizon), of_stretch)
    take_whole = possible[:, None] & (np.arange(n_paths) % 2 == 1)
    around = np.where(take_whole[:, :, None], whole, stepwise)
    around += history.pattern.ahead(steps)[:, None, :]
    wanted = history.gap[:, None] + np.arange(horizon)
    return np.take_along_axis(around, np.broadcast_to(wanted[:, None, :], (len(wanted), n_paths, horizon)), axis=2)


def _members_drawn(weights: Floats, n_paths: int, rng: np.random.Generator) -> Ints:
    """One member a path: evenly through the weights, in random order."""
    even = rng.permutation((np.arange(n_paths) + rng.random()) / n_paths)
    drawn = (even[None, :, None] > np.cumsum(weights, axis=1)[:, None, :]).sum(axis=2)
    result: Ints = np.minimum(drawn, weights.shape[1] - 1)
    return result


def _points_drawn(allowed: Bools, n_paths: int, rng: np.random.Generator) -> Ints:
    """For each series `n_paths` of the points where `allowed` is true (point 0 where none is)."""
    count = allowed.sum(axis=1)
    order = np.argsort(~allowed, axis=1, kind="stable")
    nth = np.floor(rng.random(n_paths) * np.maximum(count, 1)[:, None]).astype(np.int64)
    return np.take_along_axis(order, nth, axis=1)


def _stepwise(history: History, smoothed: Smoothed, member: Ints, steps: int, rng: np.random.Generator) -> Floats:
    """Paths that let a member live on, fed with errors it made one step ahead."""
    row, model = np.arange(len(member))[:, None], smoothed.members
    count = history.judged.sum(axis=1)[:, None]
    total = np.einsum("tsm,ts->sm", smoothed.error, history.judged.T.astype(np.float64))
    drift_not_believed = (total / (count + _NO_DRIFT_POINTS) * (_NO_DRIFT_POINTS / count))[row, member]
    widening = history.pattern.widening[:, None]
    level, trend = smoothed.level[-1][row, member], smoothed.trend[-1][row, member]
    follow, turn, damping = model.level[member], model.trend[member], model.damping[member]
    unsure = smoothed.unsure[row, member] * rng.standard_normal(member.shape[1])
    level, trend = level + np.where(damping > 0, 0.0, unsure), trend - turn * unsure
    paths = np.empty((*member.shape, steps))
    for step in range(steps):
        point = _points_drawn(history.judged, member.shape[1], rng)
        error = smoothed.error[point, row, member] - drift_not_believed
        ahead = level + damping * trend
        paths[:, :, step] = ahead + widening * error
        level, trend = ahead + follow * error, damping * trend + turn * error
    return paths


def _whole_stretches(
    history: History, smoothed: Smoothed, member: Ints, ahead: tuple[int, int], rng: np.random.Generator
) -> tuple[Floats, Bools]:
    """Paths that repeat a whole stretch of past errors, and which series have enough such stretches."""
    steps, horizon = ahead
    n_points = history.levels.shape[1]
    row, reach = np.arange(len(member))[:, None], smoothed.members.reach(steps)
    room = np.arange(n_points) < (n_points - horizon - history.gap)[:, None]
    allowed = history.judged & room
    origin = _points_drawn(allowed, member.shape[1], rng)

    def expected(point: Ints | int) -> Floats:
        level, trend = smoothed.level[point, row, member], smoothed.trend[point, row, member]
        result: Floats = level[:, :, None] + reach[member] * trend[:, :, None]
        return result

    later = np.minimum(origin[:, :, None] + np.arange(1, steps + 1), n_points - 1)
    error = history.levels[row[:, :, None], later] - expected(origin)
    paths = expected(n_points - 1) + history.pattern.widening[:, None, None] * error
    return paths, allowed.sum(axis=1) >= _SIDE_BY_SIDE * horizon
