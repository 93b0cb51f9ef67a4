"""Opportunities come back."""

from pilothouse.risks.operations import drop_opportunity, reopen_opportunity
from tests.cast import Cast, act
from tests.risks.story import SOON, chance


def test_a_dropped_one_opens_again(cast: Cast) -> None:
    found = drop_opportunity(act(cast.owner), chance(cast), reason="No grant")
    reopen_opportunity(act(cast.owner), found, due=SOON, reason="A new grant")
    assert (found.state, found.ended_at, found.due) == ("open", None, SOON)
