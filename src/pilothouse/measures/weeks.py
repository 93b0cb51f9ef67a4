"""Which changes of several units meet in one week, and so may have one cause. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# A week stands out when so many units change in it, or fewer that show the same in one indicator.
FEWEST_UNITS = 3
FEWEST_ALIKE = 2

# What leaders are told as recent was found in so many days.
WINDOW = timedelta(days=35)

# A change whose onset lies further back than so many days before it was found is slow.
REACH = timedelta(days=28)
_REACH = {"month": timedelta(days=124), "quarter": timedelta(days=368), "year": timedelta(days=1_462)}


@dataclass(frozen=True)
class Shifted:
    """One change, as far as it matters for what belongs together: what shifted, where, in which weeks it stands beside
    others (their Mondays), and which way.

    `side` is one and the same for all that may have one cause, for example to the better or to the worse.
    """

    key: int
    what: int
    where: int
    weeks: frozenset[date]
    side: int


@dataclass(frozen=True)
class Gathered:
    """A week (its Monday) with the keys of the changes that have it in common."""

    week: date
    keys: list[int]


def weeks_of(onset: date, found: date, frequency: str) -> frozenset[date]:
    """Mondays of the weeks in which a change stands beside others: that of its onset and that in which it was found.

    Only the latter where the onset lies further back than four weeks or four periods: so slow a change has no sharp
    beginning, and what carried it beyond routine variation happened when it was found.
    """
    slow = found - onset > _REACH.get(frequency, REACH)
    return frozenset({monday_of(found)} if slow else {monday_of(onset), monday_of(found)})


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def weeks_in_common(shifts: Iterable[Shifted]) -> list[Gathered]:
    """Weeks that changes to one side have in common, in three units or in two for the same thing; newest first.

    A change has one cause at most, so it stands in one week at most: that which most units share gathers its changes
    first, then the next of what is left.
    """
    weeks: dict[tuple[date, int], list[Shifted]] = defaultdict(list)
    for shift in sorted(shifts, key=lambda shift: (shift.what, shift.where, shift.key)):
        for monday in shift.weeks:
            weeks[monday, shift.side].append(shift)
    weight = {week: _weight(week, found) for week, found in weeks.items()}
    gathered = []
    while weight and _stands_out(weeks[first := max(weight, key=weight.__getitem__)]):
        taken = weeks.pop(first)
        gathered.append((first, [shift.key for shift in taken]))
        del weight[first]
        for week in {(monday, shift.side) for shift in taken for monday in shift.weeks} & weight.keys():
            weeks[week] = [shift for shift in weeks[week] if first[0] not in shift.weeks]
            weight[week] = _weight(week, weeks[week])
    return [Gathered(week, keys) for (week, _side), keys in sorted(gathered, reverse=True)]


def _weight(week: tuple[date, int], shifts: Sequence[Shifted]) -> tuple[int, int, int, int, int]:
    """Units, units alike, changes; of weeks that are equal in these the earlier one comes first."""
    return *_units(shifts), len(shifts), -week[0].toordinal(), week[1]


def _stands_out(shifts: Sequence[Shifted]) -> bool:
    units, alike = _units(shifts)
    return units >= FEWEST_UNITS or alike >= FEWEST_ALIKE


def _units(shifts: Sequence[Shifted]) -> tuple[int, int]:
    """In how many units anything changed, and in how many at most the same thing."""
    alike: dict[int, set[int]] = defaultdict(set)
    for shift in shifts:
        alike[shift.what].add(shift.where)
    return len(set().union(*alike.values())), max(map(len, alike.values()), default=0)
