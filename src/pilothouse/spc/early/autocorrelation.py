"""Does a series follow itself? Autocorrelation of order one, and what is in doubt as long as it is not sure."""

from typing import NamedTuple

import numpy as np

from pilothouse.spc.series import Bools, Ints, Singles

# A score follows the one before where the correlation exceeds so many of its standard errors, from so many pairs on.
_BELIEVED, _FEWEST_PAIRS = 1.6, 6
_HIGHEST = 0.8
# How far it is still thought possible that there is none: by so much less the more standard errors speak against it.
_AGAINST = 0.4
# A series that follows itself wanders, which looks like a change: so much more evidence is asked for each standard
# error that speaks for it, up to so many, and less again the more pairs beyond so many have shown how closely it does.
_DOUBT, _MOST, _SURE = 0.6, 3.0, 100.0
# What happened in the last points may be the beginning of a change: it is not learnt yet.
_LATE = 5


class Following(NamedTuple):
    """What is known of n_series: `slope`, the share of a score that its successor follows, 0 where it does not stand
    out; `none` (0 to 1), how far it is possible that there is none; and `doubt`, the evidence that this costs.
    """

    slope: Singles
    none: Singles
    doubt: Singles


class Autocorrelation:
    """State of n_series: sums over pairs of scores, and the last scores (0 where there was none to learn from)."""

    def __init__(self, n_series: int) -> None:
        self._last = np.zeros((_LATE + 2, n_series), dtype=np.float32)
        self._pairs = np.zeros((3, n_series), dtype=np.float32)  # number, Σ before², Σ before·now
        self._time = 0
        self.before: Singles = np.zeros(n_series, dtype=np.float32)  # the score before, 0 where there was none

    def _ago(self, points: int) -> Singles:
        back: Singles = self._last[(self._time - points) % len(self._last)]
        return back

    def following(self) -> Following:
        """What the pairs so far say.

        The slope is taken lower than the correlation by what Kendall (1954) found it to be biased down: a slope
        that is believed too steep costs delay, and of one that is not steep enough `doubt` takes care.
        """
        number, before, both = self._pairs
        n = np.maximum(number, 1.0)
        correlation = np.clip(both / np.maximum(before, 1e-9), 0.0, _HIGHEST)
        slope = np.maximum(correlation - (1.0 + 4.0 * correlation) / n, 0.0)
        errors = correlation * np.sqrt(n / (1.0 - slope * slope))
        doubt = _DOUBT * np.minimum(errors, _MOST) * np.minimum(_SURE / n, 1.0)
        believed = (errors > _BELIEVED) & (number >= _FEWEST_PAIRS)
        return Following(slope * believed, np.exp(-_AGAINST * errors * errors), doubt)

    def learn(self, score: Singles, changing: Bools) -> None:
        """Take the next clipped scores (0: none) into account; series that seem `changing` teach nothing meanwhile."""
        self.before = score
        self._last[self._time % len(self._last)] = score
        now, before = self._ago(_LATE), self._ago(_LATE + 1)
        both = (now != 0.0) & (before != 0.0)
        if changing.any():
            both &= ~changing
        for row, part in zip(self._pairs, (both, before * before * both, now * before * both), strict=True):
            row += part
        self._time += 1

    def restart(self, rows: Ints) -> None:
        """The last scores of these series belong to a change: nothing is learnt from them."""
        self._last[:, rows] = self.before[rows] = 0.0
