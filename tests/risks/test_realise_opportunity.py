"""Opportunities end: realised."""

import pytest

from pilothouse.records.models import Note
from pilothouse.risks.operations import realise_opportunity
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.risks.story import chance


def test_it_ends_with_its_reason(cast: Cast) -> None:
    found = realise_opportunity(act(cast.owner), chance(cast), reason="Four tugs came")
    assert (found.state, found.ended) == ("realised", True)
    assert Note.objects.get(record=found).text == "Realised: Four tugs came"


def test_not_without_a_reason_nor_by_members(cast: Cast) -> None:
    with pytest.raises(Refused):
        realise_opportunity(act(cast.owner), chance(cast), reason="")
    with pytest.raises(NotAllowed):
        realise_opportunity(act(cast.member), chance(cast), reason="So")
