"""The first start on an empty database, step by step, and closed for ever afterwards."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser

from pilothouse.measures.models import Indicator, Series
from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.processes.models import Process
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast
from tests.chromium import follow
from tests.web.browser import open_window

SignIn = Callable[[Person], Client]
WORDS = {
    "name": "Nordlys Works", "code": "HQ", "zone": "Europe/Oslo", "leader": "Director", "email": "D@example.org",
    "password": "a sentence to keep", "again": "a sentence to keep",
}  # fmt: skip
FIRST = {
    "process": "Cast parts", "purpose": "Good parts", "indicator": "Scrap", "definition": "Scrapped of cast",
    "value_kind": "proportion", "unit_of_measure": "%", "direction": "down", "frequency": "week",
}  # fmt: skip


@pytest.fixture
def founded(db: None) -> Client:
    """The browser of the leader who has just done step 1."""
    client = Client()
    assert client.post("/start/", WORDS).headers["Location"] == "/start/units/"
    return client


@pytest.mark.django_db
def test_every_address_of_an_empty_installation_leads_to_the_start() -> None:
    for address in ("/", "/processes/", "/accounts/login/", "/organisation/"):
        assert Client().get(address).headers["Location"] == "/start/"
    assert "Welcome aboard" in Client().get("/start/").content.decode()
    assert Client().head("/start/").status_code == 200


def test_step_one_signs_the_leader_in(founded: Client) -> None:
    assert Organisation.objects.get().zone == "Europe/Oslo"
    assert founded.get("/start/units/").status_code == 200
    assert founded.get("/me/").content.decode().count("Top management") == 1
    assert verify().whole


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"again": "another sentence"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "This password is too short"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"zone": "Europe/Atlantis"}, "This cannot be chosen here, or no longer. Choose again."),
        ({"name": ""}, "Fill this in"),
    ],
)
def test_what_does_not_fit_comes_back_and_nothing_is_founded(changes: dict[str, str], words: str) -> None:
    answer = Client().post("/start/", {**WORDS, **changes})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "a sentence to keep" not in answer.content.decode()
    assert not Organisation.objects.exists()


def test_nobody_founds_twice(founded: Client) -> None:
    for client in (founded, Client()):
        assert client.post("/start/", {**WORDS, "email": "evil@example.org"}).headers["Location"] == "/"
    assert Organisation.objects.count() == 1
    assert not Person.objects.filter(email="evil@example.org").exists()


def test_steps_two_and_three_ask_for_the_leader(founded: Client) -> None:
    for address in ("/start/units/", "/start/first/"):
        assert Client().get(address).headers["Location"].startswith("/accounts/login/")


def test_units_in_one_act_and_empty_rows_left_out(founded: Client) -> None:
    rows = {"name_1": "Plant North", "code_1": "N", "name_3": "Plant South", "code_3": "S"}
    assert founded.post("/start/units/", rows).headers["Location"] == "/start/first/"
    assert list(Unit.objects.order_by("code").values_list("code", flat=True)) == ["HQ", "N", "S"]
    acts = Entry.objects.filter(name="unit.added").values_list("act", flat=True)
    assert len(set(acts)) == 1


def test_half_a_row_or_a_code_used_twice_is_refused_whole(founded: Client) -> None:
    half = founded.post("/start/units/", {"name_1": "Plant North", "code_1": ""})
    assert "A unit has a name and a code." in half.content.decode()
    twice = founded.post("/start/units/", {"name_1": "North", "code_1": "N", "name_2": "South", "code_2": "n"})
    assert "Another unit has this code." in twice.content.decode()
    taken = founded.post("/start/units/", {"name_1": "North", "code_1": "N", "name_2": "Head", "code_2": "hq"})
    assert taken.status_code == 422
    assert Unit.objects.count() == 1


def test_both_steps_can_be_skipped(founded: Client) -> None:
    assert founded.post("/start/units/", {}).headers["Location"] == "/start/first/"
    assert 'href="/"' in founded.get("/start/first/").content.decode()


def test_first_process_indicator_and_series_in_one_act(founded: Client) -> None:
    once = {**FIRST, "once": "form-1"}
    answer = founded.post("/start/first/", once)
    series = Series.objects.get()
    assert answer.headers["Location"] == f"/series/{series.pk}/"
    assert (series.indicator.scale, series.indicator.process.title) == (100.0, "Cast parts")
    names = ("process.defined", "indicator.defined", "series.opened")
    assert len(set(Entry.objects.filter(name__in=names).values_list("act", flat=True))) == 1
    founded.post("/start/first/", once)
    assert Process.objects.count() == 1
    assert founded.get(answer.headers["Location"]).status_code == 200
    assert verify().whole


def test_all_or_nothing(founded: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = founded.post("/start/first/", {**FIRST, "indicator": " "})
    assert answer.status_code == 422
    assert not Process.objects.exists()
    assert not Indicator.objects.exists()


def test_whoever_looks_after_a_part_only_does_not_find_it(cast: Cast, signed_in: SignIn) -> None:
    for person in (cast.owner, cast.member, cast.reader):
        assert signed_in(person).get("/start/units/").status_code == 404
        assert signed_in(person).get("/start/first/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize(("width", "theme"), [(1440, "dark"), (390, "light")])
def test_three_steps_in_a_browser(chromium: Browser, db: None, width: int, theme: str) -> None:
    window = open_window(chromium, width=width, theme=theme)
    page = window.visit("/start/")
    assert window.violations() == []
    for name, value in WORDS.items():
        page.locator(f"[name={name}]").select_option(value) if name == "zone" else page.fill(f"[name={name}]", value)
    follow(page, page.locator("button[type=submit]"))
    page.wait_for_url("**/start/units/")
    assert window.violations() == []
    follow(page, page.locator("text=Skip this"))
    page.wait_for_url("**/start/first/")
    assert window.violations() == []
    assert window.complaints == []
