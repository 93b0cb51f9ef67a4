"""Adding a unit."""

from datetime import date

import pytest

from pilothouse.organisation.operations import add_unit, close_unit
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_it_stands_below_the_unit_given(cast: Cast) -> None:
    unit = add_unit(act(cast.leader), unit=cast.east, name="Ramp", code="RMP")
    assert unit.path == f"{cast.east.path}{unit.pk}/"
    assert unit.depth == 2
    assert Entry.objects.filter(name="unit.added", key=unit.pk).count() == 1
    assert verify().whole


@pytest.mark.parametrize(("name", "code", "field"), [("", "X", "name"), ("Ramp", " ", "code"), ("Ramp", "wst", "code")])
def test_blank_or_used_words_are_refused(cast: Cast, name: str, code: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        add_unit(act(cast.leader), unit=cast.east, name=name, code=code)
    assert refusal.value.field == field


def test_nothing_begins_below_a_closed_unit(cast: Cast) -> None:
    shed = add_unit(act(cast.leader), unit=cast.east, name="Shed", code="SHD")
    close_unit(act(cast.leader), shed, on=date(2026, 3, 1))
    with pytest.raises(Refused):
        add_unit(act(cast.leader), unit=shed, name="Corner", code="CRN")


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_unit(act(cast.owner), unit=cast.east, name="Ramp", code="RMP")
