"""An input of management review with an indicator tied to it, in a real browser: on a desk, a phone and paper."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from pilothouse.measures.models import Indicator
from pilothouse.measures.operations import open_series
from pilothouse.organisation.models import Person
from pilothouse.reviews.models import InputWait
from pilothouse.reviews.operations import name_input_owner, tie_indicator
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, indicator_of, record
from tests.reviews.story import TODAY
from tests.web.browser import open_window
from tests.web.reviews.stage import tell

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]
PATH = "/reviews/inputs/providers/"


@pytest.fixture
def tied(cast: Cast) -> Indicator:
    """Tied by whoever answers for the input, which is silent; its series have names of very different lengths."""
    tell(cast)
    told = indicator_of(cast, title="Late slots")
    indicator_of(cast, title="Broken seats")
    for label in ("", "Carriers that fly for us under a name of their own", "Two"):
        series = open_series(act(cast.quality), told, unit=cast.east, label=label)
        record(cast.quality, series, [*STEADY, 62.0, 9.0])
    name_input_owner(act(cast.quality), "providers", owner=cast.member)
    tie_indicator(act(cast.member), "providers", indicator=told, reason="Counted at the gate")
    InputWait.objects.update_or_create(
        input="providers", defaults={"owner": cast.member, "empty": True, "comes_by": TODAY - timedelta(days=9)}
    )
    return told


def test_its_pages_are_sound(chromium: Browser, cast: Cast, tied: Indicator, signed_in: SignIn) -> None:
    forms = (f"{PATH}tie/", f"{PATH}untie/{tied.code}/", f"{PATH}promise/")
    assert open_window(chromium, signed_in(cast.member)).unsound(PATH, "/reviews/inputs/", *forms) == {}


def test_values_stand_below_each_other(chromium: Browser, cast: Cast, tied: Indicator, signed_in: SignIn) -> None:
    page = open_window(chromium, signed_in(cast.member)).visit(PATH)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        ends = page.locator(".tied li li > :nth-child(2)").evaluate_all(
            "cells => cells.map(cell => Math.round(cell.getBoundingClientRect().right))"
        )
        assert (len(ends), len(set(ends))) == (3, 1), width


def test_an_error_is_told_once_and_has_the_focus(
    chromium: Browser, cast: Cast, tied: Indicator, signed_in: SignIn
) -> None:
    window = open_window(chromium, signed_in(cast.member))
    page = window.visit(f"{PATH}tie/")
    page.get_by_label("What it tells of it").fill("Asked twice a year")
    page.locator("[name=indicator]").evaluate("field => { field.required = false }")
    with page.expect_navigation():
        page.get_by_role("button", name="Tie it").press("Enter")
    expect(page.locator(".notice-error")).to_have_count(1)
    expect(page.locator(".notice-error")).to_be_focused()
    expect(page.get_by_label("What it tells of it")).to_have_value("Asked twice a year")
    assert [*window.look(390, "dark"), *window.look(1440, "light")] == []


def test_on_paper_it_tells_and_asks_nothing(chromium: Browser, cast: Cast, tied: Indicator, signed_in: SignIn) -> None:
    page = open_window(chromium, signed_in(cast.member)).visit(PATH)
    page.set_viewport_size({"width": 690, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    expect(page.get_by_text("Counted at the gate")).to_be_visible()
    for asking in ("Tie an indicator", "untie Late slots", "Promise a day", "Keys"):
        expect(page.get_by_role("link", name=asking)).to_be_hidden()
