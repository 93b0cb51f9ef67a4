"""The list of records in a real browser: on a phone it begins with its rows, and everything works by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import Cast
from tests.web.browser import open_window
from tests.web.records.stage import SignedIn, problem

pytestmark = pytest.mark.browser
# What has the focus, and whether an eye finds it: large enough, on the screen, with a line around it or its label.
WHERE = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  if (at === document.body) { return null; }
  const lined = (one) => one && getComputedStyle(one).outlineStyle !== "none";
  const clipped = at.closest("thead") && at.closest("thead").getBoundingClientRect().height < 5;
  const shown = at.id === "filter-open" ? lined(at.nextElementSibling) : lined(at) && box.width > 5 && !clipped;
  return {what: at.outerHTML.slice(0, 120), seen: Boolean(shown) && box.bottom > 0 && box.top < innerHeight};
}"""


def test_on_a_phone_the_filter_folds_to_what_was_chosen(chromium: Browser, cast: Cast, signed_in: SignedIn) -> None:
    problem(cast.member, cast.east)
    window = open_window(chromium, signed_in(cast.quality), width=390)
    page = window.visit("/improvement/issues/?due=late")
    filters, chosen = page.locator(".sentence"), page.locator(".filter-head")
    expect(filters).not_to_be_visible()
    expect(chosen).to_contain_text("State: live · Due: before today")
    page.locator("#filter-open").focus()
    page.keyboard.press("Space")
    expect(filters).to_be_visible()
    page.get_by_label("Due").select_option("")
    expect(chosen).to_have_text(re.compile("Filter\\s+State: live$"))
    expect(filters).to_be_visible()  # several words can be changed one after the other
    assert window.violations() == []
    assert window.complaints == []


def test_on_a_phone_the_bar_comes_with_the_first_row_picked(chromium: Browser, cast: Cast, signed_in: SignedIn) -> None:
    problem(cast.member, cast.east)
    page = open_window(chromium, signed_in(cast.quality), width=390).visit("/improvement/issues/")
    accept = page.get_by_role("button", name="Accept and assign")
    expect(accept).not_to_be_visible()
    where = page.locator("tbody tr").bounding_box()
    page.get_by_label("Pick Belt loader stops").check()
    expect(accept).to_be_in_viewport()
    assert page.locator("tbody tr").bounding_box() == where
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_on_a_wide_screen_the_filter_breaks_between_its_phrases(
    chromium: Browser, cast: Cast, signed_in: SignedIn
) -> None:
    page = open_window(chromium, signed_in(cast.quality)).visit("/improvement/issues/?due=late")
    rows = page.locator(".phrase").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert max(rows) < 45
    say, show = page.get_by_label("Words"), page.get_by_role("button", name="Show")
    tops = [box["y"] + box["height"] / 2 for one in (say, show) if (box := one.bounding_box())]
    assert abs(tops[0] - tops[1]) < 4


@pytest.mark.parametrize("width", [1440, 390])
def test_by_keyboard_one_always_sees_where_one_is(
    chromium: Browser, cast: Cast, signed_in: SignedIn, width: int
) -> None:
    problem(cast.member, cast.east)
    page = open_window(chromium, signed_in(cast.quality), width=width).visit("/improvement/issues/")
    unseen = []
    for _turn in range(70):
        page.keyboard.press("Tab")
        place = page.evaluate(WHERE)
        if place is None:
            break
        unseen += [place["what"]] if not place["seen"] else []
    assert unseen == []


def test_a_menu_closes_by_escape_and_behind_whoever_leaves_it(
    chromium: Browser, cast: Cast, signed_in: SignedIn
) -> None:
    page = open_window(chromium, signed_in(cast.quality)).visit("/improvement/issues/")
    menu = page.locator(".top details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#main a").first.focus()
    expect(menu).not_to_have_attribute("open", "")
