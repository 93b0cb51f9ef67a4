"""Series whose season nobody has named: a period is found in their past, or none."""

import numpy as np

from pilothouse.spc.early.seasonal_pattern import AUTO_PERIODS, seasonal_pattern
from pilothouse.spc.early.streaming import Column, Stream
from pilothouse.spc.series import Bools, Floats, Ints, Kind

# Without a baseline the first so many points decide.
LOOKED_AT = 36
# A season is believed from this p-value on: by simulation one white series in a hundred is given one by chance, all
# periods together.
_BELIEVED = 0.0008


def found_periods(values: Floats) -> Ints:
    """The clearest period of AUTO_PERIODS in each series (n_series, n_points), 1 where none is clear.

    One white series in a hundred is given a season by chance (analysis of variance about a moving average);
    autocorrelation is taken for a season more often. Three full cycles are needed.
    """
    chances = np.stack([seasonal_pattern(values, period).p_value for period in AUTO_PERIODS])
    clear = chances.min(axis=0) < _BELIEVED
    return np.where(clear, np.array(AUTO_PERIODS)[chances.argmin(axis=0)], 1).astype(np.int64)


class FoundSeasonStream(Stream):
    """A stream that looks for a season once, and from there on judges seasonal series by their season."""

    def __init__(self, n_series: int, kind: Kind, baseline: int | None, fap60: float) -> None:
        super().__init__(n_series, kind, baseline, None, fap60)
        self.season = np.ones(n_series, dtype=np.int64)
        self._how = (kind, baseline, fap60)
        self._decides_at = baseline or LOOKED_AT
        self._past: list[tuple[Floats, Floats]] = []
        self._seasonal: list[tuple[Ints, Stream]] = []
        self._so_far = 0

    def step(self, value: Floats, size: Floats) -> Column:
        """Judge the next column, given as plotted and with its sizes."""
        column = super().step(value, size)
        for rows, stream in self._seasonal:
            own = stream.step(value[rows], size[rows])
            for name in ("centre", "spread", "evidence", "p"):
                getattr(column, name)[rows] = getattr(own, name)
        self._gather_alarms()
        if self._time <= self._decides_at:
            self._past.append((value, size))
            if self._time == self._decides_at:
                self._decide()
        return column

    def judged_ever(self) -> Bools:
        """Series that were judged at any point."""
        judged = super().judged_ever()
        for rows, stream in self._seasonal:
            judged[rows] |= stream.judged_ever()
        return judged

    def _decide(self) -> None:
        self.season = found_periods(np.stack([value for value, _ in self._past], axis=1))
        kind, baseline, fap60 = self._how
        for period in np.unique(self.season[self.season > 1]):
            rows = np.flatnonzero(self.season == period)
            stream = Stream(len(rows), kind, baseline, int(period), fap60)
            for value, size in self._past:
                stream.step(value[rows], size[rows])
            stream.alarms.clear()  # those points were judged already
            self._seasonal.append((rows, stream))
        self._past.clear()

    def _gather_alarms(self) -> None:
        new = [alarm for alarm in self.alarms[self._so_far :] if self.season[alarm.series] == 1]
        for rows, stream in self._seasonal:
            new += [alarm._replace(series=int(rows[alarm.series])) for alarm in stream.alarms]
            stream.alarms.clear()
        self.alarms[self._so_far :] = new
        self._so_far = len(self.alarms)
