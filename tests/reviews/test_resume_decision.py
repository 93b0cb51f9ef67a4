"""Taking back that a decision was carried out."""

import pytest

from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import carry_out_decision, resume_decision
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import decided, forecast, series_of


@pytest.mark.parametrize("forecasts", [True, False])
def test_it_is_asked_for_again(cast: Cast, forecasts: bool) -> None:
    decision = decided(cast, expect=forecast(series_of(cast)) if forecasts else None)
    carry_out_decision(act(cast.owner), decision, note="From 04:30.")
    resume_decision(act(cast.owner, why="The crew left again."), decision)
    found = Decision.objects.get()
    assert (found.state, found.ended, found.carried_on, found.carried_note) == ("running", False, None, "")
    latest = history_of(found)[0]
    assert (latest.name, latest.why) == ("decision.resumed", "The crew left again.")
    assert verify().whole


def test_not_without_a_reason(cast: Cast) -> None:
    decision = carry_out_decision(act(cast.owner), decided(cast))
    with pytest.raises(Refused) as refusal:
        resume_decision(act(cast.owner, why=" "), decision)
    assert refusal.value.field == "why"


def test_not_what_nobody_called_carried_out(cast: Cast) -> None:
    with pytest.raises(Refused):
        resume_decision(act(cast.owner, why="Not yet."), decided(cast))


@pytest.mark.parametrize("who", ["quality", "member", "auditor", "reader", "west_owner"])
def test_others_may_not(cast: Cast, who: str) -> None:
    decision = carry_out_decision(act(cast.owner), decided(cast))
    with pytest.raises(NotAllowed):
        resume_decision(act(cast.people[who], why="No."), decision)
