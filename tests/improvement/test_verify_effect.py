"""Did it work?"""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import verify_effect
from pilothouse.improvement.queries import propose_verdict
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import AFTER_BETTER, AFTER_SAME, AFTER_WORSE, LATER, TODAY, line, watched


@pytest.mark.parametrize(
    ("after", "verdict", "state"),
    [(AFTER_BETTER, "better", "effective"), (AFTER_SAME, "no_change", "planned"), (AFTER_WORSE, "worse", "planned")],
)
def test_the_numbers_propose_and_a_person_confirms(
    cast: Cast, after: tuple[float, ...], verdict: str, state: str
) -> None:
    proof = watched(cast, line(cast, after))
    assert propose_verdict(proof, TODAY).verdict == verdict
    verify_effect(act(cast.owner), proof, verdict=verdict, reason="As the chart shows.")
    proof.refresh_from_db()
    action = Action.objects.get(pk=proof.origin_id)
    assert (proof.state, proof.proposed, action.state) == (verdict, verdict, state)
    assert proof.low < proof.effect < proof.high
    assert action.ended == (state == "effective")
    assert (action.done_on is None) == (state == "planned")
    assert history_of(proof)[0].name == "effect.verified"
    assert verify().whole


def test_a_person_may_overrule_and_both_stay(cast: Cast) -> None:
    proof = watched(cast, line(cast))
    verify_effect(act(cast.owner), proof, verdict="cannot_be_told", reason="The timetable changed as well.")
    proof.refresh_from_db()
    assert (proof.state, proof.proposed) == ("cannot_be_told", "better")
    assert Action.objects.get(pk=proof.origin_id).state == "ended"


def test_a_reopened_action_gets_its_next_date(cast: Cast) -> None:
    proof = watched(cast, line(cast, AFTER_SAME))
    verify_effect(act(cast.owner), proof, verdict="no_change", reason="Flat.", due=LATER + timedelta(days=7))
    assert Action.objects.get(pk=proof.origin_id).due == LATER + timedelta(days=7)


def test_too_early_is_too_early(cast: Cast) -> None:
    proof = watched(cast, line(cast, AFTER_BETTER[:3]))
    assert not propose_verdict(proof, TODAY).ready
    with pytest.raises(Refused) as refusal:
        verify_effect(act(cast.owner), proof, verdict="better", reason="Looks good.")
    assert refusal.value.field == "verdict"
    assert propose_verdict(proof, TODAY + timedelta(days=365)).verdict == "cannot_be_told"


def test_refused_by_rule(cast: Cast) -> None:
    proof = watched(cast, line(cast))
    with pytest.raises(Refused):
        verify_effect(act(cast.owner), proof, verdict="better", reason=" ")
    with pytest.raises(Refused):
        verify_effect(act(cast.owner), proof, verdict="marvellous", reason="Yes")


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        verify_effect(act(cast.member), watched(cast, line(cast)), verdict="better", reason="I did it.")
