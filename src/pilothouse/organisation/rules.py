"""Pure rules: nobody gives, or takes over, more than they hold; when the organisation lets itself be written to; which
groups are too small to be told.
"""

from collections.abc import Container, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, TypeVar

Held = tuple[Set[str], str]
G = TypeVar("G", bound=Hashable)

# What is told of fewer people than this tells about persons: it is shown to nobody.
FEWEST_PEOPLE = 5


def groups_hidden(people: Mapping[G, Set[int]]) -> set[G]:
    """Which of these groups, that together make up a total, are not shown: those that speak of too few people (keys),
    and the smallest of the others until the hidden ones together speak of enough, for the total less all that is shown
    would tell of them.
    """
    hidden = {group for group, of in people.items() if len(of) < FEWEST_PEOPLE}
    unseen = set[int]().union(*(people[group] for group in hidden))
    for group in sorted(people.keys() - hidden, key=lambda group: (len(people[group]), str(group))):
        if not hidden or len(unseen) >= FEWEST_PEOPLE:
            break
        hidden.add(group)
        unseen |= people[group]
    return hidden


def too_few(sides: Iterable[Set[int]]) -> bool:
    """Is one of these sides so small that to tell it would tell about persons? Of nobody at all nothing is told."""
    return any(0 < len(side) < FEWEST_PEOPLE for side in sides)


def told_from(line: Sequence[Sequence[Set[int]]], anew: Container[int] = ()) -> list[int | None]:
    """For each period of a line, by the sides (keys of people) that it speaks of: from which place on it is told
    together with those before it. None for one that speaks of too few, with all that wait before it: it waits too.

    At the places `anew` the line begins anew, and what waits before them is never told. So blocks follow from what has
    been since then, and no line that has these places too divides one of them, wherever it begins or ends. A block ends
    only where all sides taken together are told of: a line that tells them apart has blocks that are whole ones, or
    several, of the line that does not.
    """
    found, first, crowd, waiting = list[int | None](), 0, set[int](), list[Set[int]]()
    for place, sides in enumerate(line):
        if place in anew:
            first, crowd, waiting = place, set(), []
        crowd = crowd.union(*sides)
        waiting = [one | more for one, more in zip(waiting, sides, strict=True)] if waiting else list(sides)
        whole = not too_few((crowd,))
        enough = whole and not too_few(waiting)
        found.append(first if enough else None)
        crowd = set() if whole else crowd
        if enough:
            first, waiting = place + 1, []
    return found


def covers(own: Iterable[Held], others: Iterable[Held]) -> bool:
    """Does somebody who holds `own` hold every right of `others` too, in the same unit or above it?

    Each is (rights, path of the unit): what is held in a unit is held in everything below it.
    """
    own = list(own)
    for rights, path in others:
        here: set[str] = set()
        for held, above in own:
            if path.startswith(above):
                here |= held
        if not rights <= here:
            return False
    return True


def without_wholes(paths: Iterable[str]) -> frozenset[str]:
    """Of the paths of units those that have no other one below them: no whole beside its parts."""
    ordered = sorted(set(paths))
    # What lies below a unit follows it at once.
    return frozenset(ordered) - {path for path, after in pairwise(ordered) if after.startswith(path)}


@dataclass(frozen=True)
class MailTimes:
    """When digests are sent: from `hour` on, once a day, on these days of the week (0 is Monday); never between
    `quiet_from` and `quiet_until` o'clock (over midnight where the first is the later) nor on a free day.
    """

    hour: int = 7
    quiet_from: int = 20
    quiet_until: int = 6
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    free: tuple[date, ...] = ()

    def quiet_at(self, hour: int) -> bool:
        """Is this hour of the day a quiet one?"""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def works_on(self, day: date) -> bool:
        """Is this a day on which mail is sent?"""
        return day.weekday() in self.weekdays and day not in self.free

    def open_at(self, moment: datetime) -> bool:
        """May a digest go out at this moment of local time?"""
        return self.works_on(moment.date()) and moment.hour >= self.hour and not self.quiet_at(moment.hour)

    def kept(self) -> dict[str, Any]:
        """As the organisation keeps it."""
        return {**asdict(self), "weekdays": list(self.weekdays), "free": [day.isoformat() for day in self.free]}


def mail_times(kept: Mapping[str, Any] | None) -> MailTimes:
    """The times an organisation keeps; the usual ones for None."""
    if kept is None:
        return MailTimes()
    days = tuple(date.fromisoformat(day) for day in kept["free"])
    return MailTimes(**{**kept, "weekdays": tuple(kept["weekdays"]), "free": days})
