"""Has this series changed? One answer for every point of many series, each from the points up to it alone."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.early.found_season import FoundSeasonStream
from pilothouse.spc.early.scores import columns
from pilothouse.spc.early.streaming import Alarm, Stream
from pilothouse.spc.runs import Bytes
from pilothouse.spc.series import Bools, Floats, Ints, Kind, possible, to_points, whole_number
from pilothouse.spc.status import Status

DEFAULT_FAP60 = 0.15
# Raised when the engine says something else about the same values: judgements kept from before it no longer hold.
EDITION = 4
_LINES = ("centre", "spread", "evidence", "p")
Season = int | Literal["auto"] | None


@dataclass(frozen=True)
class Watch:
    """The judgement of n_series series.

    Per point (n_series, n_points): `centre` and `spread` (one sigma, in the plotted unit) with `lower` and `upper`
    (three sigma, for the picture), `evidence` (scale of a log likelihood ratio), `p` (probability of so much
    evidence after so many points without a change), both NaN where a point is not judged, and `alarm`. Per series:
    `first_alarm` and `onset` (index, −1 none), `direction` (−1, 0, +1; 0 for a spread), `kind_of_change` ("" none,
    "level", "drift", "spread", "single point") of the first alarm, and `status`. `alarms` tells the same of every
    alarm, in the order of points. `season` is the period that was taken off, 1 if none; `of` the kind of values.
    """

    centre: Floats
    spread: Floats
    evidence: Floats
    p: Floats
    alarm: Bools
    first_alarm: Ints
    onset: Ints
    direction: Bytes
    kind_of_change: tuple[str, ...]
    status: Bytes
    alarms: tuple[Alarm, ...]
    season: Ints
    of: Kind

    @property
    def lower(self) -> Floats:
        """The lower limit, three sigma below the centre; never below 0 but for measured values."""
        return possible(self.centre - 3.0 * self.spread, self.of)

    @property
    def upper(self) -> Floats:
        """The upper limit, three sigma above the centre; of shares never above 1."""
        return possible(self.centre + 3.0 * self.spread, self.of)


def watch(
    values: ArrayLike,
    *,
    kind: Kind | str = Kind.VALUE,
    denominators: ArrayLike | None = None,
    baseline: int | None = None,
    season: Season = None,
    fap60: float = DEFAULT_FAP60,
) -> Watch:
    """Judge `values` (n_series, n_points; NaN = missing); any false alarm in 60 stable points has `fap60`.

    `baseline` leading points are taken as in control and not judged; without it a series is judged from the
    point on from which its past suffices. `season` is a period; "auto" looks for one in the baseline (without it in
    the first 36 points), three full cycles at least, and is wrong in one series without a season of a hundred.
    After an alarm its evidence goes on growing for 12 points beside what was usual before; from the third point
    on the series is watched for the next change beside the level it has had since, with the spread known before.
    A single wild point raises an alarm of its own, which is not part of the evidence and starts nothing anew.
    Sources: self-starting scores Hawkins 1987, sums Shiryaev 1963 and Roberts 1966, mid-p Lancaster 1961.
    Weaknesses: a trend is a change; a narrower spread raises no alarm; of autocorrelation in a short history part
    remains. Raises ValueError for input that does not fit.
    """
    watcher = Watcher(kind=kind, baseline=baseline, season=season, fap60=fap60)
    watcher.add(values, denominators)
    return watcher.result()


class Watcher:
    """Takes new columns of the same series in O(n_series) each; `result` equals `watch` on all of them."""

    def __init__(
        self,
        *,
        kind: Kind | str = Kind.VALUE,
        baseline: int | None = None,
        season: Season = None,
        fap60: float = DEFAULT_FAP60,
    ) -> None:
        self._baseline = None if baseline is None else whole_number(baseline, "a baseline")
        if isinstance(season, str) and season != "auto":
            raise ValueError('a season is a number of points, "auto" or None')
        self._season = season if season is None or season == "auto" else whole_number(season, "a season", least=2)
        self._kind, self._fap60 = Kind(kind), fap60
        self._stream: Stream | None = None
        self._blocks: list[Floats] = []

    def add(self, values: ArrayLike, denominators: ArrayLike | None = None) -> None:
        """Judge further columns (n_series, n_new); ValueError if they are not of the same series or kind."""
        points = to_points(values, self._kind, denominators)
        n_series = points.plotted.shape[0]
        if self._stream is None:
            self._stream = self._new_stream(n_series)
        if n_series != self._stream.n_series:
            raise ValueError(f"{n_series} series, but {self._stream.n_series} are watched")
        # One block, kept points first: written as it comes, and handed out without a copy.
        block = np.empty((points.plotted.shape[1], len(_LINES), n_series))
        for line, (value, size) in zip(block, columns(points), strict=True):
            column = self._stream.step(value, size)
            for row, name in zip(line, _LINES, strict=True):
                row[:] = getattr(column, name)
        self._blocks.append(block)

    def _new_stream(self, n_series: int) -> Stream:
        if self._season == "auto":
            return FoundSeasonStream(n_series, self._kind, self._baseline, self._fap60)
        return Stream(n_series, self._kind, self._baseline, self._season, self._fap60)

    def result(self) -> Watch:
        """The judgement of all columns so far; ValueError before the first."""
        if self._stream is None:
            raise ValueError("nothing has been added yet")
        stream, n = self._stream, self._stream.n_series
        if len(self._blocks) > 1:
            self._blocks = [np.concatenate(self._blocks)]
        lines = self._blocks[0].transpose(1, 2, 0)
        alarm = np.zeros(lines[0].shape, dtype=bool)
        alarm[[one.series for one in stream.alarms], [one.point for one in stream.alarms]] = True
        first = {alarm.series: alarm for alarm in reversed(stream.alarms)}

        def per_series(name: str) -> Ints:
            found = np.full(n, -1, dtype=np.int64)
            found[list(first)] = [getattr(alarm, name) for alarm in first.values()]
            return found

        return Watch(
            **dict(zip(_LINES, lines, strict=True)),
            alarm=alarm,
            first_alarm=per_series("point"),
            onset=per_series("onset"),
            direction=np.where(per_series("point") < 0, 0, per_series("direction")).astype(np.int8),
            kind_of_change=tuple(first[i].kind if i in first else "" for i in range(n)),
            status=_status(stream),
            alarms=tuple(stream.alarms),
            season=stream.season.copy(),
            of=self._kind,
        )


def _status(stream: Stream) -> Bytes:
    status = np.full(stream.n_series, Status.WATCHED, dtype=np.int8)
    never = ~stream.judged_ever()
    status[never] = Status.TOO_SHORT
    status[never & stream.constant()] = Status.CONSTANT
    status[stream.present == 0] = Status.NO_DATA
    return status
