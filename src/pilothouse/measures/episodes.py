"""Which changes ask somebody for an answer: those that are news, and of which no signal tells yet. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pilothouse.spc.changes import SINGLE, SPREAD, Change
from pilothouse.spc.early.news import NEWS

# So many points may lie between a signal and a change that it tells of: a corrected value moves onset and alarm.
NEAR = 8
# A change goes on while one of so many latest points shows it.
RECENT = 8


def joined(changes: Iterable[Change]) -> list[Change]:
    """Alarms of one stretch, oldest first, as changes: those on one side that follow within 8 points are one.

    A single value that stands out may be the first of a new level: onset and alarm are those of the first, kind,
    evidence and strength those of the strongest.
    """
    found: list[Change] = []
    for change in changes:
        before = found[-1] if found else None
        if before and _goes_on(before, change):
            strongest = min(before, change, key=lambda one: (one.kind == SINGLE, one.p))
            found[-1] = replace(strongest, onset=before.onset, found=before.found)
        else:
            found.append(change)
    return found


def _goes_on(before: Change, change: Change) -> bool:
    alike = (before.kind == SPREAD) == (change.kind == SPREAD)
    return alike and before.side == change.side and change.onset <= before.found + NEAR


def of_spread(sides: Sequence[int], changes: Sequence[Change], first: int = 0) -> list[int]:
    """The places among `sides`, which begin with point `first`, of points that show another spread: of the changes on
    their side that had begun by then the latest is one.
    """
    if not any(change.kind == SPREAD for change in changes):
        return []
    found = []
    for place, side in enumerate(sides):
        begun = [change for change in changes if side and change.side == side and change.onset <= first + place]
        if begun and max(begun, key=lambda change: change.onset).kind == SPREAD:
            found.append(place)
    return found


def last_seen(found: date, side: int, periods: Sequence[date], sides: Sequence[int]) -> date:
    """The period of the last point that shows a change to this side, found in `found`: it goes on over a few that do
    not. `sides` are those of the points of `periods`, oldest first.
    """
    last, quiet = found, 0
    for period, shown in zip(periods, sides, strict=False):
        if period <= found:
            continue
        if shown == -side or quiet >= RECENT:
            break
        last, quiet = (period, 0) if shown else (last, quiet + 1)
    return last


def still_news(changes: Iterable[Change], count: int) -> list[Change]:
    """The changes found among the last 12 of `count` points. Older ones are history, not work."""
    return [change for change in changes if change.found >= count - NEWS]


def without_signal(changes: Iterable[Change], known: Sequence[tuple[int, int]], fixed: int = -1) -> list[Change]:
    """The changes that no signal tells of yet. `known` holds (place where it was found, side) of signals, `fixed` is
    the last point of the baseline that holds (-1: none).

    A signal tells of a change on its side when it was found during it or near it: up to 8 points before its onset, or
    while it was news. A baseline ends what was found up to it: what leaves the new usual afterwards is another change.
    """
    return [
        change
        for change in changes
        if not any(tells_of(change, signal) and not signal[0] <= fixed < change.onset for signal in known)
    ]


def tells_of(change: Change, signal: tuple[int, int]) -> bool:
    """Whether a signal (place where it was found, side) tells of a change."""
    place, side = signal
    return side == change.side and change.onset - NEAR <= place <= change.found + NEWS
