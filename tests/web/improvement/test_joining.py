"""Signals that join an open issue, one issue for several, and the way back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import change_issue, close_issue, join_signals, open_issue
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import explain_signal
from pilothouse.organisation.models import Person
from pilothouse.records.models import Link
from pilothouse.records.operations import hand_over
from pilothouse.trail.models import Entry
from tests.bridge.stage import indicator
from tests.bridge.stage import line as fallen_line
from tests.cast import Cast, act
from tests.improvement.story import LATER, opened
from tests.improvement.test_join_signals import an_issue, two_signals

SignedIn = Callable[[Person], Client]


def picked(*signals: Signal) -> str:
    return "&".join(f"signal={signal.code}" for signal in signals)


def sure(issue: Issue, *signals: Signal, **more: str) -> dict[str, object]:
    """What the form that says yes carries."""
    at = [f"{record.code}.{record.version}" for record in (issue, *signals)]
    return {"signal": [signal.code for signal in signals], "issue": issue.code, "at": at, **more}


def test_the_signal_offers_to_join_and_the_chooser_says_why(cast: Cast, signed_in: SignedIn) -> None:
    east, west = two_signals(cast)
    kin = open_issue(act(cast.leader), origin=west, title="Late birds", owner=cast.leader, due=LATER, severity="slight")
    other = an_issue(cast)
    client = signed_in(cast.leader)
    assert f'href="/signals/join/?signal={east.code}"' in client.get(f"/{east.code}/").content.decode()
    text = client.get(f"/signals/join/?{picked(east)}").content.decode()
    assert "answers signals that began in the same week · the same indicator" in text
    assert f"issue={kin.code}" in text
    assert f"issue={other.code}" not in text
    found = client.get(f"/signals/join/?{picked(east)}&q=rain").content.decode()
    assert f"issue={other.code}" in found
    assert "No open issue holds “hail”." in client.get(f"/signals/join/?{picked(east)}&q=hail").content.decode()


def test_several_join_at_once_after_a_page_that_says_what_happens(cast: Cast, signed_in: SignedIn) -> None:
    issue, signals = an_issue(cast), two_signals(cast)
    client = signed_in(cast.leader)
    text = client.get(f"/signals/join/?{picked(*signals)}&issue={issue.code}").content.decode()
    assert "The 2 signals are answered by" in text
    assert all(value in text for value in sure(issue, *signals)["at"])  # type: ignore[attr-defined]
    response = client.post("/signals/join/", sure(issue, *signals, reason="Same rain"), follow=True)
    assert response.redirect_chain == [(f"/{issue.code}/", 302)]
    assert "2 signals joined" in response.content.decode()
    assert set(Link.objects.values_list("reason", flat=True)) == {"Same rain"}
    page = client.get(f"/{signals[0].code}/").content.decode()
    assert "It joined an open issue:" in page
    assert "Take it out again" in page


def test_one_new_issue_for_all_of_them(cast: Cast, signed_in: SignedIn) -> None:
    signals, client = two_signals(cast), signed_in(cast.leader)
    text = client.get(f"/signals/issue/?{picked(*signals)}").content.decode()
    assert "Departures on time at EST, WST together" in text
    assert f'<option value="{cast.office.pk}" selected>' in text, "the unit above both"
    assert f'<option value="{cast.owner.pk}" selected>' in text, "who answers for the indicator"
    given = {
        "signal": [signal.code for signal in signals], "title": "Fog everywhere", "unit": cast.office.pk,
        "owner": cast.leader.pk, "severity": "slight", "due": "",
    }  # fmt: skip
    refused = client.post("/signals/issue/", given)
    assert refused.status_code == 422
    assert "Fog everywhere" in refused.content.decode()
    client.post("/signals/issue/", given | {"due": LATER.isoformat()})
    issue = Issue.objects.get()
    assert (issue.unit, issue.title) == (cast.office, "Fog everywhere")
    assert set(Signal.objects.values_list("state", flat=True)) == {"answered"}


def test_the_weeks_page_picks_what_the_person_may_answer(cast: Cast, signed_in: SignedIn) -> None:
    east, west = two_signals(cast)
    explain_signal(act(cast.leader), west, explanation="Fog")
    text = signed_in(cast.leader).get("/signals/together/").content.decode()
    assert f'value="{east.code}"' in text
    assert f'value="{west.code}"' in text, "what is raised for all of them is tied to it"
    assert "1 signal asks Station manager East for an answer" in text
    for words in ('formaction="/signals/issue/"', "Join an open issue", "is tied to those that have their answer"):
        assert words in text
    assert 'name="signal"' not in signed_in(cast.auditor).get("/signals/together/").content.decode()


def test_what_all_units_have_explained_alone_still_becomes_one_issue(cast: Cast, signed_in: SignedIn) -> None:
    (east, west), client = two_signals(cast), signed_in(cast.leader)
    given = sure(opened(cast), east, west) | {
        "title": "Fog everywhere", "unit": cast.office.pk, "owner": cast.leader.pk, "severity": "slight",
        "due": LATER.isoformat(),
    }  # fmt: skip
    for signal in (east, west):
        explain_signal(act(cast.leader), signal, explanation="Fog here")
    page = client.get("/signals/together/").content.decode()
    assert ("Join an open issue" in page, "Open one issue for them" in page) == (False, True)
    late = client.post("/signals/issue/", given)
    text = late.content.decode()
    assert (late.status_code, "Fog everywhere" in text, "this will be tied to them" in text) == (409, True, True)
    assert text.count('name="tied"') == 2
    tied = given | {"signal": [], "tied": [east.code, west.code]}
    told = client.post("/signals/issue/", tied, follow=True).content.decode()
    assert "is open. It is tied to 2 that are answered elsewhere." in told
    issue = Issue.objects.get(title="Fog everywhere")
    assert {issue.origin_id, *issue.links.values_list("other_id", flat=True)} == {east.pk, west.pk}
    assert set(Signal.objects.values_list("state", "explanation")) == {("explained", "Fog here")}
    assert "Fog everywhere" in client.get("/signals/together/").content.decode()


@pytest.mark.parametrize("who", ["west_owner", "auditor", "reader", "member"])
@pytest.mark.parametrize("place", ["/signals/join/", "/signals/issue/"])
def test_whom_it_is_not_to_answer_finds_nothing(cast: Cast, signed_in: SignedIn, who: str, place: str) -> None:
    issue, (east, _west) = an_issue(cast), two_signals(cast)
    before = Entry.objects.count()
    client = signed_in(cast.people[who])
    assert client.get(f"{place}?{picked(east)}").status_code == 404
    assert client.post(place, sure(issue, east)).status_code == 404
    assert Entry.objects.count() == before


@pytest.mark.parametrize("codes", ["signal=SIG-9999", "signal=ISS-0001", "signal=x", "signal=SIG-0001&signal=SIG-9999"])
def test_what_is_no_signal_is_not_found(cast: Cast, signed_in: SignedIn, codes: str) -> None:
    two_signals(cast)
    assert signed_in(cast.leader).get(f"/signals/join/?{codes}").status_code == 404


def test_an_issue_out_of_sight_is_neither_offered_nor_joined(cast: Cast, signed_in: SignedIn) -> None:
    east, west = two_signals(cast)
    hidden = open_issue(
        act(cast.leader), origin=west, title="Secret rain", owner=cast.west_owner, due=LATER, severity="slight"
    )
    client = signed_in(cast.owner)
    assert "Secret" not in client.get(f"/signals/join/?{picked(east)}&q=secret").content.decode()
    assert client.get(f"/signals/join/?{picked(east)}&issue={hidden.code}").status_code == 404
    assert client.post("/signals/join/", sure(hidden, east)).status_code == 404
    assert Signal.objects.get(pk=east.pk).state == "open"


def test_with_none_picked_it_says_what_to_do(cast: Cast, signed_in: SignedIn) -> None:
    for place in ("/signals/join/", "/signals/issue/"):
        assert "No signal is picked that waits" in signed_in(cast.leader).get(place).content.decode()


def test_what_moved_in_the_meantime_is_told_and_nothing_written(cast: Cast, signed_in: SignedIn) -> None:
    issue, (east, west) = an_issue(cast), two_signals(cast)
    client, stale = signed_in(cast.leader), sure(issue, east, west, reason="Same rain")
    hand_over(act(cast.quality), west, owner=cast.quality)
    before = Entry.objects.count()
    response = client.post("/signals/join/", stale)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Quality manager handed it over" in text
    assert "Same rain" in text
    assert Entry.objects.count() == before
    change_issue(act(cast.quality), issue, title="Hail", details="", severity="slight", nature="nonconformity")
    assert (
        "Quality manager changed it" in client.post("/signals/join/", sure(an_issue_as(issue), east)).content.decode()
    )
    again = sure(Issue.objects.get(pk=issue.pk), *Signal.objects.all(), reason="Same rain")
    assert client.post("/signals/join/", again).status_code == 302


def an_issue_as(issue: Issue) -> Issue:
    """The issue one version ago."""
    issue.version -= 1
    return issue


def test_a_new_issue_for_signals_that_moved_keeps_what_was_typed(cast: Cast, signed_in: SignedIn) -> None:
    east, west = two_signals(cast)
    given = sure(opened(cast), east, west) | {
        "title": "Fog everywhere", "unit": cast.office.pk, "owner": cast.leader.pk, "severity": "slight",
        "due": LATER.isoformat(),
    }  # fmt: skip
    hand_over(act(cast.quality), west, owner=cast.quality)
    response = signed_in(cast.leader).post("/signals/issue/", given)
    assert response.status_code == 409
    assert "Fog everywhere" in response.content.decode()
    assert not Issue.objects.filter(title="Fog everywhere").exists()


def test_one_answered_in_the_meantime_stops_all_and_is_left_out_next(cast: Cast, signed_in: SignedIn) -> None:
    issue, (east, west) = an_issue(cast), two_signals(cast)
    stale = sure(issue, east, west)
    explain_signal(act(cast.quality), west, explanation="Fog")
    client = signed_in(cast.leader)
    response = client.post("/signals/join/", stale)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Answered already, and left out" in text
    assert Signal.objects.get(pk=east.pk).state == "open"
    close_issue(act(cast.owner), issue, lesson="Umbrellas")
    response = client.post("/signals/join/", sure(Issue.objects.get(pk=issue.pk), east))
    assert response.status_code == 422
    assert "has ended" in response.content.decode()


def test_taking_it_out_again(cast: Cast, signed_in: SignedIn) -> None:
    issue, (east, _west) = an_issue(cast), two_signals(cast)
    client, place = signed_in(cast.owner), f"/{east.code}/release/"
    assert client.get(place).status_code == 404
    join_signals(act(cast.owner), issue, signals=[east])
    assert signed_in(cast.member).get(place).status_code == 404, "who may not answer it asks for no answer either"
    assert signed_in(cast.west_owner).get(place).status_code == 404
    assert client.post(place, {"reason": "", "version": east.version}).status_code == 422
    assert Signal.objects.get(pk=east.pk).state == "answered"
    response = client.post(place, {"reason": "Another trouble", "version": east.version}, follow=True)
    assert "Explain" in response.content.decode()
    assert Signal.objects.get(pk=east.pk).state == "open"
    close_issue(act(cast.owner, later=timedelta(hours=1)), Issue.objects.get(pk=issue.pk), lesson="Umbrellas")


def test_the_chooser_asks_as_often_for_many(cast: Cast, signed_in: SignedIn) -> None:
    east, west = two_signals(cast)
    client = signed_in(cast.leader)

    def asked() -> list[int]:
        found = []
        for place in ("/signals/join/", "/signals/issue/"):
            codes = picked(*Signal.objects.filter(ended_at=None))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{place}?{codes}&q=Late").status_code == 200
            found.append(len(queries))
        return found

    open_issue(act(cast.leader), origin=west, title="Late 0", owner=cast.leader, due=LATER, severity="slight")
    few = asked()
    measured = indicator(cast, "Bags on time")
    for unit in (cast.east, cast.west, cast.office):
        fallen_line(cast, measured, unit)
    for turn in range(1, 9):
        open_issue(act(cast.leader), origin=Issue.objects.earliest("id"), title=f"Late {turn}", owner=cast.owner,
                   due=LATER, severity="slight", series=east.series, unit=cast.east)  # fmt: skip
    assert asked() == few
