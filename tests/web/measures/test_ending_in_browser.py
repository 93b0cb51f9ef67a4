"""What ends, in a real browser: a target, a series, an indicator. Sound, and after an error nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from pilothouse.measures.models import Series
from pilothouse.measures.operations import open_series, set_target
from pilothouse.organisation.models import Person
from tests.cast import Cast, act
from tests.chromium import follow
from tests.measures.numbers import indicator_of
from tests.web.browser import open_window
from tests.web.measures.conftest import TODAY

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]


@pytest.fixture
def aimed(cast: Cast, changed: Series) -> Series:
    """The changed series with a target, and an indicator to which that may go over."""
    set_target(act(cast.quality), changed, value=85.0, by=TODAY)
    open_series(act(cast.quality), indicator_of(cast, title="On the minute"), unit=changed.unit)
    return changed


def test_the_forms_are_sound(chromium: Browser, cast: Cast, aimed: Series, signed_in: SignIn) -> None:
    paths = (f"/series/{aimed.pk}/target/end/", f"/series/{aimed.pk}/end/", f"/{aimed.indicator.code}/retire/")
    assert open_window(chromium, signed_in(cast.quality)).unsound(*paths) == {}


def test_a_target_is_given_up_by_keyboard(chromium: Browser, cast: Cast, aimed: Series, signed_in: SignIn) -> None:
    window = open_window(chromium, signed_in(cast.owner), width=390)
    page = window.visit(f"/series/{aimed.pk}/")
    page.get_by_role("link", name="Give the target up").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/target/end/")
    why = page.get_by_label("Why is it given up?")
    why.focus()
    page.keyboard.type(" ")
    with page.expect_navigation():
        page.get_by_role("button", name="Give it up").press("Enter")
    expect(page.locator(".notice-error")).to_have_count(1)
    expect(page.locator(".notice-error")).to_be_focused()
    assert window.look(390, "dark") == []
    page.get_by_label("Why is it given up?").fill("Nobody flies there in the summer")
    with page.expect_navigation():
        page.get_by_role("button", name="Give it up").press("Enter")
    page.get_by_text("Earlier targets").click()
    expect(page.get_by_text("· Nobody flies there in the summer")).to_be_visible()


def test_an_indicator_is_retired_and_its_series_says_so(
    chromium: Browser, cast: Cast, aimed: Series, signed_in: SignIn
) -> None:
    window = open_window(chromium, signed_in(cast.quality))
    page = window.visit(f"/{aimed.indicator.code}/")
    follow(page, page.get_by_role("link", name="Retire"))
    page.get_by_label("Its targets").select_option(label=f"{indicator_named('On the minute')} On the minute")
    page.get_by_label("Why").fill("Counted to the minute now")
    follow(page, page.get_by_role("button", name="Retire it"))
    expect(page.get_by_text("Counted to the minute now").first).to_be_visible()
    assert window.unsound(f"/series/{aimed.pk}/") == {}
    expect(page.get_by_text("measured no more.")).to_be_visible()
    expect(page.get_by_role("link", name="Set a target")).to_have_count(0)


def indicator_named(title: str) -> str:
    return Series.objects.get(indicator__title=title).indicator.code
