"""What the words only half tell is judged by people, in any language, from the page to the fix that never came."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pilothouse.improvement.models import Apart, Issue, Perhaps, Repeat
from pilothouse.improvement.operations import complete_action, name_recurrence, plan_action, say_same, tell_apart
from pilothouse.improvement.recurring import look_for_repeats
from pilothouse.organisation.models import Unit
from pilothouse.organisation.operations import tell_story
from pilothouse.records.models import Link
from pilothouse.trail.verify import verify
from pilothouse.web.improvement.views import repeats
from tests.cast import NOW, Cast, act
from tests.improvement.story import LATER
from tests.improvement.test_recurring import told
from tests.spc.told_again import LANGUAGES
from tests.spc.told_later import LATER as WRITTEN_LATER
from tests.trust.reading import Page
from tests.web.records.stage import SignedIn

SOON = NOW + timedelta(hours=1)
PAGE = "/improvement/repeats/"
# Pairs that are one trouble, and that words alone do not group; and what else is reported there.
MISSED = {
    "German": (LANGUAGES["German"].pairs[1], LANGUAGES["German"].others),
    "Finnish": (WRITTEN_LATER["Finnish"].pairs[1], WRITTEN_LATER["Finnish"].others[:2]),
}


@pytest.fixture(autouse=True)
def today(cast: Cast) -> None:
    """The organisation lives in its story's today, so that pages stand at the tests' present."""
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="Everything decided is invented.")


def reported(cast: Cast, unit: Unit, text: str) -> Issue:
    title, _point, details = text.partition(". ")
    return told(cast, unit, title[:200], details)


@pytest.fixture(params=MISSED)
def missed(cast: Cast, request: pytest.FixtureRequest) -> tuple[Issue, Issue]:
    """The same trouble at East and at West, told so that words alone do not find it; the worker has looked."""
    (one, other), rest = MISSED[request.param]
    east, west = reported(cast, cast.east, one), reported(cast, cast.west, other)
    for text in rest:
        reported(cast, cast.east, text)
    look_for_repeats(SOON)
    assert not Repeat.objects.exists(), "words alone find it: take a pair that they miss"
    return east, west


def pressed(client: Client, answer: str, page: str = PAGE) -> str:
    """The page after the first question on it was answered."""
    text = client.get(page).content.decode()
    form = next(one for one in Page(page, text).posts if one.address.endswith("/judge/"))
    return client.post(form.address, {**form.filled(), "answer": answer}, follow=True).content.decode()


def test_one_click_groups_the_pair_and_tells_what_never_reached_the_other(
    cast: Cast, signed_in: SignedIn, missed: tuple[Issue, Issue]
) -> None:
    east, west = missed
    action = plan_action(
        act(cast.owner), origin=east, title="Zweites Gerät", owner=cast.member, due=LATER, purpose="corrective"
    )
    complete_action(act(cast.member), action, done_on=NOW.date(), outcome="Da.")
    client = signed_in(cast.leader)
    text = client.get(PAGE).content.decode()
    assert "Perhaps the same" in text
    assert east.code in text
    assert west.code in text
    assert "Done in one place only" not in text
    text = pressed(client, "same")
    assert "are one trouble. The worker groups anew" in text
    assert "Perhaps the same" not in text, "it is not asked again while the worker is on its way"
    assert "Remove the link of" in text
    link = Link.objects.get()
    assert {link.record_id, link.other_id} == {east.pk, west.pk}
    assert look_for_repeats(SOON + timedelta(minutes=1)), "asked for: it does not wait for its usual time"
    text = client.get(PAGE).content.decode()
    assert "2 issues at EST, WST" in text
    assert f"never reached {cast.west.code}" in text
    assert "Perhaps the same" not in text
    assert "is something else" not in text, "what somebody linked is taken apart where the link is taken off"


def test_something_else_is_kept_not_asked_again_and_can_be_taken_back(
    cast: Cast, signed_in: SignedIn, missed: tuple[Issue, Issue]
) -> None:
    client = signed_in(cast.leader)
    text = pressed(client, "other")
    assert "is not the trouble of" in text
    assert "Perhaps the same" not in text
    look_for_repeats(SOON + timedelta(minutes=1))
    assert not Perhaps.objects.filter(issue=missed[0], other=missed[1]).exists()
    address = reverse("improvement:take_back_apart", args=[Apart.objects.get().pk])
    assert address in client.get(PAGE).content.decode()
    assert "Taken back." in client.post(address, follow=True).content.decode()
    assert not Apart.objects.exists()
    look_for_repeats(SOON + timedelta(minutes=2))
    assert "Perhaps the same" in client.get(PAGE).content.decode()
    assert client.post(address).status_code == 404


def test_who_sees_one_of_them_is_asked_nothing_and_can_answer_nothing(
    cast: Cast, signed_in: SignedIn, missed: tuple[Issue, Issue]
) -> None:
    codes = [one.code for one in missed]
    for person in (cast.owner, cast.west_owner):
        client = signed_in(person)
        assert "Perhaps the same" not in client.get(PAGE).content.decode()
        answer = client.post(f"{PAGE}judge/", {"among": codes, "issue": codes[0], "answer": "same"})
        assert answer.status_code == 404
    client = signed_in(cast.auditor)
    text = client.get(PAGE).content.decode()
    assert "Perhaps the same" in text
    assert "The same trouble" not in text, "who reads is not asked"
    for answer in ("same", "other"):
        data = {"among": codes, "issue": codes[1], "answer": answer}
        assert client.post(f"{PAGE}judge/", data).status_code == 404
    assert not Link.objects.exists()
    assert not Apart.objects.exists()


def test_the_page_of_an_issue_tells_what_it_was_told_from_and_the_way_back(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of what is too old to stand on the page of repeats."""
    one, two, there = (told(cast, unit, "Stairs jam") for unit in (cast.east, cast.east, cast.west))
    tell_apart(act(cast.quality), one, others=[two, there])
    monkeypatch.setattr(repeats, "JUDGED", 0)
    said = {other: Apart.objects.get(other=other) for other in (two, there)}
    ways = {other: reverse("improvement:take_back_apart", args=[said[other].pk]) for other in said}
    client = signed_in(cast.owner)
    assert ways[two] not in client.get(PAGE).content.decode()
    for issue, other in ((one, two), (two, one)):
        text = client.get(f"/{issue.code}/").content.decode()
        assert f"not the trouble of {other.code}, said by" in text
        assert ways[two] in text
        assert there.code not in text, "a unit that one does not see"
    assert f"not the trouble of {there.code}" in signed_in(cast.leader).get(f"/{one.code}/").content.decode()
    text = signed_in(cast.reader).get(f"/{one.code}/").content.decode()
    assert f"not the trouble of {two.code}" in text
    assert ways[two] not in text, "who reads takes nothing back"
    back = signed_in(cast.owner).post(ways[two], {"from": two.code})
    assert back.headers["Location"] == f"/{two.code}/"
    assert "not the trouble of" not in client.get(f"/{two.code}/").content.decode()
    assert signed_in(cast.leader).post(ways[there], {"from": "/example.org"}).headers["Location"] == PAGE
    assert verify().whole


