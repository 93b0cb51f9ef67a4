"""Granting, refusing, deferring."""

from datetime import timedelta
from typing import Any

import pytest

from pilothouse.bridge.helm import helm
from pilothouse.bridge.my_work import my_work
from pilothouse.improvement.models import Action
from pilothouse.reviews.models import Beginning
from pilothouse.reviews.operations import PlannedAction, answer_request, cancel_review, prepare_review
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.reviews.story import TODAY, asked, planned

LATER = TODAY + timedelta(days=60)


def test_granted_in_a_review_with_what_is_done_with_it(cast: Cast) -> None:
    review = planned(cast)
    action = PlannedAction("Hire two", cast.member, LATER)
    answered = answer_request(
        act(cast.leader), asked(cast), answer="grant", reason="It pays back", review=review, action=action
    )
    assert (answered.state, answered.review, answered.answered_by_id) == ("granted", review, cast.leader.pk)
    assert answered.due == answered.first_due == TODAY + timedelta(days=91)  # looked back at after a quarter
    assert Beginning.objects.get().review == review
    assert Action.objects.get().origin_id == answered.pk
    assert verify().whole


def test_deferred_it_comes_back_on_its_day_and_not_before(cast: Cast) -> None:
    request = answer_request(act(cast.leader), asked(cast), answer="defer", reason="After the season", until=LATER)
    assert (request.state, request.due) == ("deferred", LATER)
    helms = [helm(cast.leader, NOW + timedelta(days=60 + late)) for late in (-1, 0, 1)]
    assert [[need.line.record.pk for need in one.needs] for one in helms] == [[], [request.pk], [request.pk]]
    assert not my_work(cast.leader, LATER - timedelta(days=1))
    assert [line.record.pk for line in my_work(cast.leader, LATER)] == [request.pk]
    assert not prepare_review(act(cast.quality), planned(cast))
    assert answer_request(act(cast.leader), request, answer="refuse", reason="No season after all").state == "refused"


def test_refused_its_owner_is_asked_what_came_of_it(cast: Cast) -> None:
    request = answer_request(act(cast.leader), asked(cast), answer="refuse", reason="No money", until=LATER)
    assert not my_work(cast.owner, LATER - timedelta(days=1))
    assert [line.record.pk for line in my_work(cast.owner, LATER)] == [request.pk]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer": "perhaps"}, "answer"),
        ({"reason": " "}, "reason"),
        ({"answer": "defer"}, "until"),
        ({"until": TODAY}, "until"),
        ({"answer": "refuse", "action": True}, "todo"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    request = asked(cast)
    given: dict[str, Any] = {"answer": "grant", "reason": "It pays back", **wrong}
    if given.get("action"):
        given["action"] = PlannedAction("Hire two", cast.member, LATER)
    with pytest.raises(Refused) as refusal:
        answer_request(act(cast.leader), request, **given)
    assert refusal.value.field == field


def test_only_who_may_decide_answers_and_only_once(cast: Cast) -> None:
    request = asked(cast)
    with pytest.raises(NotAllowed):
        answer_request(act(cast.quality), request, answer="grant", reason="Mine")
    answer_request(act(cast.leader), request, answer="grant", reason="It pays back")
    with pytest.raises(Refused):
        answer_request(act(cast.leader), request, answer="refuse", reason="After all")


def test_no_review_that_is_over_answers(cast: Cast) -> None:
    review = cancel_review(act(cast.quality, why="Storm"), planned(cast))
    with pytest.raises(Refused):
        answer_request(act(cast.leader), asked(cast), answer="grant", reason="It pays back", review=review)
