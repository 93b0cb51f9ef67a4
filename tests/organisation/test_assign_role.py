"""Giving a role."""

import pytest

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import assign_role
from pilothouse.organisation.roles import Right, Role
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_the_role_reaches_down_from_its_unit(cast: Cast) -> None:
    assign_role(act(cast.leader), cast.member, unit=cast.west, role=Role.PROCESS_OWNER)
    member = Person.objects.get(pk=cast.member.pk)
    assert member.may(Right.DEFINE, cast.west.path)
    assert not member.may(Right.DEFINE, cast.east.path)
    assert Entry.objects.filter(name="role.assigned").count() == 1
    assert verify().whole


def test_given_twice_it_is_held_once(cast: Cast) -> None:
    first = assign_role(act(cast.leader), cast.member, unit=cast.west, role=Role.AUDITOR)
    assert assign_role(act(cast.leader), cast.member, unit=cast.west, role=Role.AUDITOR).pk == first.pk


def test_nobody_gives_more_than_they_hold(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        assign_role(act(cast.quality), cast.quality, unit=cast.office, role=Role.TOP_MANAGEMENT)
    assert refusal.value.field == "role"


def test_who_looks_after_east_gives_no_role_in_west(cast: Cast) -> None:
    assign_role(act(cast.leader), cast.owner, unit=cast.east, role=Role.QUALITY_MANAGER)
    with pytest.raises(Refused) as refusal:
        assign_role(act(cast.owner), cast.member, unit=cast.west, role=Role.READER)
    assert refusal.value.field == "unit"


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        assign_role(act(cast.owner), cast.member, unit=cast.east, role=Role.READER)
