"""The direction page: policy, themes, results, chances and chains."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from pilothouse.measures.operations import set_target
from pilothouse.organisation.models import Person
from pilothouse.strategy.operations import add_theme, set_objective
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of
from tests.web.browser import open_window
from tests.web.records.stage import exported
from tests.web.strategy.aims import DUE, aims_of

SignIn = Callable[[Person], Client]


def test_result_target_chance_and_chain_stand_on_it(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    page = signed_in(cast.leader).get("/direction/").content.decode()
    _top, low = exported(signed_in(cast.leader), "/direction/?format=csv")
    assert low[:4] == ["On time, every day", found.low.code, "On time in the east", "1"]
    assert low[7:9] == ["51.0", "%"]
    assert low[-3:] == ["unbroken", "1", "yes"]
    for words in ("We leave when we said.", "On time, every day", "On time in the east", "49.0\u00a0%", "51.0\u00a0%"):
        assert words in page
    assert f"/series/{found.series.pk}/" in page
    assert "2 objectives: each with an unbroken chain down to fresh values, 1 worked on." in page
    assert "1 initiative" in page


def test_gaps_are_named(cast: Cast, signed_in: SignIn) -> None:
    aims_of(cast)
    add_theme(act(cast.leader), unit=cast.office, owner=cast.leader, title="Honest")
    set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="Carriers stay", due=DUE)
    page = signed_in(cast.leader).get("/direction/").content.decode()
    assert "3 objectives: 2 with an unbroken chain" in page
    assert "no indicator" in page
    assert "no objective" in page
    assert "Without a theme" in page


def test_numbers_of_other_units_are_not_shown(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    page = signed_in(cast.west_owner).get("/direction/").content.decode()
    assert "On time in the east" in page
    assert "49.0" not in page
    assert f"/series/{found.series.pk}/" not in page


def test_now_and_the_words_are_those_of_the_bridge(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    record(cast.quality, found.series, [30.0], first=60, reason="")
    client = signed_in(cast.leader)
    for page in ("/bridge/", "/direction/", f"/{found.low.code}/"):
        text = client.get(page).content.decode()
        assert "if it goes on as so far" in text, page
        assert "47.5" in text, page


def test_the_objective_shows_the_target_with_the_smallest_chance(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    weaker = series_of(cast, title="Bags on time")
    record(cast.quality, weaker, [*STEADY, *STEADY, *STEADY])
    set_target(act(cast.leader), weaker, value=60.0, by=DUE, objective=found.low)
    client = signed_in(cast.leader)
    for page in ("/direction/", f"/{found.low.code}/"):
        text = client.get(page).content.decode()
        assert "60.0\u00a0%" in text, page
        assert "+1" in text, page


def test_what_one_may_not_see_is_said_and_no_row_is_empty(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    client = signed_in(cast.west_owner)
    for page in ("/bridge/", "/direction/", f"/{found.low.code}/"):
        assert client.get(page).content.decode().count("no data you may see") == 1, page


def test_an_empty_direction_teaches(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.leader).get("/direction/").content.decode()
    assert "No policy is stated" in page
    assert "Set the first objective" in page
    assert "Set the first objective" not in signed_in(cast.reader).get("/direction/").content.decode()


def test_queries_do_not_grow_with_the_tree(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    client = signed_in(cast.owner)
    client.get("/direction/")
    with CaptureQueriesContext(connection) as few:
        client.get("/direction/")
    serves = found.top
    for number in range(10):
        serves = set_objective(
            act(cast.leader), unit=cast.east, owner=cast.owner, title=f"Result {number}", due=DUE, serves=serves
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/direction/")
    assert len(many) == len(few) <= 14
    with CaptureQueriesContext(connection) as page:
        client.get(f"/{found.top.code}/")
    assert len(page) <= 20


@pytest.mark.browser
def test_sound_in_a_browser(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    places = (f"/{found.low.code}/", f"/{found.theme.code}/", f"/{found.low.code}/target/")
    assert open_window(chromium, signed_in(cast.leader)).unsound(*places) == {}
