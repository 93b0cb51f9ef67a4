"""One risk, or one issue, for several signals: where it comes from, and what its form writes down of the evidence."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.thread import thread
from pilothouse.improvement.operations import open_issue
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.operations import tell_story
from pilothouse.records.models import Record
from pilothouse.records.operations import link_records
from pilothouse.risks.operations import open_risk
from tests.bridge.stage import FALLEN, STEADY, day, indicator, line
from tests.cast import NOW, Cast, act

SignedIn = Callable[[Person], Client]


@pytest.fixture
def signals(cast: Cast) -> list[Signal]:
    """One in the east, one in the west, and one that has nothing to do with them."""
    tell_story(act(cast.leader), Organisation.objects.get(), day=NOW.date(), note="A test.")
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    line(cast, indicator(cast, "Bags on time"), cast.office)
    return list(Signal.objects.order_by("pk"))


def raised(cast: Cast, signals: list[Signal], kind: str) -> Record:
    first, second, alone = signals
    about = {"title": "Fog again", "unit": cast.office, "owner": cast.leader, "due": day(30)}
    if kind == "risk":
        made: Record = open_risk(act(cast.leader), origin=first, answers=[first], tied=[second], **about)
    else:
        made = open_issue(act(cast.leader), origin=first, also=[second], severity="slight", **about)
    link_records(act(cast.leader, later=timedelta(days=1)), made, other=alone, reason="Seen later")
    return made


@pytest.mark.parametrize("kind", ["risk", "issue"])
def test_it_comes_from_all_of_them_and_not_from_what_was_linked_later(
    cast: Cast, signals: list[Signal], kind: str, signed_in: SignedIn
) -> None:
    made = raised(cast, signals, kind)
    codes = [one.code for one in signals[:2]]
    assert sorted(knot.record.code for knot in thread(made, cast.leader).knots if knot.kind == "signal") == codes
    page = signed_in(cast.leader).get(f"/{made.code}/").content.decode()
    assert sorted(set(re.findall(r"SIG-\d+", part(page, "Comes from")))) == codes
    assert set(codes) <= set(re.findall(r"SIG-\d+", part(page, 'id="story"', "</section>")))


def test_what_one_does_not_see_is_not_told(cast: Cast, signals: list[Signal], signed_in: SignedIn) -> None:
    east, west, _alone = signals
    made = open_risk(act(cast.leader), origin=west, tied=[east], title="Fog", unit=cast.west, owner=cast.west_owner,
                     due=day(30))  # fmt: skip
    client = signed_in(cast.west_owner)
    for page in (f"/{made.code}/", f"/{made.code}/thread/"):
        told = client.get(page).content.decode()
        assert (west.code in told, east.code in told) == (True, False)


def test_more_signals_ask_no_more(cast: Cast, signals: list[Signal], signed_in: SignedIn) -> None:
    client, asked = signed_in(cast.leader), []
    for tied in ([], signals[1:2], signals[1:]):
        made = open_risk(act(cast.leader), origin=signals[0], tied=tied, title="Fog", unit=cast.office,
                         owner=cast.leader, due=day(30))  # fmt: skip
        for page in (f"/{made.code}/", f"/{made.code}/thread/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            asked.append(len(queries))
    assert asked[:2] == asked[2:4] == asked[4:]


def test_the_form_writes_the_week_and_how_often_luck_brings_its_like(
    cast: Cast, signals: list[Signal], signed_in: SignedIn
) -> None:
    client = signed_in(cast.leader)
    week = client.get("/signals/together/").content.decode()
    name = text_in(week, r'<h2 class="change-what"><span>(.*?)</span>')
    luck = text_in(week, r'<p class="change-note quiet">(.*?)</p>')
    assert "so much would come" in luck
    form = client.get("/risks/new/", {"pick": [one.code for one in signals[:2]]}).content.decode()
    cause = text_in(form, r'<textarea[^>]*name="cause"[^>]*>\s*(.*?)</textarea>')
    assert cause.startswith(f"{name[0].upper()}{name[1:]}. {luck} They began together, on about")
    assert "Departures on time: worse again at EST, WST together" in form


def test_signals_of_no_week_in_common_tell_of_none(cast: Cast, signals: list[Signal], signed_in: SignedIn) -> None:
    earlier = line(cast, indicator(cast, "Doors on time"), cast.west, (*STEADY, *3 * FALLEN))
    picked = [signals[0].code, Signal.objects.get(series=earlier).code]
    form = signed_in(cast.leader).get("/risks/new/", {"pick": picked}).content.decode()
    cause = text_in(form, r'<textarea[^>]*name="cause"[^>]*>\s*(.*?)</textarea>')
    assert cause.startswith("They began between")


def part(page: str, start: str, end: str = "</dd>") -> str:
    return page.partition(start)[2].partition(end)[0]


def text_in(page: str, pattern: str) -> str:
    found = re.search(pattern, page, re.S)
    assert found is not None, pattern
    return found[1].strip()
