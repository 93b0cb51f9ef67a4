"""How much speaks for a change? Shiryaev–Roberts sums, mixed over sizes and sides of change."""

import numpy as np

from pilothouse.spc.early.scores import Scored
from pilothouse.spc.rules import Bytes
from pilothouse.spc.series import Bools, Floats, Ints

# The sizes of change in sigma, each twice the one before, and how much each counts.
_SIZE, _WEIGHTS = 0.8, np.array([1.0, 1.0, 2.0])
# A wider spread counts little: it has a small share of the budget of false alarms.
_WIDER, _WEIGHT_OF_SPREAD = 2.0, 0.002
_SHARES = np.append(np.repeat(_WEIGHTS, 2), _WEIGHT_OF_SPREAD * 2 * _WEIGHTS.sum())
_SHARES /= _SHARES.sum()
# Onset and drift are looked for among so many last points.
WINDOW = 40
# A wider spread is named where it explains so much more than a step does.
_CLEARER = 1.0
_TINY = 1e-300


class Evidence:
    """State of n_series: sums by size and side (the last: spread) and the last scores.

    Each sum moves by R ← (1 + R)·L with L the likelihood ratio of the score (Shiryaev 1963, Roberts 1966);
    where a score follows the one before, a lasting change shows smaller after its first point. Where that is
    in doubt, sums as if none followed another have their share too.
    """

    def __init__(self, n_series: int) -> None:
        self._sums, self._plain = np.zeros((7, n_series)), np.zeros((7, n_series))
        self._apart = np.zeros(n_series, dtype=bool)  # where the plain sums are not the same
        self._last = np.zeros((WINDOW, n_series))
        self._used = np.zeros((WINDOW, n_series), dtype=bool)
        self.points = np.zeros(n_series)
        self.time = 0
        self.now = np.full(n_series, np.log(_TINY))

    def step(self, scored: Scored, use: Bools) -> Floats:
        """Evidence after the next scores, a log likelihood ratio; NaN where not used."""
        if not use.any():
            self._keep(np.zeros(len(use)), use)
            return np.full(len(use), np.nan)
        led = np.flatnonzero(use & (scored.slope > 0))
        self._part(led[~self._apart[led]])
        given = np.where(use, scored.own, 0.0)
        ratios = _ratios(given, 1.0)
        later = ratios.copy()
        if len(led):
            slope = scored.slope[led]
            later[:, led] = _ratios(given[led], np.sqrt((1.0 - slope) / (1.0 + slope)))
            ratios[:, led] = _ratios(given[led], 1.0 / np.sqrt(1.0 - slope**2))
        later *= self._sums
        later += ratios
        self._sums = later if use.all() else np.where(use, later, self._sums)
        mixed = _SHARES @ self._sums
        self._mix_plain(mixed, scored, use)
        self._keep(given, use)
        self.points = self.points + use
        self.now = np.log(mixed + _TINY)
        return np.where(use, self.now, np.nan)

    def _part(self, rows: Ints) -> None:
        self._plain[:, rows] = self._sums[:, rows]
        self._apart[rows] = True

    def _mix_plain(self, mixed: Floats, scored: Scored, use: Bools) -> None:
        rows = np.flatnonzero(self._apart)
        if not len(rows):
            return
        moved = np.flatnonzero(self._apart & use)
        ratios = _ratios(scored.plain[moved], 1.0)
        self._plain[:, moved] = ratios + self._plain[:, moved] * ratios
        none = scored.none[rows]
        mixed[rows] = (1.0 - none) * mixed[rows] + none * (_SHARES @ self._plain[:, rows])

    def _keep(self, score: Floats, use: Bools) -> None:
        place = self.time % WINDOW
        self._last[place], self._used[place] = score, use
        self.time += 1

    def recent(self, rows: Ints) -> tuple[Floats, Floats]:
        """The last used scores of these series and how many points ago each was, shape (points, rows)."""
        order = np.arange(self.time - 1, max(self.time - WINDOW, 0) - 1, -1) % WINDOW
        return self._last[:, rows][order], self._used[:, rows][order].astype(np.float64)

    def leading(self, rows: Ints) -> tuple[Bytes, Ints, tuple[str, ...]]:
        """Direction (−1, 0, +1), points since the onset (1: it is the last), and kind of change of these series."""
        score, used = self.recent(rows)
        sums, count = np.cumsum(score, axis=0), np.cumsum(used, axis=0)
        step = 0.5 * sums**2 / np.maximum(count, 1.0)
        back = step.argmax(axis=0) + 1 if len(step) else np.ones(len(rows), dtype=np.int64)
        side = np.sign(np.take_along_axis(sums, back[None] - 1, axis=0)[0]).astype(np.int8)
        drift = _drift(sums) > step.max(axis=0, initial=0.0)
        spread = _spread(score, count) > step.max(axis=0, initial=0.0) + _CLEARER
        kind = np.where(spread, "spread", np.where(drift, "drift", "level"))
        return np.where(spread, 0, side).astype(np.int8), back.astype(np.int64), tuple(kind.tolist())

    def restart(self, rows: Bools) -> None:
        """No evidence any more about these series."""
        self._sums[:, rows] = self._plain[:, rows] = 0.0
        self._apart[rows] = False
        self._last[:, rows] = 0.0
        self._used[:, rows] = False
        self.points[rows] = 0.0
        self.now[rows] = np.log(_TINY)


def _ratios(score: Floats, by: Floats | float) -> Floats:
    """Likelihood ratios (7, n_series) of each size and side, and of a wider spread, for changes that show `by` part."""
    up = np.exp(_SIZE * by * score)
    down = 1.0 / up
    cost = np.exp(-0.5 * (_SIZE * by) ** 2)
    found = np.empty((7, len(score)))
    for row in range(3):
        np.multiply(up, cost, out=found[2 * row])
        np.multiply(down, cost, out=found[2 * row + 1])
        up, down, cost = up * up, down * down, cost**4
    found[6] = np.exp(0.5 * (1.0 - _WIDER**-2) * score * score) / _WIDER
    return found


def _spread(score: Floats, count: Floats) -> Floats:
    """What a wider spread of the last points explains at best: its log likelihood ratio."""
    mean = np.cumsum(score * score, axis=0) / np.maximum(count, 1.0)
    found: Floats = (0.5 * count * (mean - 1.0 - np.log(np.maximum(mean, 1.0)))).max(
        axis=0, initial=0.0, where=mean > 1.0
    )
    return found


def _drift(sums: Floats) -> Floats:
    """What a steady drift to the last point explains at best, half a squared score, from sums of the last scores."""
    length = np.arange(1.0, len(sums) + 1.0)[:, None]
    ramp = np.cumsum(sums, axis=0)  # the last score counts most: as often as there are points
    found: Floats = (0.5 * ramp**2 / (length * (length + 1.0) * (2.0 * length + 1.0) / 6.0))[3:].max(
        axis=0, initial=0.0
    )
    return found
