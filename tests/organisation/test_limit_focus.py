"""The most live priorities of one owner and one unit, stated with a reason."""

import pytest

from pilothouse.organisation.operations import limit_focus
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_leadership_states_it_with_a_reason(cast: Cast) -> None:
    organisation = limit_focus(act(cast.leader, why="Finish first"), cast.organisation, owner=5, unit=12)
    assert organisation.focus == {"owner": 5, "unit": 12}
    assert (history_of(organisation)[0].name, history_of(organisation)[0].why) == ("focus.limited", "Finish first")
    assert verify().whole
    refused = (("", 4, 12, "why"), ("So", 0, 12, "owner"), ("So", 5, 100, "unit"), ("So", 5, 12, None))
    for why, owner, unit, field in refused:
        with pytest.raises(Refused) as refusal:
            limit_focus(act(cast.leader, why=why), organisation, owner=owner, unit=unit)
        assert refusal.value.field == field
    with pytest.raises(NotAllowed):
        limit_focus(act(cast.owner, why="So"), organisation, owner=3, unit=3)
