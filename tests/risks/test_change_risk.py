"""Risks are reworded."""

import pytest

from pilothouse.risks.models import Stake
from pilothouse.risks.operations import change_risk, close_risk
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.risks.story import risk
from tests.stage import frame


def test_words_and_stakes_change(cast: Cast) -> None:
    *_direction, objective, process = frame(cast)
    found = risk(cast, at_stake=[process])
    change_risk(act(cast.owner), found, title="No tow bar left", cause="Wear", consequence="", at_stake=[objective])
    found.refresh_from_db()
    assert (found.title, found.cause, found.consequence) == ("No tow bar left", "Wear", "")
    assert Stake.objects.get().at_stake_id == objective.pk


def test_a_closed_one_stays_as_it_is(cast: Cast) -> None:
    found = close_risk(act(cast.owner), risk(cast), reason="New tow bars")
    with pytest.raises(Refused):
        change_risk(act(cast.owner), found, title="Other", cause="", consequence="", at_stake=[])
