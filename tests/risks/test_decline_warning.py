"""A warning may say nothing new."""

import pytest

from pilothouse.risks.models import Trip
from pilothouse.risks.operations import accept_risk, decline_warning
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.risks.story import SOON, rated, tripped


def test_the_risk_stands_as_before(cast: Cast) -> None:
    found = tripped(cast, accept_risk(act(cast.owner), rated(cast), until=SOON, reason="Fine"))
    assert (found.state, found.due) != ("accepted", SOON)
    decline_warning(act(cast.owner), found, reason="A typing error")
    found.refresh_from_db()
    assert (found.state, found.due, found.acceptance) == ("accepted", SOON, "Fine")
    trip = Trip.objects.get()
    assert (trip.answer, trip.reason) == ("declined", "A typing error")


def test_not_without_a_reason_or_a_warning(cast: Cast) -> None:
    with pytest.raises(Refused):
        decline_warning(act(cast.owner), rated(cast), reason="Nothing")
    with pytest.raises(Refused) as refusal:
        decline_warning(act(cast.owner), tripped(cast), reason=" ")
    assert refusal.value.field == "reason"


def test_members_do_not_answer(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decline_warning(act(cast.member), tripped(cast), reason="No")
