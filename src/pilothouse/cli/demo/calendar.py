"""The story's calendar: deeds in the order of time; a deed may add later ones."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from pilothouse.cli.demo.company import ZONE

Deed = Callable[[datetime], None]
SATURDAY = 5


@dataclass(order=True)
class _Entry:
    at: datetime
    place: int
    deed: Deed = field(compare=False)


class Calendar:
    """Plays deeds by moment, and those of one moment in the order in which they were entered."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._entered = 0

    def add(self, day: date, hour: float, deed: Deed) -> None:
        """Enter a deed for a day, at an hour (10.5 is half past ten) where the story plays."""
        at = datetime.combine(day, time(int(hour), round(hour % 1 * 60)), ZONE)
        heapq.heappush(self._entries, _Entry(at, self._entered, deed))
        self._entered += 1

    def play(self, until: date) -> None:
        """Do everything up to the end of this day; what comes later stays undone."""
        while self._entries and self._entries[0].at.date() <= until:
            entry = heapq.heappop(self._entries)
            entry.deed(entry.at)


def workday_after(day: date, days: int = 1) -> date:
    """The day so many days later, or the Monday after it where that is a weekend."""
    later = day + timedelta(days=days)
    return later + timedelta(days=7 - later.weekday() if later.weekday() >= SATURDAY else 0)
