"""Opportunities come onto the register."""

from pilothouse.risks.models import Stake
from pilothouse.risks.operations import open_opportunity
from tests.cast import Cast, act
from tests.risks.story import SOON, chance
from tests.stage import frame


def test_an_opportunity_has_a_number_of_its_own(cast: Cast) -> None:
    found = chance(cast)
    assert (found.code, found.state, found.owner) == ("OPP-0001", "open", cast.owner)


def test_it_helps_processes_and_objectives(cast: Cast) -> None:
    *_direction, objective, _process = frame(cast)
    found = open_opportunity(
        act(cast.leader), unit=cast.office, title="Slots", owner=cast.leader, due=SOON, at_stake=[objective]
    )
    assert Stake.objects.get().record_id == found.pk
