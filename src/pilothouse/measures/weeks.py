"""Which changes of several units began in one week, and so may have one cause. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# A week stands out when so many units change in it, or fewer that show the same in one indicator.
FEWEST_UNITS = 3
FEWEST_ALIKE = 2

_REACH = {"month": 124, "quarter": 368, "year": 1_462}


@dataclass(frozen=True)
class Shifted:
    """One change, as far as it matters for what belongs together: what shifted, where, when and which way.

    `side` is one and the same for all that may have one cause, for example to the better or to the worse.
    """

    key: int
    what: int
    where: int
    onset: date
    side: int


def dated(onset: date, found: date, frequency: str) -> date:
    """By which day a change stands beside others: its onset; where that lies further back than four weeks or four
    periods, the period in which it was found. So slow a change has no sharp beginning, and what carried it beyond
    routine variation happened when it was found.
    """
    return onset if found - onset <= timedelta(days=_REACH.get(frequency, 28)) else found


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def weeks_in_common(shifts: Iterable[Shifted]) -> list[list[int]]:
    """Keys of changes to one side that began in one week in three units, or in two for the same thing; newest first."""
    weeks: dict[tuple[date, int], list[Shifted]] = {}
    for shift in sorted(shifts, key=lambda shift: (shift.what, shift.where, shift.key)):
        weeks.setdefault((monday_of(shift.onset), shift.side), []).append(shift)
    return [[shift.key for shift in weeks[week]] for week in sorted(weeks, reverse=True) if _stands_out(weeks[week])]


def _stands_out(shifts: Sequence[Shifted]) -> bool:
    alike: dict[int, set[int]] = {}
    for shift in shifts:
        alike.setdefault(shift.what, set()).add(shift.where)
    return len(set().union(*alike.values())) >= FEWEST_UNITS or max(map(len, alike.values())) >= FEWEST_ALIKE
