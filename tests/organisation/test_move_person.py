"""Moving a person to another unit."""

from datetime import date

import pytest

from pilothouse.organisation.operations import add_unit, assign_role, close_unit, move_person
from pilothouse.organisation.roles import Role
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_the_person_belongs_elsewhere_and_keeps_the_role(cast: Cast) -> None:
    move_person(act(cast.leader), cast.member, unit=cast.west)
    cast.member.refresh_from_db()
    assert cast.member.unit == cast.west
    assert cast.member.grants == ((Role.MEMBER, cast.east.path),)
    assert Entry.objects.filter(name="person.moved", key=cast.member.pk).count() == 1
    assert verify().whole


def test_into_a_closed_unit_or_one_looked_after_by_others_is_refused(cast: Cast) -> None:
    shed = add_unit(act(cast.leader), unit=cast.east, name="Shed", code="SHD")
    close_unit(act(cast.leader), shed, on=date(2026, 3, 1))
    with pytest.raises(Refused):
        move_person(act(cast.leader), cast.member, unit=shed)
    assign_role(act(cast.leader), cast.owner, unit=cast.east, role=Role.QUALITY_MANAGER)
    with pytest.raises(Refused) as refusal:
        move_person(act(cast.owner), cast.member, unit=cast.west)
    assert refusal.value.field == "unit"


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        move_person(act(cast.owner), cast.member, unit=cast.east)
