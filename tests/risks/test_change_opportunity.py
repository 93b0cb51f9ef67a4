"""Opportunities are reworded."""

import pytest

from pilothouse.risks.operations import change_opportunity
from pilothouse.trail.act import NotAllowed
from tests.cast import Cast, act
from tests.risks.story import chance


def test_words_change(cast: Cast) -> None:
    found = change_opportunity(
        act(cast.member), chance(cast), title="Electric tugs", cause="A grant", consequence="Quiet", at_stake=[]
    )
    found.refresh_from_db()
    assert (found.cause, found.consequence) == ("A grant", "Quiet")


def test_not_by_strangers(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_opportunity(act(cast.west_owner), chance(cast), title="Mine", cause="", consequence="", at_stake=[])
