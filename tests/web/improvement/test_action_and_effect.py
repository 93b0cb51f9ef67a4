"""The pages of an action and of its effect."""

from collections.abc import Callable

import pytest
from django.test import Client

from pilothouse.improvement.models import Action, Verification
from pilothouse.improvement.operations import complete_action, plan_action, verify_effect
from pilothouse.measures.operations import open_series
from pilothouse.organisation.models import Person
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement import story
from tests.improvement.story import AFTER_BETTER, AFTER_SAME, BEFORE, CHANGE, LATER, line, opened, planned, watched

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


def _lent(cast: Cast, *, smallest: float | None = None) -> Action:
    """An action of the east on a series of the east, done by the manager of the west, who sees neither."""
    return plan_action(
        act(cast.leader), origin=opened(cast), title="Lend a tow bar", owner=cast.west_owner, due=LATER,
        purpose="corrective", series=line(cast), smallest=smallest,
    )  # fmt: skip


def test_who_does_it_reads_no_verdict_that_is_out_of_their_sight(cast: Cast, signed_in: SignedIn) -> None:
    action = _lent(cast, smallest=2.5)
    complete_action(act(cast.west_owner), action, outcome="Lent", done_on=CHANGE)
    proof = Verification.objects.get()
    verify_effect(act(cast.owner), proof, verdict="better", reason="The night shift of the east was let go.")
    doer = signed_in(cast.west_owner)
    assert doer.get(f"/{proof.code}/").status_code == 404
    page = doer.get(f"/{action.code}/")
    assert page.status_code == 200
    for secret in ("night shift", "+10.1", proof.code, "When it is done"):
        assert secret not in page.text
    assert "The night shift of the east" in signed_in(cast.owner).get(f"/{action.code}/").text


def test_rewording_keeps_a_series_that_is_out_of_sight(cast: Cast, signed_in: SignedIn) -> None:
    action = _lent(cast, smallest=2.5)
    doer = signed_in(cast.west_owner)
    form = doer.get(f"/{action.code}/change/")
    assert not {"series", "smallest"} & set(form.context["form"].fields)
    assert 'value="2.5"' not in form.text
    said = {"title": "Lend two tow bars", "purpose": "corrective", "details": "", "version": action.version}
    assert doer.post(f"/{action.code}/change/", said).status_code == 302
    changed = Action.objects.get()
    assert (changed.title, changed.series_id, changed.smallest) == ("Lend two tow bars", action.series_id, 2.5)
    seeing = signed_in(cast.owner)
    assert {"series", "smallest"} <= set(seeing.get(f"/{action.code}/change/").context["form"].fields)
    seeing.post(f"/{action.code}/change/", {**said, "version": changed.version, "series": "", "smallest": ""})
    assert Action.objects.get().series_id is None


def test_the_effect_page_keeps_what_matters_on_a_series_out_of_sight(cast: Cast, signed_in: SignedIn) -> None:
    far = open_series(act(cast.leader), line(cast).indicator, unit=cast.west)
    action = plan_action(
        act(cast.leader), origin=opened(cast), title="Lend a tow bar", owner=cast.member, due=LATER,
        purpose="corrective", series=far, smallest=2.5,
    )  # fmt: skip
    complete_action(act(cast.member), action, outcome="Lent", done_on=CHANGE)
    proof = Verification.objects.get()
    page = signed_in(cast.owner).get(f"/{proof.code}/")
    assert page.status_code == 200
    assert "of a unit that you do not see" in page.text
    assert "2.5 points" not in page.text
    assert "2.5 points" in signed_in(cast.leader).get(f"/{proof.code}/").text


@pytest.mark.parametrize(
    ("before", "after", "words", "never"),
    [
        (BEFORE[-4:], AFTER_BETTER, ("There are too few values before", "it lies between"), "within this range"),
        ((70,) * 20, (80,) * 8, ("nothing varied", "The numbers cannot tell."), "too few"),
        ((70,) * 4, (80,) * 8, ("There are too few values before", "The numbers cannot tell."), "nothing varied"),
        (BEFORE, tuple(value + 1 for value in AFTER_SAME), ("Both are within this range",), "too few"),
    ],
)
def test_it_says_why_the_numbers_cannot_tell(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, *,
    before: tuple[float, ...], after: tuple[float, ...], words: tuple[str, ...], never: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(story, "BEFORE", before)
    action = plan_action(
        act(cast.owner), origin=opened(cast), title="Buy a tow bar", owner=cast.member, due=LATER,
        purpose="corrective", series=line(cast, after), smallest=1.5,
    )  # fmt: skip
    complete_action(act(cast.member), action, outcome="Bought", done_on=CHANGE)
    page = signed_in(cast.owner).get(f"/{Verification.objects.get().code}/")
    told = " ".join(page.context["told"])
    assert page.context["proposal"].verdict == "cannot_be_told"
    for sentence in words:
        assert sentence in told
    assert never not in told


def test_a_small_smallest_effect_is_shown_as_it_was_given(cast: Cast, signed_in: SignedIn) -> None:
    action = plan_action(
        act(cast.owner), origin=opened(cast), title="Buy a tow bar", owner=cast.member, due=LATER,
        purpose="corrective", series=line(cast), smallest=0.04,
    )  # fmt: skip
    assert "0.04 points" in signed_in(cast.owner).get(f"/{action.code}/").text


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
