"""Asking for money or people."""

from datetime import timedelta
from typing import Any

import pytest

from pilothouse.bridge.my_work import my_work
from pilothouse.improvement.operations import report_problem
from pilothouse.reviews.models import ResourceRequest
from pilothouse.reviews.operations import prepare_review
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import Cast, act
from tests.reviews.story import TODAY, asked, planned


def test_a_request_says_how_much_and_what_for(cast: Cast) -> None:
    request = asked(cast)
    assert request.code == "REQ-0001"
    assert (request.state, request.amount, request.people) == ("asked", 40_000, 2.5)
    assert Entry.objects.filter(name="request.made", key=request.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": None, "people": None}, "amount"),
        ({"amount": 0}, "amount"),
        ({"people": -1.0}, "people"),
        ({"people": float("nan")}, "people"),
        ({"why": " "}, "why"),
        ({"due": TODAY - timedelta(days=1)}, "due"),
    ],
)
def test_what_does_not_hold_is_refused(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        asked(cast, **wrong)
    assert refusal.value.field == field
    assert not ResourceRequest.objects.exists()


def test_who_may_not_improve_there_may_not_ask_there(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        asked(cast, unit=cast.west)


def test_nothing_foreign_is_tied_to_it(cast: Cast) -> None:
    foreign = report_problem(act(cast.west_owner), unit=cast.west, title="Elsewhere", severity="slight")
    with pytest.raises(Refused):
        asked(cast, about=foreign)


def test_it_stands_in_the_work_of_who_may_decide_and_on_the_agenda(cast: Cast) -> None:
    request = asked(cast)
    assert [line.record.pk for line in my_work(cast.leader, TODAY)] == [request.pk]
    assert not my_work(cast.quality, TODAY)
    assert not my_work(cast.owner, TODAY)
    review = planned(cast)
    (item,) = prepare_review(act(cast.quality), review)
    assert (item.record_id, item.reason) == (request.pk, "asked for, needed by 1 Apr 2026")
