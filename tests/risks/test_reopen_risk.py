"""Risks come back."""

import pytest

from pilothouse.risks.operations import accept_risk, close_risk, reopen_risk, set_tripwire
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.risks.story import KNOWN, MINUTE, SOON, look, more_values, rated, risk, steady


def test_a_closed_one_opens_again(cast: Cast) -> None:
    found = close_risk(act(cast.owner), risk(cast), reason="Gone")
    reopen_risk(act(cast.owner), found, due=SOON, reason="Back")
    found.refresh_from_db()
    assert (found.state, found.ended_at, found.due) == ("open", None, SOON)


def test_what_its_signs_showed_while_it_was_closed_is_no_news(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series, level=60.0, side=-1)
    close_risk(act(cast.owner), found, reason="Gone")
    more_values(cast, series, 55.0, 70.0)
    reopen_risk(act(cast.owner, later=MINUTE), found, due=SOON, reason="Back")
    assert look(cast) == []
    more_values(cast, series, 55.0, after=KNOWN + 2)
    assert len(look(cast)) == 1


def test_an_acceptance_is_withdrawn(cast: Cast) -> None:
    found = accept_risk(act(cast.owner), rated(cast), until=SOON, reason="Fine")
    reopen_risk(act(cast.owner), found, due=SOON, reason="Not fine")
    assert (found.state, found.accepted_by_id, found.acceptance) == ("open", None, "")


def test_an_open_one_is_open(cast: Cast) -> None:
    with pytest.raises(Refused):
        reopen_risk(act(cast.owner), risk(cast), due=SOON, reason="Why not")
