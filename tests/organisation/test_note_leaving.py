"""A person leaves."""

from datetime import date

import pytest

from pilothouse.organisation.models import Account, Assignment
from pilothouse.organisation.operations import note_leaving
from pilothouse.organisation.queries import people
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

ON = date(2026, 3, 1)


def test_no_access_no_roles_no_new_work(cast: Cast) -> None:
    note_leaving(act(cast.leader), cast.owner, on=ON)
    assert cast.owner not in people()
    assert not Account.objects.get(person=cast.owner).is_active
    assert not Assignment.objects.filter(person=cast.owner).exists()
    assert Entry.objects.filter(name="person.left", key=cast.owner.pk).exists()
    assert verify().whole


def test_oneself_and_somebody_with_more_rights_are_refused(cast: Cast) -> None:
    for by, who in ((cast.leader, cast.leader), (cast.quality, cast.leader)):
        with pytest.raises(Refused):
            note_leaving(act(by), who, on=ON)


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        note_leaving(act(cast.owner), cast.member, on=ON)
