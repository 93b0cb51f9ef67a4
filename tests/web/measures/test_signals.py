"""Signals: the list, the page, and the three answers."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from pilothouse.improvement.models import Issue
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.operations import set_baseline
from pilothouse.organisation.models import Person
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of, signal_of_a_rule, week
from tests.web.measures.pages import queries, words

WAYS = {"/{code}/explain/", "/{code}/issue/", "/signals/join/?signal={code}", "/{code}/rebase/"}


def test_the_list_begins_with_what_waits(changed: Series, signal: Signal, owner: Client, stranger: Client) -> None:
    text = words(owner.get("/signals/"))
    assert signal.title in text
    assert "unanswered" in text
    assert "Station manager East" in text
    assert signal.title not in words(stranger.get("/signals/"))
    owner.post(f"/{signal.code}/explain/", {"explain-explanation": "Fog"})
    assert signal.title not in words(owner.get("/signals/"))
    assert signal.title in words(owner.get("/signals/?state=explained"))
    assert signal.title not in words(owner.get("/signals/?state=all&better=True"))


def test_a_file_of_them_holds_no_column_that_is_only_drawn(signal: Signal, owner: Client) -> None:
    text = b"".join(owner.get("/signals/?format=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    heads, first = text.splitlines()[:2]
    assert heads.startswith("Number,What changed,Began,Strength")
    assert first.startswith(signal.code)
    assert heads.endswith("Data trust,Why this trust")
    assert re.search(r",[A-D],", first)
    for address in ("/signals/", f"/{signal.code}/"):
        assert 'class="trust"' in owner.get(address).content.decode(), address


def test_the_page_says_what_changed_and_who_answers(signal: Signal, owner: Client) -> None:
    text = words(owner.get(f"/{signal.code}/"))
    for expected in (
        "Lower in week 6: 40.0 %",
        "where 50.2 % was usual",
        "Began week 6",
        "sigma",
        "Station manager East",
        "9 Mar",
        "Explain",
    ):
        assert expected in text
    assert "It would happen by chance " in text


def test_a_signal_of_the_run_rules_keeps_what_it_said(signal: Signal, cast: Cast, owner: Client) -> None:
    old = signal_of_a_rule(act(cast.leader), series=signal.series, rule=4)
    assert "Eight values in a row lie on the same side of the mean." in words(owner.get(f"/{old.code}/"))


def test_its_chart_and_headline_stay_about_it_whatever_came_later(cast: Cast, signal: Signal, owner: Client) -> None:
    before = owner.get(f"/{signal.code}/").content.decode()
    later = act(cast.quality, later=timedelta(days=1))
    set_baseline(later, signal.series, first=week(44), last=week(59), reason="The new timetable")
    page = owner.get(f"/{signal.code}/").content.decode()
    assert page.count('class="pbc-own"') == before.count('class="pbc-own"') > 0
    assert page.count("pbc-baseline") == before.count("pbc-baseline"), "the limits are those of its day"
    assert "Lower in week 6: 40.0" in page
    assert f"This chart is about the signal {signal.code}" in page
    assert f"{signal.code} at week 6" in page, "the summary for readers says it too"
    assert "pbc-own" not in owner.get(f"/series/{signal.series_id}/").content.decode()


def test_explaining_answers_it(signal: Signal, owner: Client) -> None:
    empty = owner.post(f"/{signal.code}/explain/", {"explain-explanation": ""})
    assert empty.status_code == 422
    response = owner.post(f"/{signal.code}/explain/", {"explain-explanation": "Runway closed for repair"}, follow=True)
    assert "Runway closed for repair" in words(response)
    signal.refresh_from_db()
    assert (signal.state, signal.ended) == ("explained", True)
    assert verify().whole


def test_an_answered_signal_cannot_be_answered_again(signal: Signal, owner: Client) -> None:
    owner.post(f"/{signal.code}/explain/", {"explain-explanation": "Fog"})
    response = owner.post(f"/{signal.code}/explain/", {"explain-explanation": "Snow"})
    assert response.status_code == 422
    signal.refresh_from_db()
    assert signal.explanation == "Fog"


def test_opening_an_issue_answers_it_and_leads_there(cast: Cast, signal: Signal, owner: Client) -> None:
    assert signal.title in owner.get(f"/{signal.code}/issue/").content.decode()
    given = {"issue-title": "Late since the new plan", "issue-owner": cast.owner.pk, "issue-severity": "serious"}
    response = owner.post(f"/{signal.code}/issue/", given | {"issue-due": ""})
    assert response.status_code == 422
    assert "Late since the new plan" in response.content.decode()
    response = owner.post(f"/{signal.code}/issue/", given | {"issue-due": "2026-04-01"})
    issue = Issue.objects.get()
    assert response["Location"] == f"/{issue.code}/"
    assert (issue.origin_id, issue.series_id) == (signal.pk, signal.series_id)
    signal.refresh_from_db()
    assert signal.state == "answered"


def test_a_new_baseline_answers_it(signal: Signal, owner: Client) -> None:
    given = {"rebase-first": "2025-09-01", "rebase-last": "2026-02-23", "rebase-reason": ""}
    assert owner.post(f"/{signal.code}/rebase/", given).status_code == 422
    assert not signal.series.baselines.exists()
    owner.post(f"/{signal.code}/rebase/", given | {"rebase-reason": "The new plan is the usual"})
    signal.refresh_from_db()
    assert signal.explanation == "New baseline: The new plan is the usual"
    assert signal.series.baselines.get().reason == "The new plan is the usual"
    assert verify().whole


def test_a_baseline_that_is_refused_leaves_the_signal_open(signal: Signal, owner: Client) -> None:
    given = {"rebase-first": "2026-02-02", "rebase-last": "2026-02-23", "rebase-reason": "Too short"}
    assert "at least 12 values" in words(owner.post(f"/{signal.code}/rebase/", given))
    signal.refresh_from_db()
    assert not signal.ended


def test_rights(signal: Signal, reader: Client, stranger: Client) -> None:
    assert reader.get(f"/{signal.code}/").status_code == 200
    assert "What is the cause?" not in words(reader.get(f"/{signal.code}/"))
    assert reader.post(f"/{signal.code}/explain/", {"explain-explanation": "x"}).status_code == 404
    for verb in ("", "explain/", "issue/", "rebase/"):
        assert stranger.get(f"/{signal.code}/{verb}").status_code == 404
    signal.refresh_from_db()
    assert not signal.ended


def test_queries_do_not_grow(cast: Cast, signal: Signal, quality: Client) -> None:
    def more() -> None:
        for number in range(8):
            series = series_of(cast, title=f"Number {number}")
            record(cast.quality, series, [*STEADY, *STEADY[:8], 90.0], first=35)

    before = queries(quality, "/signals/"), queries(quality, f"/{signal.code}/")
    more()
    assert (queries(quality, "/signals/"), queries(quality, f"/{signal.code}/")) == before


def test_the_same_answers_are_offered_wherever_it_is_shown(
    changed: Series, signal: Signal, owner: Client, cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    pages = (f"/{signal.code}/", f"/series/{changed.pk}/")
    offered: list[set[str]] = []
    for client in (owner, signed_in(cast.leader), signed_in(cast.quality), signed_in(cast.reader)):
        texts = [client.get(page).content.decode() for page in pages]
        ways = [{way for way in WAYS if f'"{way.format(code=signal.code)}"' in text} for text in texts]
        assert ways[0] == ways[1]
        offered += ways[:1]
    assert offered[0] == WAYS
    assert offered[-1] == set()
    listed = owner.get("/signals/").content.decode()
    assert 'formaction="/signals/join/"' in listed
    assert 'formaction="/signals/issue/"' in listed


def test_what_is_picked_in_the_list_joins_and_comes_back_picked(signal: Signal, owner: Client) -> None:
    page = owner.get("/signals/join/", {"pick": signal.code, "back": "/signals/?sort=due"}).content.decode()
    assert f'name="signal" value="{signal.code}"' in page
    assert f'href="/signals/?sort=due&amp;pick={signal.code}"' in page


def test_a_signal_that_is_another_ones_to_answer_is_told_and_left_out(
    signal: Signal, cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    auditor = signed_in(cast.auditor)
    page = auditor.get("/signals/join/", {"pick": signal.code})
    assert page.status_code == 200
    assert "Not yours to answer, and left out" in page.content.decode()
    assert f'value="{signal.code}"' not in page.content.decode()
    assert auditor.get("/signals/join/", {"signal": signal.code}).status_code == 404
