"""Risks come back."""

import pytest

from pilothouse.risks.operations import accept_risk, close_risk, reopen_risk
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.risks.story import SOON, rated, risk


def test_a_closed_one_opens_again(cast: Cast) -> None:
    found = close_risk(act(cast.owner), risk(cast), reason="Gone")
    reopen_risk(act(cast.owner), found, due=SOON, reason="Back")
    found.refresh_from_db()
    assert (found.state, found.ended_at, found.due) == ("open", None, SOON)


def test_an_acceptance_is_withdrawn(cast: Cast) -> None:
    found = accept_risk(act(cast.owner), rated(cast), until=SOON, reason="Fine")
    reopen_risk(act(cast.owner), found, due=SOON, reason="Not fine")
    assert (found.state, found.accepted_by_id, found.acceptance) == ("open", None, "")


def test_an_open_one_is_open(cast: Cast) -> None:
    with pytest.raises(Refused):
        reopen_risk(act(cast.owner), risk(cast), due=SOON, reason="Why not")
