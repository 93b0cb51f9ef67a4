"""Asking no longer."""

import pytest

from pilothouse.bridge.my_work import my_work
from pilothouse.reviews.operations import answer_request, withdraw_request
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.reviews.story import TODAY, asked


def test_who_asked_withdraws_with_a_reason(cast: Cast) -> None:
    request = asked(cast)
    with pytest.raises(Refused):
        withdraw_request(act(cast.owner), request)
    with pytest.raises(NotAllowed):
        withdraw_request(act(cast.leader, why="Not mine"), request)
    assert withdraw_request(act(cast.owner, why="Lent by West"), request).ended
    assert not my_work(cast.leader, TODAY)


def test_what_is_answered_is_not_withdrawn(cast: Cast) -> None:
    request = answer_request(act(cast.leader), asked(cast), answer="grant", reason="It pays back")
    with pytest.raises(Refused):
        withdraw_request(act(cast.owner, why="Too late"), request)
