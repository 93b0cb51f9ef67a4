"""The page of an issue, and what can be done from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.models import Action, Cause, Foreseen, Issue
from pilothouse.improvement.operations import change_issue, name_cause, name_risk
from pilothouse.measures.operations import end_series, open_series
from pilothouse.organisation.models import Person
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import CHANGE, LATER, line, opened, planned, reported, watched
from tests.risks.story import risk

SignedIn = Callable[[Person], Client]


def test_it_shows_the_whole_case(cast: Cast, signed_in: SignedIn) -> None:
    issue = opened(cast)
    top = name_cause(act(cast.owner), issue, text="The pin sheared")
    name_cause(act(cast.owner), issue, text="Nobody inspects", parent=top, root=True, evidence="Roster")
    watched(cast, line(cast), issue)
    text = signed_in(cast.owner).get(f"/{issue.code}/").content.decode()
    for words in ("The pin sheared", "root cause", "Corrective actions", "Effect to verify", "Before it can close"):
        assert words in text


def test_it_is_not_there_for_others(cast: Cast, signed_in: SignedIn) -> None:
    issue = opened(cast)
    assert signed_in(cast.west_owner).get(f"/{issue.code}/").status_code == 404
    assert signed_in(cast.quality).get("/ISS-9999/").status_code == 404


@pytest.mark.parametrize("verb", ["triage", "decline", "change", "contain", "close", "recurrence", "why", "plan"])
def test_a_reader_finds_no_form(cast: Cast, signed_in: SignedIn, verb: str) -> None:
    issue = opened(cast)
    client = signed_in(cast.reader)
    assert client.get(f"/{issue.code}/").status_code == 200
    assert client.get(f"/{issue.code}/{verb}/").status_code == 404
    assert client.post(f"/{issue.code}/{verb}/", {"reason": "No"}).status_code == 404


def test_triage_and_on_to_the_next(cast: Cast, signed_in: SignedIn) -> None:
    first, second = reported(cast), reported(cast)
    client = signed_in(cast.quality)
    page = client.get(f"/{first.code}/triage/")
    assert page.status_code == 200
    sent = {"owner": cast.owner.pk, "due": LATER, "severity": "grave", "nature": "incident", "version": first.version}
    response = client.post(f"/{first.code}/triage/", {**sent, "then": "next"})
    assert response.headers["Location"] == f"/{second.code}/triage/"
    first.refresh_from_db()
    assert (first.state, first.owner, first.severity) == ("open", cast.owner, "grave")
    assert verify().whole


def test_two_people_at_once(cast: Cast, signed_in: SignedIn) -> None:
    issue = reported(cast)
    client = signed_in(cast.quality)
    sent = {"owner": cast.owner.pk, "due": LATER, "severity": "grave", "nature": "incident", "version": issue.version}
    client.post(f"/{issue.code}/triage/", sent)
    change = {"title": "Other words", "severity": "slight", "nature": "idea", "version": issue.version}
    assert client.post(f"/{issue.code}/change/", change).status_code == 409


def test_declined_because_it_is_known(cast: Cast, signed_in: SignedIn) -> None:
    known, issue = opened(cast), reported(cast)
    client = signed_in(cast.quality)
    wrong = client.post(f"/{issue.code}/decline/", {"same_as": "ISS-0999"})
    assert "There is no issue with this number." in wrong.content.decode()
    client.post(f"/{issue.code}/decline/", {"same_as": known.code.lower()})
    issue.refresh_from_db()
    assert issue.state == "declined"
    assert known.code in client.get(f"/{issue.code}/").content.decode()


def test_five_whys_in_the_browser(cast: Cast, signed_in: SignedIn) -> None:
    issue = opened(cast)
    client = signed_in(cast.owner)
    answer = {"text": "The pin sheared", "method": "five_whys"}
    client.post(f"/{issue.code}/why/", answer)
    top = Cause.objects.get()
    page = client.get(f"/{issue.code}/why/?below={top.pk}")
    assert "The pin sheared" in page.content.decode()
    client.post(f"/{issue.code}/why/", {**answer, "text": "No inspection", "parent": top.pk, "root": "on"})
    below = Cause.objects.get(parent=top)
    assert below.root
    client.post(f"/{issue.code}/why/{below.pk}/", {**answer, "text": "Not inspected", "version": below.version})
    below.refresh_from_db()
    assert (below.text, below.root) == ("Not inspected", False)
    assert client.post(f"/{issue.code}/why/{top.pk}/withdraw/", {}).status_code == 422, "others explain it"
    client.post(f"/{issue.code}/why/{below.pk}/withdraw/", {})
    assert Cause.objects.count() == 1
    elsewhere = opened(cast)
    assert client.get(f"/{elsewhere.code}/why/{top.pk}/").status_code == 404
    assert verify().whole


def test_closing_says_what_is_in_the_way(cast: Cast, signed_in: SignedIn) -> None:
    issue = opened(cast)
    client = signed_in(cast.owner)
    given = {"lesson": "Inspect.", "choice": "unknown"}
    refused = client.post(f"/{issue.code}/close/", given)
    assert "Name the root cause first" in refused.content.decode()
    assert "Inspect." in refused.content.decode(), "what was typed is still there"
    name_cause(act(cast.owner), issue, text="No inspection", root=True)
    client.post(f"/{issue.code}/close/", given)
    issue.refresh_from_db()
    assert (issue.state, issue.foreseen.unknown) == ("closed", True)
    client.post(f"/{issue.code}/reopen/", {"reason": "Again", "owner": cast.owner.pk, "due": LATER})
    issue.refresh_from_db()
    assert (issue.state, issue.due) == ("open", LATER)


def test_closing_asks_whether_what_is_serious_was_foreseen(cast: Cast, signed_in: SignedIn) -> None:
    seen = risk(cast, title="Broken tow bars at the gates")
    hidden = risk(cast, by=act(cast.leader), unit=cast.west, owner=cast.west_owner, title="Tow bar broken at a gate")
    issue, slight, client = opened(cast), opened(cast, severity="slight"), signed_in(cast.owner)
    name_cause(act(cast.owner), issue, text="No inspection", root=True)
    address = f"/{issue.code}/close/"
    page = client.get(address).content.decode()
    assert seen.code in page, "likely risks are proposed"
    assert hidden.code not in page
    assert "checked" not in page, "nothing is answered beforehand"
    assert "Was it foreseen?" not in client.get(f"/{slight.code}/close/").content.decode()
    silent = client.post(address, {"lesson": "Inspect."})
    assert (silent.status_code, "Inspect." in silent.content.decode()) == (422, True)
    wrong = client.post(address, {"lesson": "Inspect.", "choice": "other", "number": hidden.code})
    assert "There is no risk with this number." in wrong.content.decode()
    name_risk(act(cast.leader), issue, risk=hidden)
    told = client.get(address).content.decode()
    assert ("as said before: a risk of another unit" in told, hidden.title in told) == (True, False)
    issue.refresh_from_db()
    given = {"lesson": "Inspect.", "choice": "kept", "version": issue.version}
    assert client.post(address, given).status_code == 302
    assert Foreseen.objects.get(issue=issue).risk == hidden, "what was said stays"
    page = client.get(f"/{issue.code}/foreseen/").content.decode()
    assert ("Said so far:" in page, "Take it back" in page) == (True, False), "closed with an answer"
    given = {"choice": seen.code, "version": Issue.objects.get(pk=issue.pk).version}
    assert client.post(f"/{issue.code}/foreseen/", given).status_code == 302
    assert Foreseen.objects.get(issue=issue).risk == seen


def test_contained_changed_and_come_back(cast: Cast, signed_in: SignedIn) -> None:
    before, issue = opened(cast), opened(cast)
    client = signed_in(cast.owner)
    client.post(f"/{issue.code}/contain/", {"containment": "Gate closed"})
    client.post(f"/{issue.code}/recurrence/", {"earlier": before.code})
    series = line(cast)
    client.post(
        f"/{issue.code}/change/",
        {"title": "Bars fail", "severity": "slight", "nature": "incident", "series": series.pk},
    )
    issue.refresh_from_db()
    assert (issue.containment, issue.recurrence_of, issue.series) == ("Gate closed", before, series)
    assert "did not hold" in client.get(f"/{before.code}/").content.decode()
    assert "<svg" in client.get(f"/{issue.code}/").content.decode()


def test_a_change_keeps_what_is_out_of_sight(cast: Cast, signed_in: SignedIn) -> None:
    far = open_series(act(cast.leader), line(cast).indicator, unit=cast.west)
    said = {"title": "Bars fail", "details": "", "severity": "grave", "nature": "incident"}
    issue = change_issue(act(cast.leader), opened(cast), **said, series=far)
    client = signed_in(cast.owner)
    assert "series" not in client.get(f"/{issue.code}/change/").context["form"].fields
    said |= {"title": "Tow bars fail", "version": issue.version}
    assert client.post(f"/{issue.code}/change/", said).status_code == 302
    issue.refresh_from_db()
    assert (issue.title, issue.series_id) == ("Tow bars fail", far.pk)


def test_a_change_keeps_the_series_that_has_ended(cast: Cast, signed_in: SignedIn) -> None:
    series = line(cast)
    issue = change_issue(
        act(cast.owner), opened(cast), title="T", details="", severity="slight", nature="idea", series=series
    )
    end_series(act(cast.leader), series, on=CHANGE)
    form = signed_in(cast.owner).get(f"/{issue.code}/change/").context["form"]
    assert series in form.fields["series"].queryset


def test_an_action_is_planned_from_it(cast: Cast, signed_in: SignedIn) -> None:
    issue = opened(cast)
    client = signed_in(cast.owner)
    sent = {"title": "Buy a bar", "purpose": "correction", "owner": cast.member.pk, "due": LATER}
    late = client.post(f"/{issue.code}/plan/", {**sent, "due": LATER - timedelta(days=60)})
    assert "This day has passed" in late.content.decode()
    client.post(f"/{issue.code}/plan/", sent)
    assert Action.objects.get().origin_id == issue.pk


def test_the_number_of_queries_does_not_grow(cast: Cast, signed_in: SignedIn) -> None:
    issue = opened(cast)
    client = signed_in(cast.owner)
    series = line(cast)
    watched(cast, series, issue)
    name_cause(act(cast.owner), issue, text="Because")
    client.get(f"/{issue.code}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/{issue.code}/")
    for _ in range(4):
        planned(cast, issue)
        watched(cast, series, issue)
        name_cause(act(cast.owner), issue, text="Because")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/{issue.code}/")
    assert len(many) == len(few), [query["sql"][:90] for query in many]
    assert len(few) <= 10, [query["sql"][:90] for query in few]