@pytest.mark.parametrize("answer", ["same", "other"])
def test_what_was_said_of_two_is_told_to_who_sees_both(
    cast: Cast, signed_in: SignedIn, missed: tuple[Issue, Issue], answer: str
) -> None:
    """Before the worker has looked again, too."""
    pressed(signed_in(cast.leader), answer)
    for person, seen in ((cast.leader, True), (cast.owner, False), (cast.west_owner, False)):
        text = signed_in(person).get(PAGE).content.decode()
        assert ("Said by people" in text) == seen
        assert all(one.code in text for one in missed) == seen


def test_one_that_words_brought_into_a_group_is_taken_out_of_it(cast: Cast, signed_in: SignedIn) -> None:
    for unit in (cast.east, cast.west, cast.west):
        told(cast, unit, f"Only one tug for six gates at {unit.code}", "The second tug is in repair, aircraft wait.")
    look_for_repeats(SOON)
    client, last = signed_in(cast.leader), Issue.objects.latest("id")
    text = client.get(PAGE).content.decode()
    assert text.count(" is something else</span>") == 3
    codes = list(dict.fromkeys(each.partition('"')[0] for each in text.split('name="among" value="')[1:]))
    client.post(f"{PAGE}judge/", {"among": codes, "issue": last.code, "answer": "other"})
    assert Apart.objects.filter(other=last).count() == 2
    assert " is something else</span>" not in client.get(PAGE).content.decode(), "the worker is on its way"
    look_for_repeats(SOON + timedelta(minutes=1))
    assert set(Repeat.objects.values_list("issue_id", flat=True)) == set(
        Issue.objects.exclude(pk=last.pk).values_list("pk", flat=True)
    )
    assert not Perhaps.objects.exists(), "of a trouble from which it was told it is not asked again"


