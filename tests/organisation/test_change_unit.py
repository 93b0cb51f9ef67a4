"""Renaming a unit."""

import pytest

from pilothouse.organisation.operations import change_unit
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_name_and_code_change(cast: Cast) -> None:
    change_unit(act(cast.quality), cast.east, name="East field", code="EAS")
    cast.east.refresh_from_db()
    assert (cast.east.name, cast.east.code) == ("East field", "EAS")
    assert Entry.objects.filter(name="unit.changed", key=cast.east.pk).count() == 1
    assert verify().whole


def test_a_used_code_is_refused_but_its_own_is_not(cast: Cast) -> None:
    change_unit(act(cast.leader), cast.east, name="East field", code="est")
    with pytest.raises(Refused) as refusal:
        change_unit(act(cast.leader), cast.east, name="East field", code="WST")
    assert refusal.value.field == "code"


def test_the_reader_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_unit(act(cast.reader), cast.east, name="Mine", code="MIN")
