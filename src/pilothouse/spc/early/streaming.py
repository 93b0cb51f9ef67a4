"""The state of many series under watch, moved on by one column at a time."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pilothouse.spc.early.evidence import Evidence
from pilothouse.spc.early.scores import Scorer
from pilothouse.spc.early.thresholds import chance, threshold
from pilothouse.spc.early.wild import Wild
from pilothouse.spc.series import Bools, Floats, Ints, Kind

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


class Alarm(NamedTuple):
    """One alarm: series and point by index, the first changed point, direction (−1, 0, +1) and kind of change."""

    series: int
    point: int
    onset: int
    direction: int
    kind: str


class Stream:
    """Scores, evidence and alarms of n_series; a step costs O(n_series)."""

    def __init__(self, n_series: int, kind: Kind, baseline: int | None, season: int | None, fap60: float) -> None:
        self.n_series = n_series
        self._scorer, self._evidence, self._wild = Scorer(n_series, kind, season), Evidence(n_series), Wild(n_series)
        self._limit = threshold(fap60)
        self._baseline = baseline or 0
        self._time = 0
        self._news_left = np.zeros(n_series, dtype=np.int64)
        self.present = np.zeros(n_series, dtype=np.int64)
        self.ever_judged = np.zeros(n_series, dtype=np.int64)
        self.season = np.full(n_series, season or 1, dtype=np.int64)
        self.alarms: list[Alarm] = []

    def step(self, value: Floats, size: Floats) -> Column:
        """Judge the next column, given as plotted and with its sizes."""
        centre, spread = self._scorer.centre(size)
        news = self._news_left > 0
        scored = self._scorer.step(value, size, news)
        judged = scored.judged if self._time >= self._baseline else np.zeros_like(news)
        evidence = self._evidence.step(scored, judged)
        lasting = judged & (self._evidence.now >= self._limit) & ~news
        single = self._wild.step(np.where(scored.judged, scored.raw, np.nan)) & judged & ~lasting & ~news
        evidence = np.where(single, np.maximum(evidence, self._limit), evidence)
        p = chance(evidence, self._evidence.points)
        self._note(np.flatnonzero(lasting), np.flatnonzero(single), scored.raw)
        self.present += np.isfinite(value)
        self.ever_judged += judged
        self._time += 1
        self._renew(lasting)
        return Column(centre, spread, evidence, p, lasting | single)

    def judged_ever(self) -> Bools:
        """Series that were judged at any point."""
        return self.ever_judged > 0

    def constant(self) -> Bools:
        """Series without variation to judge by."""
        return self._scorer.constant()

    def _note(self, lasting: Ints, single: Ints, score: Floats) -> None:
        now = self._time
        for row in single:
            self.alarms.append(Alarm(int(row), now, now, int(np.sign(score[row])), "single point"))
        if len(lasting):
            directions, backs, kinds = self._evidence.leading(lasting)
            for row, direction, back, kind in zip(lasting, directions, backs, kinds, strict=True):
                self.alarms.append(Alarm(int(row), now, now + 1 - int(back), int(direction), kind))

    def _renew(self, alarm: Bools) -> None:
        ending = self._news_left == 1
        self._news_left = np.where(alarm, NEWS, np.maximum(self._news_left - 1, 0))
        if ending.any():
            self._scorer.restart(ending)
            self._evidence.restart(ending)
