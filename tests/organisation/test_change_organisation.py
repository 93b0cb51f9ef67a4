"""Renaming the organisation and moving its clock."""

import pytest

from pilothouse.organisation.models import Organisation
from pilothouse.organisation.operations import change_organisation
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_name_and_zone_change(cast: Cast) -> None:
    change_organisation(act(cast.leader), cast.organisation, name="  Nordic  ", zone="UTC")
    cast.organisation.refresh_from_db()
    assert (cast.organisation.name, cast.organisation.zone) == ("Nordic", "UTC")
    assert Entry.objects.filter(name="organisation.changed").count() == 1
    assert verify().whole


@pytest.mark.parametrize(("name", "zone", "field"), [("", "UTC", "name"), ("Nordic", "Nowhere/None", "zone")])
def test_a_nameless_or_timeless_one_is_refused(cast: Cast, name: str, zone: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        change_organisation(act(cast.leader), cast.organisation, name=name, zone=zone)
    assert refusal.value.field == field


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_organisation(act(cast.owner), cast.organisation, name="Mine", zone="UTC")


def test_a_currency_is_three_letters_and_stays_where_it_is_not_named(cast: Cast) -> None:
    change_organisation(act(cast.leader), cast.organisation, name="Nordic", zone="UTC", currency=" nok ")
    change_organisation(act(cast.leader), cast.organisation, name="Nordic Air", zone="UTC")
    assert Organisation.objects.get().currency == "NOK"
    with pytest.raises(Refused):
        change_organisation(act(cast.leader), cast.organisation, name="Nordic", zone="UTC", currency="kroner")
    assert verify().whole
