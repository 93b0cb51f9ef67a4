"""Several units in one act."""

import pytest

from pilothouse.organisation.models import Unit
from pilothouse.organisation.operations import lay_out_units
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_all_stand_below_the_unit_in_one_act(cast: Cast) -> None:
    made = lay_out_units(act(cast.leader), unit=cast.east, units=[("Ramp", "RMP"), ("Gates", "GAT")])
    assert [unit.parent for unit in made] == [cast.east, cast.east]
    assert Entry.objects.filter(key__in=[unit.pk for unit in made], kind="organisation.unit").count() == 2
    assert verify().whole


def test_one_that_does_not_fit_refuses_all(cast: Cast) -> None:
    with pytest.raises(Refused):
        lay_out_units(act(cast.leader), unit=cast.east, units=[("Ramp", "RMP"), ("Again", "WST")])
    assert not Unit.objects.filter(code="RMP").exists()


def test_a_process_owner_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        lay_out_units(act(cast.owner), unit=cast.east, units=[("Ramp", "RMP")])
