"""Taking access away."""

from collections.abc import Callable

import pytest
from django.test import Client

from pilothouse.organisation.models import Account, Person
from pilothouse.organisation.operations import withdraw_access
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_running_sessions_end(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    client = signed_in(cast.member)
    assert client.get("/accounts/password/change/").status_code == 200
    withdraw_access(act(cast.leader), cast.member)
    assert client.get("/accounts/password/change/").status_code == 302
    assert not Account.objects.get(person=cast.member).is_active
    assert Entry.objects.filter(name="person.access_withdrawn", key=cast.member.pk).count() == 1
    assert verify().whole


def test_nobody_locks_out_themselves_or_somebody_with_more_rights(cast: Cast) -> None:
    for by, who in ((cast.leader, cast.leader), (cast.quality, cast.leader)):
        with pytest.raises(Refused):
            withdraw_access(act(by), who)


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        withdraw_access(act(cast.owner), cast.member)
