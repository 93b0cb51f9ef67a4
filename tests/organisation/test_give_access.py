"""Letting somebody sign in."""

from datetime import date

import pytest

from pilothouse.organisation.models import Account
from pilothouse.organisation.operations import add_person, give_access, note_leaving
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_the_new_password_opens_and_the_old_one_does_not(cast: Cast) -> None:
    give_access(act(cast.quality), cast.member, password="a new long one")
    account = Account.objects.get(person=cast.member)
    assert account.check_password("a new long one")
    assert account.is_active
    assert Entry.objects.filter(name="person.access_given", key=cast.member.pk).count() == 1
    assert verify().whole


def test_the_history_says_that_access_was_given_and_never_the_password(cast: Cast) -> None:
    person = add_person(act(cast.leader), unit=cast.east, name="Loader", email="l@x.org")
    give_access(act(cast.leader), person, password="a new long one")
    (entry,) = Entry.objects.filter(name="person.access_given", key=person.pk)
    assert "a new long one" not in entry.body


def test_without_an_address_or_after_leaving_it_is_refused(cast: Cast) -> None:
    nameless = add_person(act(cast.leader), unit=cast.east, name="Loader")
    with pytest.raises(Refused):
        give_access(act(cast.leader), nameless, password="a new long one")
    note_leaving(act(cast.leader), cast.reader, on=date(2026, 3, 1))
    with pytest.raises(Refused):
        give_access(act(cast.leader), cast.reader, password="a new long one")


def test_nobody_resets_the_password_of_somebody_with_more_rights(cast: Cast) -> None:
    with pytest.raises(Refused):
        give_access(act(cast.quality), cast.leader, password="a new long one")


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        give_access(act(cast.owner), cast.member, password="a new long one")
