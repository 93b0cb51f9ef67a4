"""Correcting a person."""

import pytest

from pilothouse.organisation.models import Account
from pilothouse.organisation.operations import change_person
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_the_account_follows_the_address(cast: Cast) -> None:
    change_person(act(cast.quality), cast.member, name="Agent", email="Agent@example.org")
    assert Account.objects.get(person=cast.member).email == "agent@example.org"
    assert Entry.objects.filter(name="person.changed", key=cast.member.pk).count() == 1
    assert verify().whole


def test_a_used_address_or_none_for_who_signs_in_is_refused(cast: Cast) -> None:
    for email in ("owner@example.org", ""):
        with pytest.raises(Refused) as refusal:
            change_person(act(cast.leader), cast.member, name="Agent", email=email)
        assert refusal.value.field == "email"


def test_an_account_with_more_rights_cannot_be_taken_over(cast: Cast) -> None:
    with pytest.raises(Refused):
        change_person(act(cast.quality), cast.leader, name="Leader", email="quality2@example.org")


def test_a_member_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_person(act(cast.member), cast.reader, name="Reader", email="r@example.org")
