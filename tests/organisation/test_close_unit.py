"""Closing a unit."""

from datetime import date

import pytest

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import add_unit, close_unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

ON = date(2026, 3, 1)


def again(person: Person) -> Person:
    """As the next request loads them."""
    return Person.objects.get(pk=person.pk)


def test_nothing_new_begins_in_it(cast: Cast) -> None:
    shed = add_unit(act(cast.leader), unit=cast.east, name="Shed", code="SHD")
    assert shed in units_where(again(cast.leader), Right.DEFINE)
    close_unit(act(cast.leader), shed, on=ON)
    assert shed not in units_where(again(cast.leader), Right.DEFINE)
    assert Entry.objects.filter(name="unit.closed", key=shed.pk).count() == 1
    assert verify().whole


def test_the_whole_and_what_is_still_lived_in_stay_open(cast: Cast) -> None:
    for unit in (cast.office, cast.east):
        with pytest.raises(Refused):
            close_unit(act(cast.leader), unit, on=ON)


def test_a_unit_with_open_units_below_stays_open(cast: Cast) -> None:
    shed = add_unit(act(cast.leader), unit=cast.east, name="Shed", code="SHD")
    add_unit(act(cast.leader), unit=shed, name="Corner", code="CRN")
    with pytest.raises(Refused):
        close_unit(act(cast.leader), shed, on=ON)


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        close_unit(act(cast.owner), cast.east, on=ON)
