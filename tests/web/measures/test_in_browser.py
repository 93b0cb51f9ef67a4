"""Performance in a real browser: sound on a desk and a phone, in both themes; the answer to a signal by keyboard."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from pilothouse.measures.models import Series, Signal
from pilothouse.measures.operations import set_baseline, set_target
from pilothouse.organisation.models import Person
from tests.cast import Cast, act
from tests.chromium import follow
from tests.measures.numbers import record, week
from tests.web.browser import open_window
from tests.web.measures.conftest import TODAY

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]


@pytest.fixture
def told(cast: Cast, changed: Series) -> Series:
    """The changed series with everything a chart can show."""
    set_baseline(act(cast.quality), changed, first=week(0), last=week(30), reason="Before", left_out=[week(3)])
    set_target(act(cast.quality), changed, value=60.0, by=TODAY)
    record(cast.owner, changed, [44.0], first=40, reason="Counted twice")
    return changed


def test_pages_are_sound(chromium: Browser, cast: Cast, told: Series, signal: Signal, signed_in: SignIn) -> None:
    """Besides the main pages, which tests/browser looks at in light and dark."""
    paths = (
        f"/series/{told.pk}/",
        f"/series/{told.pk}/value/",
        f"/series/{told.pk}/withdraw/",
        "/signals/",
        "/performance/enter/",
        "/performance/import/",
        "/performance/sources/",
        "/performance/indicators/new/",
    )
    assert open_window(chromium, signed_in(cast.quality)).unsound(*paths) == {}


def test_a_signal_is_answered_without_a_mouse(chromium: Browser, cast: Cast, signal: Signal, signed_in: SignIn) -> None:
    window = open_window(chromium, signed_in(cast.owner))
    page = window.visit(f"/series/{signal.series_id}/")
    page.locator("a", has_text="Explain").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explain/")
    page.locator("[name=explain-explanation]").focus()
    page.keyboard.type("Runway closed for repair")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{signal.code}/")
    expect(page.locator("main")).to_contain_text("Runway closed for repair")


def test_pasting_cells_to_recorded_values(chromium: Browser, cast: Cast, changed: Series, signed_in: SignIn) -> None:
    window = open_window(chromium, signed_in(cast.owner), width=390)
    page = window.visit("/performance/")
    follow(page, page.locator("text=Paste or upload"))
    page.fill("[name=text]", "indicator\tunit\tperiod\tvalue\nDepartures on time\tEST\t2026-02-23\t55\n")
    follow(page, page.locator("button:has-text('Look at it')"))
    page.wait_for_selector("text=What would happen")
    assert window.violations() == []
    page.fill("[name=reason]", "Late reports")
    follow(page, page.locator("button:has-text('Record all of it')"))
    page.wait_for_url("**/performance/")
    expect(page.locator("main")).to_contain_text("1 value recorded")


def test_the_list_narrows_without_a_new_page(chromium: Browser, cast: Cast, changed: Series, signed_in: SignIn) -> None:
    window = open_window(chromium, signed_in(cast.quality))
    page = window.visit("/performance/")
    page.evaluate("window.here = true")
    page.select_option("[name=unit]", "WST")
    page.wait_for_selector("text=Nothing matches")
    expect(page).to_have_url(re.compile("unit=WST"))
    assert page.evaluate("window.here") is True


def test_a_form_says_that_it_works_and_waits(chromium: Browser, cast: Cast, changed: Series, signed_in: SignIn) -> None:
    window = open_window(chromium, signed_in(cast.owner))
    page = window.visit("/performance/import/")
    word, button = page.locator("form .busy"), page.locator("button:has-text('Look at it')")
    page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())")  # an answer that takes long
    assert word.is_hidden()
    page.fill("[name=text]", "indicator\tunit\tperiod\tvalue\n")
    button.click()
    word.wait_for(state="visible")
    expect(button).to_be_disabled()
