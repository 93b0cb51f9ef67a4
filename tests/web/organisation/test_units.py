"""The tree of units and the organisation as a whole, in the browser."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.organisation.operations import lay_out_units
from tests.cast import Cast, act
from tests.web.browser import open_window
from tests.web.records.stage import exported

SignIn = Callable[[Person], Client]


def test_tree_with_people_and_who_leads(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.leader).get("/organisation/").content.decode()
    for words in ("Ålesund Airways", "Airport East", "Airport West", "Station manager East", "Add below"):
        assert words in page


def test_others_see_their_part_and_no_buttons(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.reader).get("/organisation/").content.decode()
    assert "Airport East" in page
    assert "Airport West" not in page
    assert "Add below" not in page
    rows = exported(signed_in(cast.reader), "/organisation/?format=csv")
    assert [(row[1], row[3]) for row in rows] == [("EST", "3")]
    assert [row[2] for row in exported(signed_in(cast.leader), "/organisation/?format=csv")] == ["", "HQ", "HQ"]


def test_add_change_close(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.quality)
    client.post(f"/organisation/units/{cast.east.pk}/add/", {"name": "Ramp", "code": "RMP"})
    ramp = Unit.objects.get(code="RMP")
    client.post(f"/organisation/units/{ramp.pk}/change/", {"name": "Apron", "code": "APR", "version": ramp.version})
    ramp.refresh_from_db()
    assert (ramp.name, ramp.parent) == ("Apron", cast.east)
    client.post(f"/organisation/units/{ramp.pk}/close/", {"on": "2026-03-01", "version": ramp.version})
    ramp.refresh_from_db()
    assert ramp.closed_on is not None
    assert "closed" in client.get("/organisation/").content.decode()


def test_refusals_in_words(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.leader)
    answer = client.post(f"/organisation/units/{cast.east.pk}/add/", {"name": "Ramp", "code": "wst"})
    assert answer.status_code == 422
    assert "Another unit has this code." in answer.content.decode()
    close = {"on": "2026-03-01", "version": cast.east.version}
    answer = client.post(f"/organisation/units/{cast.east.pk}/close/", close)
    assert "People still belong to it" in answer.content.decode()


def test_the_organisation_is_renamed_and_the_later_one_sees_it(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.leader)
    words = {"name": "Fjord Airways", "zone": "UTC", "version": Organisation.objects.get().version}
    assert client.post("/organisation/change/", words).status_code == 302
    assert Organisation.objects.get().name == "Fjord Airways"
    assert client.post("/organisation/change/", {**words, "name": "Late"}).status_code == 409


def test_who_may_not_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.owner)
    verbs = [f"units/{cast.east.pk}/{verb}/" for verb in ("add", "change", "close")]
    for address in ("change/", *verbs):
        assert client.get(f"/organisation/{address}").status_code == 404
        assert client.post(f"/organisation/{address}", {"name": "x", "code": "y"}).status_code == 404


def test_queries_do_not_grow_with_the_tree(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.leader)
    client.get("/organisation/")
    with CaptureQueriesContext(connection) as few:
        client.get("/organisation/")
    lay_out_units(act(cast.leader), unit=cast.east, units=[(f"Gate {n}", f"G{n}") for n in range(20)])
    with CaptureQueriesContext(connection) as many:
        client.get("/organisation/")
    assert len(many) == len(few) <= 9


@pytest.mark.browser
def test_sound_in_a_browser(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    window, people = open_window(chromium, signed_in(cast.leader)), f"/organisation/people/{cast.owner.pk}/"
    places = ("/organisation/people/", people, "/organisation/rights/", "/me/")
    assert window.unsound(*places) == {}
