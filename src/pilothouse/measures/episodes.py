"""When a run of alarms is one change, and which changes ask somebody for an answer. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# So many points without an alarm on the same side end a change; the next alarm is a new one.
QUIET = 8


@dataclass(frozen=True)
class Episode:
    """One change: the places of its first and last alarm in the line, and its side (−1 lower, +1 higher)."""

    first: int
    last: int
    side: int


def episodes(alarms: Iterable[tuple[int, int]]) -> list[Episode]:
    """Alarms as (place, side), ascending, joined into changes.

    An alarm begins a new change where the one before is on the other side, or at least 8 points without an alarm
    lie between.
    """
    found: list[Episode] = []
    for place, side in alarms:
        latest = found[-1] if found else None
        if latest and latest.side == side and place - latest.last - 1 < QUIET:
            found[-1] = Episode(latest.first, place, side)
        else:
            found.append(Episode(place, place, side))
    return found


def still_going(changes: Sequence[Episode], count: int) -> list[Episode]:
    """The changes whose last alarm is among the last 8 of `count` points. Older ones are history, not work."""
    return [change for change in changes if change.last >= count - QUIET]


def without_signal(changes: Sequence[Episode], known: Iterable[tuple[int, int]], fixed: int = -1) -> list[Episode]:
    """The changes that no signal tells of yet. `known` holds (place where it was found, side) of signals, `fixed` is
    the last point of the baseline that holds (-1: none).

    A signal tells of a change on its side when it was found during it, or up to 8 points before its first alarm
    (a corrected value may move that). A baseline ends what was found up to it: what leaves the limits of the new usual
    afterwards is another change.
    """
    told = list(known)
    return [
        change
        for change in changes
        if not any(
            side == change.side and change.first - QUIET <= place <= change.last and not place <= fixed < change.first
            for place, side in told
        )
    ]
