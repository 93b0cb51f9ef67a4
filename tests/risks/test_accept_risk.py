"""Accepting a risk: who, until when, why."""

from datetime import timedelta

import pytest

from pilothouse.records.climbing import climbs_of
from pilothouse.records.operations import accept_escalation, hand_over, move_due
from pilothouse.risks.appetite import usual
from pilothouse.risks.models import Trip
from pilothouse.risks.operations import accept_risk, assess_by_estimate, assess_by_matrix, decline_warning
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import NOW, Cast, act
from tests.risks.story import MINUTE, SOON, TODAY, bear, rated, risk, tripped


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


def test_whoever_takes_over_one_that_ran_out_has_not_accepted_it(cast: Cast) -> None:
    until = TODAY + timedelta(days=10)
    found = accept_risk(act(cast.leader), rated(cast, 5, 5), until=until, reason="For ten days")
    hand_over(act(cast.leader), found, owner=cast.member)
    later, day = timedelta(days=30), TODAY + timedelta(days=30)
    (climb,) = climbs_of(found, day)
    assert (climb.wait.name, climb.names) == ("acceptance", "Station manager East")
    taken = accept_escalation(act(cast.owner, later=later), found, until=day + timedelta(days=200))
    assert (taken.owner, taken.due, taken.accepted_by) == (cast.owner, until, cast.leader)
    # What was promised counts all the same: nobody above is asked before that day.
    assert not any(climb.level for climb in climbs_of(taken, day + timedelta(days=200)))
    assert any(climb.level for climb in climbs_of(taken, day + timedelta(days=214)))
    with pytest.raises(Refused, match="beyond the appetite"):
        accept_risk(act(cast.owner, later=later), taken, until=day + timedelta(days=200), reason="Bear it")
    anew = accept_risk(act(cast.leader, later=later), taken, until=day + timedelta(days=5), reason="Five more")
    assert (anew.due, climbs_of(anew, day)) == (day + timedelta(days=5), [])


DEAR = {"often_low": 1.0, "often_high": 3.0, "loss_low": 500.0, "loss_high": 900.0}
CHEAP = DEAR | {"loss_low": 5.0, "loss_high": 9.0}


def test_what_it_may_cost_is_part_of_the_appetite(cast: Cast) -> None:
    bear(cast, (1_000.0, 0.1))
    found = risk(cast)
    assess_by_estimate(act(cast.owner), found, **DEAR)
    with pytest.raises(Refused, match="beyond the appetite"):
        accept_risk(act(cast.owner), found, until=SOON, reason="Bear it")
    assess_by_estimate(act(cast.owner), found, **CHEAP)
    assert accept_risk(act(cast.owner), found, until=SOON, reason="Bear it").state == "accepted"
    assess_by_estimate(act(cast.owner, later=MINUTE), found, **DEAR)
    assert (found.state, found.accepted_by) == ("open", None)


def test_what_is_rated_beyond_the_appetite_later_is_open_again_and_asks(cast: Cast) -> None:
    found = accept_risk(act(cast.owner), rated(cast, 1, 1), until=SOON, reason="Slight")
    assess_by_matrix(act(cast.owner), found, likelihood=2, impact=2)
    assert found.state == "accepted"
    assess_by_matrix(act(cast.owner, later=MINUTE), found, likelihood=5, impact=4)
    found.refresh_from_db()
    assert (found.state, found.accepted_by, found.due) == ("open", None, TODAY + timedelta(days=7))
    assert "“frequent, large”" in found.notes.get().text
    # Top management bears it as it is, and not as it may become.
    accept_risk(act(cast.leader), found, until=SOON, reason="Bear it")
    assess_by_matrix(act(cast.owner), found, likelihood=4, impact=4)
    assert found.state == "accepted"
    assess_by_matrix(act(cast.owner), found, likelihood=5, impact=5)
    assert found.state == "open"


def test_a_declined_warning_leads_back_to_no_acceptance_that_fell(cast: Cast) -> None:
    found = tripped(cast, accept_risk(act(cast.owner), rated(cast), until=SOON, reason="Slight"))
    assess_by_matrix(act(cast.owner), found, likelihood=5, impact=5)
    assert found.state == "tripped"
    decline_warning(act(cast.owner), found, reason="One bad week")
    assert (found.state, found.due) == ("open", TODAY + timedelta(days=7))


def test_a_smaller_appetite_asks_again_about_what_others_accepted(cast: Cast) -> None:
    found, other = rated(cast, 2, 3), rated(cast, 1, 1)
    for one in (found, other):
        accept_risk(act(cast.owner), one, until=SOON, reason="Slight")
    bear(cast, beyond=usual().beyond | {(often, bad) for often in range(2, 6) for bad in range(3, 6)})
    found.refresh_from_db()
    other.refresh_from_db()
    assert (found.state, other.state) == ("open", "accepted")
