"""The frame and the gallery in a real browser: policy, accessibility, keys, colours, small screens."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from playwright.sync_api import Browser, expect

from pilothouse.organisation.models import Person
from tests.cast import Cast
from tests.chromium import faults
from tests.web.browser import CONTRAST, Window, open_window

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]


def blank(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>x</title>")


# The frame alone, without the slices: what is tested here must not depend on them.
measures = ([path("", blank, name="home")], "measures")
improvement = ([path("", blank, name="home"), path("report/", blank, name="report")], "improvement")
urlpatterns = [
    path("", include("pilothouse.web.shell.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("", blank, name="bridge"),
    path("my-work/", blank, name="my_work"),
    path("search/", blank, name="search"),
    path("performance/", include(measures)),
    path("improvement/", include(improvement)),
]


@pytest.fixture(autouse=True)
def _frame_alone(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def window(chromium: Browser, cast: Cast, signed_in: SignIn) -> Window:
    return open_window(chromium, signed_in(cast.leader))


@pytest.mark.parametrize(
    ("width", "theme"), [(1440, "light"), (1440, "dark"), (820, "light"), (390, "dark"), (320, "light")]
)
def test_gallery_is_sound(chromium: Browser, cast: Cast, signed_in: SignIn, theme: str, width: int) -> None:
    window = open_window(chromium, signed_in(cast.leader), width=width, theme=theme)
    page = window.visit("/kit/")
    assert faults(page, without=[] if width == 1440 else [CONTRAST]) == []  # colours do not change with the width
    assert window.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", "/nowhere/"])
def test_pages_for_strangers_are_sound(chromium: Browser, cast: Cast, address: str) -> None:
    window = open_window(chromium, width=390, theme="dark")
    window.visit(address)
    assert window.violations() == []


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/sessions/"])
def test_pages_of_the_account_are_sound(window: Window, address: str) -> None:
    page = window.visit(address)
    assert window.violations() == []
    expect(page.locator("nav.rail")).to_be_visible()


def test_question_mark_opens_the_keys_and_escape_closes_them(window: Window) -> None:
    page = window.visit("/kit/")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).not_to_be_visible()


def test_no_shortcut_while_somebody_writes(window: Window) -> None:
    page = window.visit("/kit/")
    page.locator("#good textarea").first.focus()
    page.keyboard.type("why? gb n/")
    expect(page.locator("#good textarea").first).to_have_value("why? gb n/")
    expect(page.locator("#keys")).not_to_be_visible()


def test_g_then_a_letter_goes_there(window: Window) -> None:
    page = window.visit("/kit/")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/my-work/")


def test_slash_leads_to_the_search(window: Window) -> None:
    page = window.visit("/kit/")
    page.keyboard.press("/")
    expect(page.locator("#search-all")).to_be_focused()


def test_n_reports_a_problem(window: Window) -> None:
    page = window.visit("/kit/")
    page.keyboard.press("n")
    page.wait_for_url("**/improvement/report/")


def test_first_tab_leads_to_the_content(window: Window) -> None:
    page = window.visit("/accounts/sessions/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_colours_chosen_stay(window: Window) -> None:
    page = window.visit("/kit/")
    page.locator(".top .menu > summary").click()
    page.locator('[data-theme-choice][value="dark"]').click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 24, 27)")
    kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert kept["theme"] == "dark"


def test_picking_all_rows_counts_them(window: Window) -> None:
    page = window.visit("/kit/")
    page.locator("[data-pick-all]").check()
    expect(page.locator("[name=pick]:checked")).to_have_count(5)
    expect(page.locator("[data-bulk-count]")).to_contain_text("5")


def test_targets_are_large_enough(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    page = open_window(chromium, signed_in(cast.leader), width=390).visit("/kit/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, summary, input:not([type=hidden]), select, nav a")]
        .filter((e) => e.checkVisibility() && !e.closest("p, .crumbs"))
        .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
        .filter(([, box]) => box.height + (box.height < 20 ? 6 : 0) < 24 && box.width > 0).map(([html]) => html)"""
    )
    assert small == []


def test_faces_arrive(window: Window) -> None:
    page = window.visit("/kit/")
    for face in ("400 14px Lato", "700 14px Lato", "italic 400 14px Lato"):
        assert page.evaluate("async (face) => (await document.fonts.load(face)).length", face) >= 1, face
