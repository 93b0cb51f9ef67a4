"""The state of many series under watch, moved on by one column at a time."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pilothouse.spc.early.evidence import Evidence
from pilothouse.spc.early.news import News
from pilothouse.spc.early.scores import Scored, Scorer
from pilothouse.spc.early.thresholds import chance, threshold
from pilothouse.spc.early.values import FEWEST, FEWEST_STATED
from pilothouse.spc.early.wild import Wild
from pilothouse.spc.series import Bools, Floats, Ints, Kind, Singles

# Evidence from which on a series seems to be changing.
_SEEMS = 4.0


@dataclass(frozen=True)
class Column:
    """What one step says of every series."""

    centre: Floats
    spread: Floats
    evidence: Singles
    p: Floats


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
        fewest = FEWEST if baseline is None else FEWEST_STATED
        self._scorer = Scorer(n_series, kind, season, fewest)
        self._evidence, self._wild = Evidence(n_series), Wild(n_series)
        self._news = News(n_series)
        self._limit, self._kind = threshold(fap60), kind
        self._baseline = baseline or 0
        self._time = 0
        self.present = np.zeros(n_series, dtype=np.int64)
        self._judged = np.zeros(n_series, dtype=bool)
        self.season = np.full(n_series, season or 1, dtype=np.int64)
        self.alarms: list[Alarm] = []

    def step(self, value: Floats, size: Floats) -> Column:
        """Judge the next column, given as plotted and with its sizes."""
        centre, spread = self._scorer.centre(size)
        scored = self._scorer.step(value, size, self._evidence.now > _SEEMS)
        judged = scored.judged if self._time >= self._baseline else np.zeros_like(scored.judged)
        evidence = self._evidence.step(scored, judged)
        p = chance(self._evidence.now, self._evidence.points, self._kind)
        p[~judged] = np.nan
        lasting = np.flatnonzero(judged & (self._evidence.now >= self._limit))
        single, rare = self._single(scored, judged)
        grown, weight, points = self._news.step(self._scorer)
        old = np.isin(grown, lasting, invert=True)
        evidence[grown[old]], p[grown[old]] = weight[old], chance(weight[old], points[old], self._kind)
        evidence[single], p[single] = np.fmax(evidence[single], self._limit), np.fmin(p[single], rare)
        self._note(single, scored)
        self._renew(lasting, scored)
        self.present += np.isfinite(value)
        self._judged |= judged
        self._time += 1
        return Column(centre, spread, evidence, p)

    def judged_ever(self) -> Bools:
        """Series that were judged at any point."""
        return self._judged.copy()

    def constant(self) -> Bools:
        """Series without variation to judge by."""
        return self._scorer.constant()

    def _single(self, scored: Scored, judged: Bools) -> tuple[Ints, Floats]:
        """Single wild points among series without another alarm, and the chance of each."""
        known = scored.judged | (scored.raw == 0.0)  # the same again, in a constant series: not judged, and remembered
        rows, rare = self._wild.step(np.where(known, scored.raw, np.float32(np.nan)))
        alone = judged[rows] & (self._evidence.now[rows] < self._limit)
        return rows[alone], rare[alone]

    def _note(self, single: Ints, scored: Scored) -> None:
        now = self._time
        for row in single:
            self.alarms.append(Alarm(int(row), now, now, int(np.sign(scored.raw[row])), "single point"))

    def _renew(self, rows: Ints, scored: Scored) -> None:
        """Note the changes of these series; they are news, and the series are watched anew from the next point on."""
        if not len(rows):
            return
        directions, backs, kinds = self._evidence.leading(rows)
        for row, direction, back, kind in zip(rows, directions, backs, kinds, strict=True):
            self.alarms.append(Alarm(int(row), self._time, self._time + 1 - int(back), int(direction), kind))
        sums = self._evidence.sums(scored, rows)
        self._news.begin(rows, self._scorer.usual(rows), sums, self._evidence.points[rows])
        self._scorer.restart(rows, np.array(kinds) == "spread", backs)
        self._evidence.restart(rows)
