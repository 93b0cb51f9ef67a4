"""What is asked for is reworded as long as nobody has answered."""

import pytest

from pilothouse.reviews.models import ResourceRequest
from pilothouse.reviews.operations import answer_request, change_request
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from tests.cast import Cast, act
from tests.reviews.story import asked

LESS = {"title": "Half a crew", "why": "Late tows start late mornings.", "people": 0.5}


def test_who_asked_asks_for_less(cast: Cast) -> None:
    change_request(act(cast.owner), asked(cast), **LESS)
    kept = ResourceRequest.objects.get()
    assert (kept.title, kept.amount, kept.people, kept.state) == ("Half a crew", None, 0.5, "asked")
    with pytest.raises(NotAllowed):
        change_request(act(cast.leader), kept, **LESS)
    with pytest.raises(Refused) as refusal:
        change_request(act(cast.owner), kept, **(LESS | {"people": None}))
    assert refusal.value.field == "amount"


def test_nobody_overwrites_the_other(cast: Cast) -> None:
    request = asked(cast)
    change_request(act(cast.owner), ResourceRequest.objects.get(), **LESS)
    with pytest.raises(Conflict):
        change_request(act(cast.owner), request, **LESS)


def test_what_is_answered_stays_as_it_was_asked(cast: Cast) -> None:
    request = answer_request(act(cast.leader), asked(cast), answer="grant", reason="It pays back")
    with pytest.raises(Refused, match="Ask anew"):
        change_request(act(cast.owner), request, **LESS)
