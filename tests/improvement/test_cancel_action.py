"""Giving an action up."""

import pytest

from pilothouse.improvement.operations import cancel_action
from pilothouse.records.models import Note
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import line, planned, watched


def test_cancelled_with_its_reason(cast: Cast) -> None:
    action = cancel_action(act(cast.owner), planned(cast), reason="Gate 4 is sold.")
    assert (action.state, action.ended) == ("cancelled", True)
    assert "Gate 4 is sold." in Note.objects.get(record=action).text
    assert history_of(action)[0].name == "action.cancelled"
    assert verify().whole


def test_refused_by_rule(cast: Cast) -> None:
    with pytest.raises(Refused):
        cancel_action(act(cast.owner), planned(cast), reason="")
    proof = watched(cast, line(cast))
    action = planned(cast).__class__.objects.get(pk=proof.origin_id)
    with pytest.raises(Refused):
        cancel_action(act(cast.owner), action, reason="Too late")


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        cancel_action(act(cast.auditor), planned(cast), reason="No")
