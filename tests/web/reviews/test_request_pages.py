"""Resource requests in the browser: asked, answered in a meeting, looked back at; the ledger."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import change_organisation
from pilothouse.reviews.models import AgendaItem, ResourceRequest
from pilothouse.reviews.operations import prepare_review
from tests.cast import EVENING, Cast, act
from tests.reviews.story import TODAY, asked, planned, series_of
from tests.web.reviews.stage import tell, text_of

SignIn = Callable[[Person], Client]
SOON = (TODAY + timedelta(days=30)).isoformat()


def test_nothing_asked_yet_teaches(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    assert "Nothing has been asked for" in text_of(signed_in(cast.owner), "/reviews/requests/")


def test_asked_answered_in_the_meeting_and_told(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    change_organisation(act(cast.leader), cast.organisation, name="Ålesund Airways", zone="Europe/Oslo", currency="nok")
    review = planned(cast)
    owner, leader = signed_in(cast.owner), signed_in(cast.leader)
    posted = {"title": "A spare crew", "why": "Late tows, says Zoë.", "amount": "40000", "due": SOON,
              "unit": str(cast.east.pk), "owner": str(cast.owner.pk)}  # fmt: skip
    assert owner.post("/reviews/requests/ask/", posted).headers["Location"] == "/REQ-0001/"
    assert "NOK 40\u202f000" in text_of(owner, "/REQ-0001/")
    assert "Grant, refuse or defer" in text_of(leader, "/my-work/")
    assert "Grant, refuse or defer" in text_of(leader, "/bridge/"), "whoever may decide is asked from its first day"
    prepare_review(act(cast.quality, later=EVENING), review)
    item = AgendaItem.objects.get(record__kind="request")
    form, back = f"/REQ-0001/answer/?review=REV-0001&item={item.pk}", f"/REV-0001/?item={item.pk}"
    assert f'href="{form}"' in text_of(leader, back).replace("&amp;", "&")
    assert f'href="{back}"' in text_of(leader, form), "the way back without an answer"
    answer = {"answer": "grant", "reason": "It pays back", "version": "1"}
    assert leader.post(form, answer).headers["Location"] == back
    text = text_of(owner, "/REQ-0001/")
    assert "It pays back" in text
    assert "Say what came of it" in text
    owner.post("/REQ-0001/outcome/", {"outcome": "Mornings begin on time.", "version": "2"})
    assert "Mornings begin on time." in text_of(owner, "/REQ-0001/")
    assert ResourceRequest.objects.get().ended


def test_it_is_changed_before_it_is_answered(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    series = series_of(cast)
    asked(cast, series=series)
    owner = signed_in(cast.owner)
    assert 'value="40000"' in text_of(owner, "/REQ-0001/change/")
    posted = {"title": "Half a crew", "why": "Late tows, says Zoë.", "people": "0.5", "series": series.pk}
    assert owner.post("/REQ-0001/change/", {**posted, "version": "9"}).status_code == 409
    assert owner.post("/REQ-0001/change/", {**posted, "version": "1"}).headers["Location"] == "/REQ-0001/"
    assert "0.5 people" in text_of(owner, "/REQ-0001/")
    assert ResourceRequest.objects.get().series_id == series.pk
    assert signed_in(cast.leader).get("/REQ-0001/change/").status_code == 404


@pytest.mark.parametrize(("people", "said"), [(1.0, "1 person"), (1.04, "1 person"), (0.5, "0.5 people"),
                                              (2.0, "2 people"), (10.0, "10 people")])  # fmt: skip
def test_one_person_is_no_people(cast: Cast, signed_in: SignIn, people: float, said: str) -> None:
    tell(cast)
    asked(cast, people=people)
    assert f"40\u202f000 and {said}<" in signed_in(cast.owner).get("/REQ-0001/").text


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    posted = {"title": "A spare crew", "why": "Late tows, says Zoë.", "due": SOON, "unit": str(cast.east.pk),
              "owner": str(cast.owner.pk)}  # fmt: skip
    response = signed_in(cast.owner).post("/reviews/requests/ask/", posted)
    assert response.status_code == 422
    assert "Say how much money, or how many people." in response.text
    assert "Late tows, says Zoë." in response.text


def test_who_may_not_see_or_answer_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    asked(cast)
    assert signed_in(cast.west_owner).get("/REQ-0001/").status_code == 404
    assert signed_in(cast.owner).get("/REQ-0001/answer/").status_code == 404
    assert signed_in(cast.leader).get("/REQ-0001/outcome/").status_code == 404


def test_the_ledger_filters_and_exports(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    asked(cast)
    client = signed_in(cast.owner)
    assert "REQ-0001" in text_of(client, "/reviews/requests/?state=asked&sort=-amount")
    assert "REQ-0001" not in text_of(client, "/reviews/requests/?state=refused")
    rows = b"".join(client.get("/reviews/requests/?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "A spare crew" in rows
    assert "40000" in rows
