"""Accepting a risk: who, until when, why."""

from datetime import timedelta

import pytest

from pilothouse.records.operations import move_due
from pilothouse.risks.models import Trip
from pilothouse.risks.operations import accept_risk
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import NOW, Cast, act
from tests.risks.story import SOON, TODAY, rated, risk, tripped


def test_it_says_who_until_when_and_why(cast: Cast) -> None:
    found = accept_risk(act(cast.owner), rated(cast), until=SOON, reason="A spare costs more")
    found.refresh_from_db()
    assert (found.state, found.due, found.accepted_by, found.accepted_at) == ("accepted", SOON, cast.owner, NOW)
    assert found.acceptance == "A spare costs more"


def test_beyond_appetite_only_top_management_accepts(cast: Cast) -> None:
    found = rated(cast, 5, 5)
    with pytest.raises(Refused, match="beyond the appetite"):
        accept_risk(act(cast.owner), found, until=SOON, reason="Bear it")
    assert accept_risk(act(cast.leader), found, until=SOON, reason="Bear it").accepted_by_id == cast.leader.pk


def test_nobody_accepts_what_nobody_has_sized_up(cast: Cast) -> None:
    with pytest.raises(Refused, match="Rate it first"):
        accept_risk(act(cast.owner), risk(cast), until=SOON, reason="Fine")


def test_it_answers_a_warning(cast: Cast) -> None:
    found = accept_risk(act(cast.owner), tripped(cast), until=SOON, reason="One bad week")
    trip = Trip.objects.get()
    assert (found.state, trip.answer, trip.reason, trip.answered_by) == (
        "accepted",
        "accepted",
        "One bad week",
        cast.owner,
    )


@pytest.mark.parametrize("days", [-1, -400])
def test_not_until_a_day_that_has_passed(cast: Cast, days: int) -> None:
    with pytest.raises(Refused):
        accept_risk(act(cast.owner), rated(cast), until=TODAY + timedelta(days=days), reason="Fine")


def test_quality_managers_do_not_accept_for_others(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        accept_risk(act(cast.quality), rated(cast), until=SOON, reason="Fine")


def test_an_acceptance_is_not_put_off_by_moving_its_date(cast: Cast) -> None:
    found = accept_risk(act(cast.owner), rated(cast), until=SOON, reason="Fine")
    with pytest.raises(Refused):
        move_due(act(cast.owner, why="No time"), found, due=SOON + timedelta(days=1))
    move_due(act(cast.owner, why="Look earlier"), found, due=SOON - timedelta(days=1))
