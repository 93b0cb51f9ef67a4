"""Taking a role back."""

import pytest

from pilothouse.organisation.models import Assignment, Person
from pilothouse.organisation.operations import withdraw_role
from pilothouse.organisation.roles import Right, Role
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_the_right_is_gone(cast: Cast) -> None:
    withdraw_role(act(cast.quality), Assignment.objects.get(person=cast.owner))
    assert not Person.objects.get(pk=cast.owner.pk).may(Right.DEFINE, cast.east.path)
    assert Entry.objects.filter(name="role.withdrawn").count() == 1
    assert verify().whole


def test_one_member_of_top_management_stays(cast: Cast) -> None:
    with pytest.raises(Refused):
        withdraw_role(act(cast.leader), Assignment.objects.get(role=Role.TOP_MANAGEMENT))


def test_nobody_takes_what_reaches_beyond_their_own_rights(cast: Cast) -> None:
    with pytest.raises(Refused):
        withdraw_role(act(cast.quality), Assignment.objects.get(role=Role.TOP_MANAGEMENT))


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        withdraw_role(act(cast.owner), Assignment.objects.get(person=cast.member))
