"""What is shown of a judged line: limits that stand still where a change is told against them. Pure.

The engine's centre and limits learn from point to point, also from the points of a change before it is seen, and are
unknown while a series starts anew. People compare a change with what was usual before it: from its first point until
it is news no more the limits stay what they were there, those of a season go on with the old level and the old season.
Over a baseline they are those which it fixed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from pilothouse.measures.rules import Floats
from pilothouse.spc.changes import SINGLE, SPREAD, Change
from pilothouse.spc.early.news import NEWS
from pilothouse.spc.series import possible

# Limits stand so many standard deviations from the centre.
WIDTH = 3.0
# So far from the centre, in standard deviations, a point after an alarm still shows the change.
_STILL = 1.0
_ENDS = 2


@dataclass(frozen=True)
class Lines:
    """The engine's lines of one stretch of n points: arrays of n + 1, the last for what is usual next.

    `width` is the distance of the limits from the centre, `sizes` the denominators (1 where there are none). `before`
    is for seasonal lines alone: by the onset of a change, centre and width had no value been known from there on.
    """

    kind: str
    seasonal: bool
    centre: Floats
    width: Floats
    p: Floats
    sizes: Floats
    before: Mapping[int, Floats] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """Per point: limits (NaN: none), the chance of so much evidence (NaN: not judged), side of the change it shows."""

    centre: Floats
    lower: Floats
    upper: Floats
    p: Floats
    side: NDArray[np.int8]


def shown(lines: Lines, values: Floats, changes: Sequence[Change], inside: int) -> Shown:
    """The lines of a stretch as people see them; its first `inside` points are a baseline."""
    count = len(values)
    judged = np.isfinite(lines.p[:count])
    centre = np.where(judged, lines.centre[:count], np.nan)
    width = np.where(judged, lines.width[:count], np.nan)
    if inside and lines.seasonal:
        centre[:inside], width[:inside] = lines.centre[:inside], lines.width[:inside]
    elif inside and lines.width[inside] > 0:
        _hold(centre, width, lines, slice(0, inside), inside)
    ends = [_end(change, judged, changes) for change in changes]
    for change, end in zip(changes, ends, strict=True):
        if change.kind != SPREAD:
            _hold(centre, width, lines, slice(change.onset, end), change.onset)
    side = np.zeros(count, dtype=np.int8)
    for change, end in zip(changes, ends, strict=True):
        _mark(side, values - centre, width, change, end)
    return Shown(*_within(lines.kind, centre, width), lines.p[:count], side)


def in_hindsight(lines: Lines, values: Floats, sizes: Floats, inside: int) -> tuple[Shown, list[Change]]:
    """Points that a baseline of `inside` points left out, held against the limits that it fixed.

    Outside of them a point is a change. Its chance is Student's, for the limits are estimates.
    """
    centre = np.full(len(values), lines.centre[inside])
    width = lines.width[inside] * np.sqrt(lines.sizes[inside] / sizes)
    known = np.isfinite(centre) & (width > 0)
    z = np.divide((values - centre) * WIDTH, width, out=np.zeros(len(values)), where=known)
    p = 2.0 * stdtr(max(inside - 1.0, 1.0), -np.abs(z) / np.sqrt(1.0 + 1.0 / inside))
    side = np.where(np.abs(z) > WIDTH, np.sign(z), 0).astype(np.int8)
    found: list[Change] = []
    for place in np.flatnonzero(side).tolist():
        if not (found and found[-1].side == side[place]):
            found.append(Change(place, place, int(side[place]), SINGLE, float(p[place]), float(abs(z[place]))))
    return Shown(*_within(lines.kind, centre, width), np.where(known, p, np.nan), side), found


def _hold(centre: Floats, width: Floats, lines: Lines, span: slice, at: int) -> None:
    """The limits of `at` over a span, as wide as the size of each point makes them; with a season, as it goes on."""
    if at in lines.before:
        old, reach = lines.before[at]
        centre[span], width[span] = old[span], reach[span]
    elif not lines.seasonal and np.isfinite(lines.centre[at]):
        centre[span] = lines.centre[at]
        width[span] = lines.width[at] * np.sqrt(lines.sizes[at] / lines.sizes[span])


def _end(change: Change, judged: NDArray[np.bool_], changes: Sequence[Change]) -> int:
    """The place after the last point of a change's news: the series starts anew there, or changes again."""
    unjudged = np.flatnonzero(~judged[change.found :])
    ends = [len(judged), change.found + NEWS + 1, *(change.found + int(place) for place in unjudged[:1])]
    ends += [other.onset for other in changes if other.onset > change.found]
    return min(ends)


def _mark(side: NDArray[np.int8], away: Floats, width: Floats, change: Change, end: int) -> None:
    """Mark the points of a change: from onset to alarm, then those that still show it, until two in a row do not."""
    side[change.onset : change.found + 1] = change.side
    if change.kind == SPREAD:
        return
    back = 0
    for place in range(change.found + 1, end):
        shows = away[place] * change.side * WIDTH > _STILL * width[place]
        back = 0 if shows else back + 1
        if back == _ENDS:
            return
        side[place] = change.side if shows else 0


def _within(kind: str, centre: Floats, width: Floats) -> tuple[Floats, Floats, Floats]:
    return centre, possible(centre - width, kind), possible(centre + width, kind)
