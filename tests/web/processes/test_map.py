"""The map page: everything on it, cheap at any size, readable on a phone and on paper."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, expect

from pilothouse.improvement.operations import open_issue
from pilothouse.measures.operations import explain_signal, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person
from pilothouse.processes.operations import agree_handover, define_process, end_handover, retire_process
from tests.cast import Cast, act
from tests.measures.numbers import record, series_of, week
from tests.web.browser import open_window
from tests.web.processes.chain import chain_of

SignIn = Callable[[Person], Client]


def test_processes_handovers_owner_and_standing_are_drawn(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    page = signed_in(cast.leader).get("/processes/").content.decode()
    for words in ("Plan of the week", "Turn round", "worse, 1 open signal", "no indicator", "Station manager East"):
        assert words in page
    assert f'href="/{chain.turn.code}/#hand-over-{chain.handover.pk}"' in page
    assert "2 processes, 1 with a change for the worse, 1 without an indicator." in page


def test_who_does_not_see_the_east_does_not_see_its_signal(cast: Cast, signed_in: SignIn) -> None:
    chain_of(cast)
    page = signed_in(cast.west_owner).get("/processes/").content.decode()
    assert "Turn round" in page
    assert "worse, 1 open signal" not in page


def test_an_empty_map_teaches_and_offers_the_start_to_those_who_may(cast: Cast, signed_in: SignIn) -> None:
    assert "Define the first process" in signed_in(cast.owner).get("/processes/").content.decode()
    assert "Define the first process" not in signed_in(cast.reader).get("/processes/").content.decode()


def test_a_retired_process_leaves_the_map(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    end_handover(act(cast.leader), chain.handover)
    retire_process(act(cast.leader), chain.plan, reason="merged")
    client = signed_in(cast.leader)
    assert chain.plan.code not in client.get("/processes/").content.decode()
    assert chain.plan.code in client.get("/processes/retired/").content.decode()


def test_a_loss_stays_on_the_map_when_its_signal_is_answered(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    explain_signal(act(cast.owner), chain.signal, explanation="The second tug is away.")
    page = signed_in(cast.leader).get("/processes/").content.decode()
    assert "worse in 1 series" in page
    assert "1 with a change for the worse" in page


def test_open_issues_stand_in_the_shape_of_their_process(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    client = signed_in(cast.leader)
    assert "open issue" not in client.get("/processes/").content.decode()
    words = {"title": "Tugs break", "owner": cast.owner, "due": date(2026, 4, 1), "severity": "serious"}
    issue = open_issue(act(cast.owner), origin=chain.signal, **words)
    page = client.get("/processes/").content.decode()
    assert re.search(r'class="map-work"[^>]*>1 open issue<', page)
    assert "1 open issue" in client.get(f"/{chain.turn.code}/").content.decode()
    assert issue.process == chain.turn
    assert "open issue" not in signed_in(cast.west_owner).get("/processes/").content.decode()


def test_lines_carry_the_traffic_and_the_trouble_of_their_giver_also_in_words(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    agree_handover(act(cast.leader), unit=cast.office, giver=None, taker=chain.plan, what="A wish")
    agree_handover(act(cast.owner), unit=cast.east, giver=chain.turn, taker=None, what="A departure")
    counted = series_of(cast, process=chain.turn, title="Flown", kind="count")
    record(cast.quality, counted, [100.0, 120.0])
    page = signed_in(cast.leader).get("/processes/").content.decode()
    assert page.count('class="map-line"') == 2
    assert page.count('class="map-line map-weight-4"') == 1
    assert page.count("map-mark map-worse map-trouble") == 1
    assert page.count("about 120 a week, counted by Flown") == 3, "drawing, list for a phone, table"
    assert page.count("1 open signal for the worse") == 3
    assert "the customer’s need" in page
    assert "A wish" in page.split('class="map-list"')[1].split("map-table")[0]


def test_a_share_tells_the_traffic_by_what_it_is_counted_on(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    series = series_of(cast, process=chain.plan, title="On time", kind="proportion")
    rows = [
        Row(series.pk, week(place), None, part, whole) for place, (part, whole) in enumerate([(80, 100), (360, 400)])
    ]
    record_measurements(act(cast.quality), unit=series.unit, rows=rows, route="form")
    page = signed_in(cast.leader).get("/processes/").content.decode()
    assert "about 400 a week, counted by On time" in page
    assert "counted by" not in signed_in(cast.west_owner).get("/processes/").content.decode()


def test_queries_do_not_grow_with_the_map(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    client = signed_in(cast.owner)
    client.get("/processes/")
    with CaptureQueriesContext(connection) as few:
        client.get("/processes/")
    for number in range(12):
        words = {"title": f"Step {number}", "purpose": "p", "part": "supporting"}
        more = define_process(act(cast.leader), unit=cast.west, owner=cast.west_owner, **words)
        agree_handover(act(cast.leader), unit=cast.west, giver=more, taker=chain.turn, what=f"Part {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/processes/")
    assert len(many) == len(few) <= 12


@pytest.mark.browser
def test_sound_in_a_browser(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    window = open_window(chromium, signed_in(cast.leader))
    assert window.unsound(f"/{chain.turn.code}/", "/processes/") == {}
    for width in (1440, 390):
        window.page.set_viewport_size({"width": width, "height": 900})
        expect(window.page.locator(".map-frame")).to_be_visible(visible=width > 760)
        expect(window.page.locator(".map-list")).to_be_visible(visible=width <= 760)


@pytest.mark.browser
def test_a_process_is_reached_by_keyboard(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    page = open_window(chromium, signed_in(cast.leader)).visit("/processes/")
    page.locator(f'.map a[href="/{chain.turn.code}/"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{chain.turn.code}/")
