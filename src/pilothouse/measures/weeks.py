"""Which changes of several units meet in one week, and so may have one cause. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pilothouse.organisation.rules import without_wholes

# A week stands out when so many units change in one process, or fewer in one indicator.
FEWEST_UNITS = 3
FEWEST_ALIKE = 2

# What leaders are told as recent was found in so many days.
WINDOW = timedelta(days=35)
# What several units showed together is kept and told so far back.
YEAR = timedelta(weeks=53)

# A change whose onset lies further back than so many days before it was found is slow.
REACH = timedelta(days=28)
_REACH = {"month": timedelta(days=124), "quarter": timedelta(days=368), "year": timedelta(days=1_462)}

# What may have one cause: what one process shows; an indicator without a process stands for itself.
Family = tuple[int | None, int]


@dataclass(frozen=True)
class Shifted:
    """One change, as far as it matters for what belongs together: what shifted (its indicator and process), where (the
    path of the unit), in which weeks it stands beside others (their Mondays), and which way.

    `side` is one and the same for all that may have one cause, for example to the better or to the worse.
    """

    key: int
    what: int
    process: int | None
    where: str
    weeks: frozenset[date]
    side: int

    @property
    def family(self) -> Family:
        return family_of(self.what, self.process)


@dataclass(frozen=True)
class Gathered:
    """A week (its Monday) with the changes that have it in common, to one `side`."""

    week: date
    side: int
    shifts: list[Shifted] = field(default_factory=list)

    @property
    def keys(self) -> list[int]:
        return [shift.key for shift in self.shifts]


def family_of(indicator: int, process: int | None) -> Family:
    """With what an indicator may have a cause in common."""
    return (process, 0) if process is not None else (None, indicator)


def reach_of(frequency: str) -> timedelta:
    """How far before it was found a change of such a series may have begun, and still have a sharp beginning."""
    return _REACH.get(frequency, REACH)


def weeks_of(onset: date, found: date, frequency: str) -> frozenset[date]:
    """Mondays of the weeks in which a change stands beside others: that of its onset and that in which it was found.

    Only the latter where the onset lies further back than four weeks or four periods: so slow a change has no sharp
    beginning, and what carried it beyond routine variation happened when it was found.
    """
    slow = found - onset > reach_of(frequency)
    return frozenset({monday_of(found)} if slow else {monday_of(onset), monday_of(found)})


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def recent_since(today: date) -> date:
    """The day from which on leaders are told of what is recent: a Monday, so that no week is cut."""
    return monday_of(today - WINDOW)


_Key = tuple[date, int, Family]


def weeks_in_common(shifts: Iterable[Shifted]) -> list[Gathered]:
    """Weeks that changes of one process to one side have in common, in three units or in two for the same indicator;
    newest first. A unit above others of them counts for none: it moves because they do.

    A change has one cause at most, so it stands in one week at most: that which most units share gathers its changes
    first, then the next of what is left. Weeks of one event are put together by `one_event`.
    """
    weeks: dict[_Key, list[Shifted]] = defaultdict(list)
    for shift in sorted(shifts, key=lambda shift: (shift.what, shift.where, shift.key)):
        for monday in shift.weeks:
            weeks[monday, shift.side, shift.family].append(shift)
    weight = {week: _weight(week, found) for week, found in weeks.items()}
    gathered = []
    while weight and _stands_out(weeks[first := max(weight, key=weight.__getitem__)]):
        taken = weeks.pop(first)
        gathered.append(Gathered(first[0], first[1], taken))
        del weight[first]
        for week in {(monday, *first[1:]) for shift in taken for monday in shift.weeks} & weight.keys():
            weeks[week] = [shift for shift in weeks[week] if first[0] not in shift.weeks]
            weight[week] = _weight(week, weeks[week])
    return sorted(gathered, key=_newest)


def one_event(weeks: Iterable[Gathered]) -> list[list[Gathered]]:
    """Weeks of several processes that are one event: the same week, the same side, and a unit in common; newest first.

    That each of them stands out in one week by itself is the evidence; how their processes hang together is not asked.
    """
    events: list[list[Gathered]] = []
    for week in sorted(weeks, key=_newest):
        same = [event for event in events if _meets(event, week)]
        events = [event for event in events if event not in same]
        events.append([*(each for event in same for each in event), week])
    return events


def units_of(shifts: Sequence[Shifted]) -> tuple[int, int]:
    """In how many units anything changed, and in how many at most the same thing; no whole beside its parts."""
    alike: dict[int, set[str]] = defaultdict(set)
    for shift in shifts:
        alike[shift.what].add(shift.where)
    every = without_wholes(where for places in alike.values() for where in places)
    return len(every), max((len(without_wholes(places)) for places in alike.values()), default=0)


def _meets(event: Sequence[Gathered], week: Gathered) -> bool:
    places = {shift.where for each in event for shift in each.shifts}
    same = (event[0].week, event[0].side) == (week.week, week.side)
    return same and any(shift.where in places for shift in week.shifts)


def _newest(week: Gathered) -> tuple[int, int, list[int]]:
    return -week.week.toordinal(), -week.side, week.keys


def _weight(week: _Key, shifts: Sequence[Shifted]) -> tuple[int, ...]:
    """Units, units alike, changes; of weeks that are equal in these the earlier one comes first."""
    process, indicator = week[2]
    return *units_of(shifts), len(shifts), -week[0].toordinal(), week[1], -(process or 0), -indicator


def _stands_out(shifts: Sequence[Shifted]) -> bool:
    units, alike = units_of(shifts)
    return units >= FEWEST_UNITS or alike >= FEWEST_ALIKE