def test_what_people_tied_over_a_third_is_not_offered_to_be_told_apart(cast: Cast, signed_in: SignedIn) -> None:
    """Also where the third is at a unit that one does not see."""
    one, two = (told(cast, cast.east, title) for title in ("Stairs jam", "No ink"))
    third = told(cast, cast.west, "Crew bus late")
    for each in (one, two):
        say_same(act(cast.quality), each, other=third)
    look_for_repeats(SOON)
    client = signed_in(cast.owner)
    text = client.get(PAGE).content.decode()
    assert two.code in text
    assert "is something else" not in text
    data = {"among": [one.code, two.code], "issue": two.code, "answer": "other"}
    refused = client.post(f"{PAGE}judge/", data, follow=True).content.decode()
    assert "one trouble: that goes before this" in refused
    assert third.code not in text + refused
    assert not Apart.objects.exists()


def test_a_group_says_by_whose_word_it_is_one(cast: Cast, signed_in: SignedIn) -> None:
    one, two, three = (told(cast, cast.east, title) for title in ("Stairs jam", "Coffee is cold", "No ink"))
    name_recurrence(act(cast.quality), two, earlier=one)
    say_same(act(cast.quality), three, other=two)
    look_for_repeats(SOON)
    text = signed_in(cast.leader).get(PAGE).content.decode()
    assert f"{one.code}, come back" in text
    assert f"{three.code} and {two.code} are linked:" in text
    assert f"/{three.code}/unlink/{two.code}/" in text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"among": ["ISS-0001"], "issue": "ISS-0001", "answer": "same"},
        {"among": ["ISS-0001", "ISS-0099"], "issue": "ISS-0001", "answer": "same"},
        {"among": ["ISS-0001", "ISS-0002", "ISS-0003"], "issue": "ISS-0001", "answer": "same"},
        {"among": ["ISS-0001", "ISS-0001"], "issue": "ISS-0001", "answer": "other"},
        {"among": ["SIG-0001", "x"], "issue": "SIG-0001", "answer": "other"},
    ],
)
def test_what_nobody_could_have_clicked_is_not_found(cast: Cast, signed_in: SignedIn, data: dict[str, object]) -> None:
    for title in ("Stairs jam", "Coffee is cold", "No ink"):
        told(cast, cast.east, title)
    client = signed_in(cast.leader)
    assert client.post(f"{PAGE}judge/", data).status_code == 404
    assert client.get(f"{PAGE}judge/").status_code == 405


def test_at_triage_what_was_told_apart_is_not_shown_as_known(cast: Cast, signed_in: SignedIn) -> None:
    known = told(cast, cast.east, "Only one tug for six gates", "The second tug is in repair, aircraft wait.")
    client = signed_in(cast.leader)
    data = {"what": "Only one tug for six gates. Again.", "unit": cast.east.pk, "how_bad": "slight"}
    client.post("/improvement/report/", data)
    new = Issue.objects.latest("id")
    assert known.code in client.get(f"/{new.code}/triage/").content.decode()
    client.post(f"{PAGE}judge/", {"among": [known.code, new.code], "issue": new.code, "answer": "other"})
    assert "Reads like something known" not in client.get(f"/{new.code}/triage/").content.decode()
