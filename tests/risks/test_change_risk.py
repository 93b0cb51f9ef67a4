"""Risks are reworded."""

import pytest

from pilothouse.risks.models import Portfolio, Stake
from pilothouse.risks.operations import assess_by_estimate, change_risk, close_risk
from pilothouse.risks.queries import risk_case
from pilothouse.strategy.operations import name_context_issue
from pilothouse.trail.act import Refused
from pilothouse.trail.verify import verify
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


def test_risks_that_share_a_cause_are_also_added_up_as_struck_together(cast: Cast) -> None:
    words = {"title": "One sky", "text": "A storm holds both.", "every": 90, "side": "outside"}
    sky = name_context_issue(act(cast.leader), unit=cast.office, owner=cast.leader, **words)
    east, west = risk(cast), risk(cast, by=act(cast.leader), unit=cast.west, owner=cast.west_owner, shared_cause=sky)
    for found, by in ((east, cast.owner), (west, cast.west_owner)):
        assess_by_estimate(act(by), found, often_low=0.1, often_high=0.4, loss_low=10.0, loss_high=90.0)
    assert "by_cause" not in Portfolio.objects.get(unit=cast.office).curve
    given = {"title": east.title, "cause": "", "consequence": "", "at_stake": []}
    change_risk(act(cast.owner), east, **given, shared_cause=sky)
    told = Portfolio.objects.get(unit=cast.office).curve
    assert (told["sharing"], told["causes"]) == (2, 1)
    assert told["by_cause"][-5] > told["losses"][-5]
    assert "by_cause" not in Portfolio.objects.get(unit=cast.east).curve
    case = risk_case(cast.leader, east.number)
    assert case is not None
    assert [one.code for one in case.sharing] == [west.code]
    seen = risk_case(cast.owner, east.number)
    assert seen is not None
    assert seen.sharing == []  # East does not see West's
    with pytest.raises(Refused, match="context issue"):
        change_risk(act(cast.owner), east, **given, shared_cause=frame(cast)[-1])
    change_risk(act(cast.owner), east, **given)
    assert "by_cause" not in Portfolio.objects.get(unit=cast.office).curve
    assert verify().faults == []


def test_a_closed_one_stays_as_it_is(cast: Cast) -> None:
    found = close_risk(act(cast.owner), risk(cast), reason="New tow bars")
    with pytest.raises(Refused):
        change_risk(act(cast.owner), found, title="Other", cause="", consequence="", at_stake=[])
