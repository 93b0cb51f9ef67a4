"""Adding a person."""

import pytest

from pilothouse.organisation.models import Account
from pilothouse.organisation.operations import add_person
from pilothouse.organisation.roles import Role
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_with_role_and_without_access(cast: Cast) -> None:
    person = add_person(act(cast.quality), unit=cast.east, name="Loader", email="L@x.org", role=Role.MEMBER)
    assert (person.email, person.may_sign_in) == ("l@x.org", False)
    assert person.has(Role.MEMBER)
    assert not Account.objects.filter(person=person).exists()
    assert Entry.objects.filter(name="person.added", key=person.pk).exists()
    assert verify().whole


def test_with_a_password_one_can_sign_in(cast: Cast) -> None:
    person = add_person(act(cast.leader), unit=cast.east, name="Loader", email="l@x.org", password="long enough yes")
    assert Account.objects.get(person=person).is_active


def test_a_used_address_or_no_name_is_refused(cast: Cast) -> None:
    for name, email, field in (("Loader", "OWNER@example.org", "email"), (" ", "", "name")):
        with pytest.raises(Refused) as refusal:
            add_person(act(cast.leader), unit=cast.east, name=name, email=email)
        assert refusal.value.field == field


def test_a_password_without_an_address_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        add_person(act(cast.leader), unit=cast.east, name="Loader", password="long enough yes")


def test_nobody_gives_a_role_beyond_their_own_rights(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        add_person(act(cast.quality), unit=cast.east, name="Boss", role=Role.TOP_MANAGEMENT)
    assert refusal.value.field == "role"


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_person(act(cast.owner), unit=cast.east, name="Loader")
