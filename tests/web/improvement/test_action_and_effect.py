"""The pages of an action and of its effect."""

from collections.abc import Callable

import pytest
from django.test import Client

from pilothouse.improvement.models import Action, Verification
from pilothouse.organisation.models import Person
from pilothouse.trail.verify import verify
from tests.cast import Cast
from tests.improvement.story import AFTER_BETTER, AFTER_SAME, CHANGE, LATER, line, opened, planned, watched

SignedIn = Callable[[Person], Client]


def test_done_watched_and_confirmed(cast: Cast, signed_in: SignedIn) -> None:
    action = planned(cast, series=line(cast))
    client = signed_in(cast.member)
    assert "before and after" in client.get(f"/{action.code}/").content.decode()
    client.post(f"/{action.code}/complete/", {"outcome": "Bought", "done_on": CHANGE, "points": 8})
    proof = Verification.objects.get()
    assert client.post(f"/{proof.code}/", {"verdict": "better", "reason": "I did it"}).status_code == 404
    judge = signed_in(cast.owner)
    page = judge.get(f"/{proof.code}/")
    text = page.content.decode()
    assert page.context["proposal"].verdict == "better"
    assert "70.3 % before, over 20 values; 80.4 % since" in text
    assert "<svg" in text
    assert judge.post(f"/{proof.code}/", {"verdict": "better", "reason": ""}).status_code == 422
    judge.post(f"/{proof.code}/", {"verdict": "better", "reason": "Ten points", "version": proof.version})
    action = Action.objects.get(pk=action.pk)
    assert action.state == "effective"
    told = judge.get(f"/{proof.code}/").content.decode()
    assert "+10.1 points (95 %: +8.7 to +11.5)" in told
    assert "+10.1 points" in judge.get(f"/{action.code}/").content.decode()
    assert verify().whole


def test_not_effective_reopens_the_action(cast: Cast, signed_in: SignedIn) -> None:
    proof = watched(cast, line(cast, AFTER_SAME))
    signed_in(cast.owner).post(f"/{proof.code}/", {"verdict": "no_change", "reason": "Flat", "due": LATER})
    action = Action.objects.get(pk=proof.origin_id)
    assert (action.state, action.due) == ("planned", LATER)


def test_too_early_offers_no_verdict_but_one(cast: Cast, signed_in: SignedIn) -> None:
    proof = watched(cast, line(cast, AFTER_BETTER[:3]))
    client = signed_in(cast.owner)
    text = client.get(f"/{proof.code}/").content.decode()
    assert "5 more values are needed; 3 of 8 are in." in text
    assert client.post(f"/{proof.code}/", {"verdict": "better", "reason": "Hope"}).status_code == 422
    assert Verification.objects.get().state == "waiting"


def test_the_smallest_effect_that_matters_is_stated_before_and_judges(cast: Cast, signed_in: SignedIn) -> None:
    issue, series = opened(cast), line(cast, tuple(value + 3.0 for value in AFTER_SAME))
    client = signed_in(cast.owner)
    given = {
        "title": "Buy a tow bar", "purpose": "corrective", "owner": cast.member.pk, "due": LATER, "series": series.pk
    }  # fmt: skip
    for smallest, words in (("-2", "is more than nothing"), ("0", "is more than nothing"), ("some", "as a number")):
        refused = client.post(f"/{issue.code}/plan/", {**given, "smallest": smallest})
        assert refused.status_code == 422
        assert words in refused.text
        assert f'value="{smallest}"' in refused.text
    without = client.post(f"/{issue.code}/plan/", {**given, "series": "", "smallest": "2"})
    assert "Say on which series the effect will show." in without.text
    client.post(f"/{issue.code}/plan/", {**given, "smallest": "8"})
    action = Action.objects.get()
    assert "8.0 points" in client.get(f"/{action.code}/").text
    assert 'value="8.0"' in client.get(f"/{action.code}/change/").text
    signed_in(cast.member).post(f"/{action.code}/complete/", {"outcome": "Bought", "done_on": CHANGE, "points": 8})
    proof = Verification.objects.get()
    assert proof.smallest == 8.0
    page = signed_in(cast.owner).get(f"/{proof.code}/")
    assert page.context["proposal"].verdict == "no_change"
    assert "Every change within this range is smaller than what would matter: 8.0 points." in page.text
    assert "less than 8.0 points would not matter" in client.get(f"/{issue.code}/thread/").text
    assert verify().whole


def test_without_any_value_after(cast: Cast, signed_in: SignedIn) -> None:
    proof = watched(cast, line(cast, ()))
    assert "0 of 8 are in" in signed_in(cast.owner).get(f"/{proof.code}/").content.decode()


def test_cancelled_and_changed(cast: Cast, signed_in: SignedIn) -> None:
    action = planned(cast)
    client = signed_in(cast.owner)
    client.post(f"/{action.code}/change/", {"title": "Buy two", "purpose": "improvement", "version": action.version})
    assert Action.objects.get().title == "Buy two"
    stale = client.post(f"/{action.code}/cancel/", {"reason": "Sold", "version": action.version})
    assert stale.status_code == 409
    client.post(f"/{action.code}/cancel/", {"reason": "Sold", "version": action.version + 1})
    assert Action.objects.get().state == "cancelled"


@pytest.mark.parametrize("verb", ["", "complete/", "change/", "cancel/"])
def test_not_there_for_others(cast: Cast, signed_in: SignedIn, verb: str) -> None:
    action = planned(cast, opened(cast))
    assert signed_in(cast.west_owner).get(f"/{action.code}/{verb}").status_code == 404
    if verb:
        assert signed_in(cast.reader).get(f"/{action.code}/{verb}").status_code == 404
