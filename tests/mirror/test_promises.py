"""Which promises are told: whatever is told on any page and day, less anything else that is told, is of nobody or of at
least five people.
"""

from collections.abc import Iterable
from datetime import date
from random import Random
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from pilothouse.bridge.reliability import Cell, Promises
from pilothouse.mirror import reckoning
from pilothouse.mirror.counting import Tally
from pilothouse.mirror.models import PromisesTold
from pilothouse.mirror.promises import Seen, promises_told
from pilothouse.mirror.reckoning import units_told
from pilothouse.mirror.rules import Sum, Told, line_of, months_within, sides_of, told_together, within_year
from pilothouse.organisation.rules import FEWEST_PEOPLE

EAST, WEST, NORTH = 1, 2, 3
UNITS = (EAST, WEST, NORTH)
# So many promises, that the sum of all their powers of two is a whole number of a float.
MOST = 50
Deed = tuple[int, int, int, int]  # month, counted from January 2022; unit, process, person


def month(place: int) -> date:
    return date(2022 + place // 12, place % 12 + 1, 1)


def cells_of(deeds: Iterable[Deed]) -> list[Cell]:
    """One promise of each person: so many that a sum of any of them names its parts."""
    return [
        Cell(month(place), unit, process or None, Promises(made=2**turn, people=frozenset({person})))
        for turn, (place, unit, process, person) in enumerate(deeds)
    ]


def known_by(cells: list[Cell], today: date) -> list[Cell]:
    """What stands on a day: months that are over."""
    return [cell for cell in cells if cell.month < today.replace(day=1)]


def of_mirror(cells: list[Cell], today: date) -> set[int]:
    """All sums that the mirror tells: its line, its latest year, its units, and the year less all units."""
    tally = Tally()
    for cell in cells:
        tally.add(cell.month, 0, cell.promises.made, cell.unit, cell.promises.people)
    periods, sums = line_of(tally.months, today, "month", stock=False)
    told = told_together(periods, sums, sides_of((tally.people,), periods, "month"), stock=False)
    blocks = [one for one in told if one is not None]
    year = within_year(told, "month", stock=False)
    with patch.object(reckoning, "tidy", float):  # all digits, for they name the parts
        units = units_told(tally, [_months(one, periods) for one in year])
    found = {int(one.total.denominator) for one in blocks} | {int(of) for *_rest, of in units if of is not None}
    return found | {int(sum((one.total for one in year), Sum()).denominator)}


def _months(one: Told, periods: list[date]) -> list[date]:
    return months_within(periods[one.first], month((periods[one.last].year - 2022) * 12 + periods[one.last].month))


def of_page(cells: list[Cell], today: date, sight: set[int] | None) -> set[int]:
    """All sums that the page of promises tells somebody who sees these units."""
    rows: list[PromisesTold] = promises_told(cells, today)
    seen = Seen([row for row in rows if sight is None or row.unit is None or row.unit in sight], sight)
    groups = {kind: seen.groups(kind) for kind in ("unit", "process")}
    lines = [seen.line(), *(seen.of_units({unit}) for unit in UNITS), *map(seen.of_process, range(3))]
    found = {part.promises.made for line in lines for part in line}
    found |= {sum(part.promises.made for part in line) for line in lines}
    return found | {one.made for several in groups.values() for one in several.values() if one is not None}


def told_on(cells: list[Cell], days: Iterable[date]) -> set[int]:
    """Everything that anybody is told on any of these days."""
    found = set[int]()
    for day in days:
        here = known_by(cells, day)
        found |= of_mirror(here, day)
        for sight in (None, {EAST}, {WEST, NORTH}):
            found |= of_page(here, day, sight)
    return found - {0}


def parts_of(told: set[int]) -> list[int]:
    """The smallest parts into which all these sums can divide what they tell of."""
    whole = 0
    for one in told:
        whole |= one
    parts = [whole]
    for one in told:
        parts = [piece for part in parts for piece in (part & one, part & ~one) if piece]
    return [part for part in parts if part]


def people_in(bits: int, deeds: list[Deed]) -> set[int]:
    return {person for turn, (*_rest, person) in enumerate(deeds) if bits >> turn & 1}


DEED = st.tuples(st.integers(0, 59), st.sampled_from(UNITS), st.integers(0, 2), st.integers(0, 11))
DENSE = st.tuples(st.integers(24, 39), st.sampled_from((EAST, EAST, WEST)), st.integers(0, 1), st.integers(0, 8))
DEEDS = st.one_of(st.lists(DEED, max_size=MOST), st.lists(DENSE, min_size=20, max_size=MOST))
DAYS = st.lists(st.dates(date(2024, 1, 1), date(2027, 3, 1)), min_size=2, max_size=3)


@given(DEEDS, DAYS)
def test_no_two_sums_told_on_any_page_and_day_differ_by_few_people(deeds: list[Deed], days: list[date]) -> None:
    told = told_on(cells_of(deeds), days)
    for part in parts_of(told):
        assert len(people_in(part, deeds)) >= FEWEST_PEOPLE


def test_the_tree_tells_of_the_whole_of_units_and_of_their_processes() -> None:
    chance = Random(7)
    deeds = [(24 + turn // 25, chance.choice((EAST, WEST)), 1, chance.randrange(40)) for turn in range(MOST)]
    (first, later) = (date(2024, 2, 3), date(2024, 3, 1))
    sums = [of_page(known_by(cells_of(deeds), day), day, None) for day in (first, later)]
    assert sums[0] < sums[1]
    parts = parts_of(sums[0] | sums[1])
    assert sum(parts) == 2**MOST - 1
    assert len(parts) == 4  # two units in either month
    assert all(len(people_in(part, deeds)) >= FEWEST_PEOPLE for part in parts)


def test_page_and_mirror_tell_the_same_blocks() -> None:
    deeds = [(place, EAST, 0, place % 7) for place in range(50)]
    cells, today = cells_of(deeds), date(2026, 3, 1)
    blocks = {part.promises.made for part in Seen(promises_told(cells, today), None).line()}
    assert len(blocks) == 6
    assert blocks <= of_mirror(cells, today)
