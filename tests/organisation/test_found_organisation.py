"""Founding: the very first act, once."""

import pytest

from pilothouse.organisation.models import Account, Organisation, Person
from pilothouse.organisation.operations import Nobody, found_organisation
from pilothouse.organisation.roles import Role
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, PASSWORD, Cast


def found(**changes: str) -> None:
    given = {"name": "Works", "code": "W", "zone": "Europe/Oslo", "leader": "Director", "email": "D@Example.org"}
    found_organisation(Act(by=Nobody(), at=NOW, door="test"), **(given | changes), password=PASSWORD)


@pytest.mark.django_db
def test_organisation_leader_and_system_person_stand_and_the_leader_can_sign_in() -> None:
    found()
    leader = Person.objects.get(is_system=False)
    assert leader.email == "d@example.org"
    assert leader.has(Role.TOP_MANAGEMENT)
    assert Account.objects.get(person=leader).check_password(PASSWORD)
    assert Person.objects.filter(is_system=True).count() == 1
    assert Entry.objects.filter(name="organisation.founded").exists()
    assert verify().whole


@pytest.mark.django_db
def test_an_unknown_zone_is_refused_and_nothing_stays() -> None:
    with pytest.raises(Refused) as refusal:
        found(zone="Europe/Atlantis")
    assert refusal.value.field == "zone"
    assert not Organisation.objects.exists()


def test_a_second_founding_is_nobodys_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        found()
