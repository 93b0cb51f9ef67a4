"""Risks leave the register with a reason."""

import pytest

from pilothouse.records.models import Note
from pilothouse.risks.models import Trip
from pilothouse.risks.operations import close_risk
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.risks.story import rated, tripped


def test_it_closes_with_its_reason_and_answers_what_waits(cast: Cast) -> None:
    found = close_risk(act(cast.owner), tripped(cast), reason="All tow bars are new")
    assert found.ended
    assert Trip.objects.get().answer == "closed"
    assert "All tow bars are new" in Note.objects.get(record=found).text


def test_not_without_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused):
        close_risk(act(cast.owner), rated(cast), reason="")
