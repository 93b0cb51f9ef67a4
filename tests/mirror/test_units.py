"""What is told of units: each part of the year by itself, so that no difference of two tables tells of few."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from pilothouse.mirror.counting import Tally
from pilothouse.mirror.reckoning import units_told
from pilothouse.mirror.rules import Sum
from pilothouse.organisation.rules import too_few

MONTHS = [date(2026, month, 1) for month in range(1, 7)]
CELL = st.tuples(st.sampled_from(MONTHS), st.integers(1, 4), st.integers(0, 20))


def tally_of(cells: list[tuple[date, int, int]]) -> Tally:
    """One deed of each person (unit, month, key): powers of two, so that each difference names its parts."""
    found = Tally()
    for turn, (month, unit, person) in enumerate(dict.fromkeys(cells)):
        found.add(month, 0, 2**turn, unit, [person])
    return found


def test_a_unit_is_told_by_the_parts_of_the_year_that_speak_of_enough() -> None:
    early, late = MONTHS[:3], MONTHS[3:]
    many = [(month, 1, person) for month in (early[0], late[0]) for person in range(6)]
    few = [(early[1], 2, person) for person in range(10, 15)] + [(late[1], 2, 11)]
    told = {unit: rest for unit, *rest in units_told(tally_of(many + few), [early, late])}
    whole = tally_of(many + few)
    # In the second part unit 2 is one person: it is not told, nor the other, or the total less it would tell.
    assert told[1] == [6, 0.0, sum(whole.units[1][month].denominator for month in early)]
    assert told[2] == [5, 0.0, whole.units[2][early[1]].denominator]
    assert units_told(tally_of(many + few), []) == []


@example([(MONTHS[0], 1, person) for person in range(5)] + [(MONTHS[1], 1, 0)], [MONTHS[:1], MONTHS[1:]])
@given(st.lists(CELL, max_size=40), st.sampled_from([[MONTHS], [MONTHS[:3], MONTHS[3:]], [MONTHS[:1], MONTHS[1:]]]))
def test_the_year_less_all_units_told_is_of_nobody_or_of_enough(
    cells: list[tuple[date, int, int]], parts: list[list[date]]
) -> None:
    tally = tally_of(cells)
    # What speaks of too few people as a whole is no part of the year that is told.
    parts = [part for part in parts if not too_few([{person for month, _unit, person in cells if month in part}])]
    told = units_told(tally, parts)
    shown = sum(of for _unit, _people, _counted, of in told if of is not None)
    bits = {2**turn: person for turn, (_month, _unit, person) in enumerate(dict.fromkeys(cells))}
    whole = sum((tally.months[month] for part in parts for month in part if month in tally.months), Sum()).denominator
    left = int(whole - shown)
    unseen = {person for bit, person in bits.items() if left & bit}
    everything = not any(of is not None for *_rest, of in told)
    assert everything or len(unseen) == 0 or len(unseen) >= 5
