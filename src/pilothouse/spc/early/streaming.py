"""The state of many series under watch, moved on by one column at a time."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.early.evidence import HOLD, Evidence
from pilothouse.spc.early.scores import Scorer
from pilothouse.spc.early.thresholds import chance, threshold
from pilothouse.spc.series import Bools, Floats, Kind

# So long after an alarm evidence goes on growing, so that the list can weigh it; then the series starts anew.
NEWS = 12


@dataclass(frozen=True)
class Column:
    """What one step says of every series."""

    centre: Floats
    spread: Floats
    evidence: Floats
    p: Floats
    alarm: Bools


class Stream:
    """Scores, evidence and alarms of n_series; a step costs O(n_series)."""

    def __init__(self, n_series: int, kind: Kind, baseline: int | None, season: int | None, fap60: float) -> None:
        self.n_series = n_series
        self._scorer, self._evidence = Scorer(n_series, kind, season), Evidence(n_series)
        self._limit = threshold(fap60)
        self._baseline = baseline or 0
        self._time = 0
        self._news_left = np.zeros(n_series, dtype=np.int64)
        self.present = np.zeros(n_series, dtype=np.int64)
        self.ever_judged = np.zeros(n_series, dtype=np.int64)
        self.first_alarm = np.full(n_series, -1, dtype=np.int64)
        self.onset = np.full(n_series, -1, dtype=np.int64)
        self.direction = np.zeros(n_series, dtype=np.int8)

    def step(self, value: Floats, size: Floats) -> Column:
        """Judge the next column, given as plotted and with its sizes."""
        centre, spread = self._scorer.centre(size)
        score = self._scorer.step(value, size, self._evidence.now >= HOLD)
        judged = np.isfinite(score) & (self._time >= self._baseline)
        evidence = self._evidence.step(score, judged)
        alarm = judged & (self._evidence.now >= self._limit) & (self._news_left == 0)
        p = np.where(judged, chance(self._evidence.now, self._evidence.points), np.nan)
        self._note(alarm)
        self.present += np.isfinite(value)
        self.ever_judged += judged
        self._time += 1
        self._renew(alarm)
        return Column(centre, spread, evidence, p, alarm)

    def constant(self) -> Bools:
        """Series without variation to judge by."""
        return self._scorer.constant()

    def _note(self, alarm: Bools) -> None:
        new = alarm & (self.first_alarm < 0)
        if new.any():
            direction, onset = self._evidence.leading()
            self.first_alarm[new] = self._time
            self.onset[new], self.direction[new] = onset[new], direction[new]

    def _renew(self, alarm: Bools) -> None:
        ending = self._news_left == 1
        self._news_left = np.where(alarm, NEWS, np.maximum(self._news_left - 1, 0))
        if ending.any():
            self._scorer.restart(ending)
            self._evidence.restart(ending)
