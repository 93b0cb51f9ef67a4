"""Treating a risk: an action comes out of it."""

from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import plan_action
from pilothouse.risks.models import Trip
from pilothouse.risks.operations import accept_risk, treat_risk
from tests.cast import Cast, act
from tests.improvement.story import LATER
from tests.risks.story import SOON, rated, tripped


def test_the_first_action_begins_the_treatment(cast: Cast) -> None:
    found = rated(cast)
    for title in ("Buy one", "Buy another"):
        plan_action(act(cast.owner), origin=found, title=title, owner=cast.member, due=LATER, purpose=Purpose.TREATMENT)
    found.refresh_from_db()
    assert (found.state, found.due, found.results.count()) == ("treated", LATER, 2)


def test_it_answers_a_warning_and_ends_an_acceptance(cast: Cast) -> None:
    found = tripped(cast, accept_risk(act(cast.owner), rated(cast), until=SOON, reason="Fine"))
    treat_risk(act(cast.owner), found, due=LATER)
    found.refresh_from_db()
    assert (found.state, found.accepted_by, found.acceptance) == ("treated", None, "")
    assert Trip.objects.get().answer == "treated"
