"""Opportunities are pursued by actions."""

from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import plan_action
from pilothouse.risks.operations import pursue_opportunity
from tests.cast import Cast, act
from tests.improvement.story import LATER
from tests.risks.story import SOON, chance


def test_the_first_action_begins_it(cast: Cast) -> None:
    found = chance(cast)
    plan_action(act(cast.owner), origin=found, title="Apply", owner=cast.member, due=LATER, purpose=Purpose.TREATMENT)
    found.refresh_from_db()
    assert (found.state, found.due) == ("pursued", LATER)
    assert pursue_opportunity(act(cast.owner), found, due=SOON).due == LATER
