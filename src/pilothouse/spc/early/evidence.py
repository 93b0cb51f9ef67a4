"""How much speaks for a change? Shiryaev–Roberts sums, mixed over sizes and sides of change."""

import numpy as np

from pilothouse.spc.early.scores import Scored
from pilothouse.spc.runs import Bytes
from pilothouse.spc.series import Bools, Floats, Ints, Singles

# The sizes of change in sigma, each twice the one before, and how much each counts.
_SIZE, _WEIGHTS = 0.8, np.array([1.0, 1.0, 2.0])
# A wider spread counts little: it has a small share of the budget of false alarms.
_WIDER, _WEIGHT_OF_SPREAD = 2.0, 0.002
_LOG_WIDER = float(np.log(_WIDER))
_SHARES = np.append(np.repeat(_WEIGHTS, 2), _WEIGHT_OF_SPREAD * 2 * _WEIGHTS.sum())
_SHARES = (_SHARES / _SHARES.sum()).astype(np.float32)[:, None]
SUMS = len(_SHARES)
# Onset and drift are looked for among so many last points.
WINDOW = 40
# A wider spread is named where it explains so much more than a step does.
_CLEARER = 1.0
# Single precision ends beyond e to the 88th: more evidence than the larger of these is no news.
_TINY, _ENOUGH = 1e-30, 1e30
_NOTHING = np.log(_TINY)


class Evidence:
    """State of n_series: sums by size and side (the last: spread) and the last scores.

    Each sum moves by R ← (1 + R)·L with L the likelihood ratio of the score (Shiryaev 1963, Roberts 1966), and is
    kept times its share; where a score follows the one before, a lasting change shows smaller after its first
    point. Where that is in doubt, sums as if none followed another have their part too, and all count for less.
    """

    def __init__(self, n_series: int) -> None:
        self._sums, self._plain = (np.zeros((SUMS, n_series), dtype=np.float32) for _ in range(2))
        self._last = np.zeros((WINDOW, n_series), dtype=np.float32)
        self._used = np.zeros((WINDOW, n_series), dtype=bool)
        self.points = np.zeros(n_series, dtype=np.int64)
        self.time = 0
        self.now: Singles = np.full(n_series, _NOTHING, dtype=np.float32)

    def step(self, scored: Scored, use: Bools) -> Singles:
        """Evidence after the next scores, a log likelihood ratio; NaN where not used."""
        self._keep(scored.own * use, use)
        if not use.any():
            return np.full(len(use), np.nan, dtype=np.float32)
        idle, led = np.flatnonzero(~use), np.flatnonzero(use & (scored.slope > 0))
        before = self._sums[:, idle], self._plain[:, idle]
        self._grow(scored, led)
        self._sums[:, idle], self._plain[:, idle] = before
        own, plain = self._sums.sum(axis=0), self._plain.sum(axis=0)
        self.points += use
        own += scored.none * (plain - own)
        self._bound(np.flatnonzero(np.maximum(own, plain) > _ENOUGH))
        now: Singles = np.log(own + _TINY) - scored.doubt
        now[idle] = self.now[idle]
        self.now = now.copy()
        now[idle] = np.nan
        return now

    def _grow(self, scored: Scored, led: Ints) -> None:
        """Move all sums on by one score, those of series that are `led` by their last score in their own way."""
        ratios = _ratios(scored.plain, 1.0)
        old = self._sums.take(led, axis=1)
        for sums in (self._sums, self._plain):
            sums += _SHARES
            sums *= ratios
        score, slope = scored.own[led], scored.slope[led]
        later = _ratios(score, np.sqrt((1.0 - slope) / (1.0 + slope)))
        self._sums[:, led] = _SHARES * _ratios(score, 1.0 / np.sqrt(1.0 - slope * slope)) + old * later

    def _bound(self, rows: Ints) -> None:
        for sums in (self._sums, self._plain):
            sums[:, rows] = np.minimum(sums[:, rows], _ENOUGH)

    def sums(self, scored: Scored, rows: Ints) -> Singles:
        """The sums of these series, led and plain, each times its part in the mixture, to go on with elsewhere."""
        none, kept = scored.none[rows], np.exp(-scored.doubt[rows])
        return kept * np.concatenate(((1.0 - none) * self._sums[:, rows], none * self._plain[:, rows]))

    def _keep(self, score: Singles, use: Bools) -> None:
        place = self.time % WINDOW
        self._last[place], self._used[place] = score, use
        self.time += 1

    def recent(self, rows: Ints) -> tuple[Floats, Floats]:
        """The last used scores of these series and how many points ago each was, shape (points, rows)."""
        order = np.arange(self.time - 1, max(self.time - WINDOW, 0) - 1, -1) % WINDOW
        return self._last[order[:, None], rows].astype(np.float64), self._used[order[:, None], rows].astype(np.float64)

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

    def restart(self, rows: Ints) -> None:
        """No evidence any more about these series."""
        self._sums[:, rows] = self._plain[:, rows] = 0.0
        self._last[:, rows] = 0.0
        self._used[:, rows] = False
        self.points[rows] = 0
        self.now[rows] = _NOTHING


def grown(sums: Singles, score: Singles, plain: Singles, slope: Singles) -> Singles:
    """The sums of a change that was found after the next score, which follows the one before by `slope`, and plain."""
    ratios = _ratios(score, np.sqrt((1.0 - slope) / (1.0 + slope))), _ratios(plain, 1.0)
    moved: Singles = sums * np.concatenate(ratios)
    return np.minimum(moved, _ENOUGH)


def _ratios(score: Singles, by: Singles | float) -> Singles:
    """Likelihood ratios (7, n_series) of each size and side, and of a wider spread, for changes that show `by` part."""
    up = np.exp(_SIZE * by * score)
    down = 1.0 / up
    cost = np.exp(-0.5 * (_SIZE * by) ** 2).astype(np.float32)
    found = np.empty((SUMS, len(score)), dtype=np.float32)
    for row in range(len(_WEIGHTS)):
        np.multiply(up, cost, out=found[2 * row])
        np.multiply(down, cost, out=found[2 * row + 1])
        up, down, cost = up * up, down * down, cost**4
    np.exp((0.5 - 0.5 * _WIDER**-2) * score * score - _LOG_WIDER, out=found[-1])
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
