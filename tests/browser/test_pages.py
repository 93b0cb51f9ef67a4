"""Every main page: nothing for axe to find, in light and dark, wide and on a phone; nothing that scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visitor

PLACES = (
    "",
    "my-work/",
    "strategy/",
    "performance/",
    "processes/",
    "improvement/",
    "reviews/",
    "search/?q=buffer",
    "kit/",
)
RECORDS = ("objective", "process", "indicator", "open_signal", "issue", "action", "verification", "review", "decision")


def addresses(site: Site) -> list[str]:
    """Places of the rail, one page of every kind of record, a series and a thread."""
    places = [f"{site.url}/{place}" for place in PLACES]
    records = [site.of(name) for name in RECORDS]
    return [*places, *records, f"{site.url}/series/{site.codes['series']}/", site.of("issue", "thread/")]


def problems(page: Page) -> list[str]:
    """What axe finds, in one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(site: Site, visit: Visitor, dark: bool) -> None:
    page = visit("leader", dark=dark)
    found = {}
    for address in addresses(site):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        if wrong := problems(page):
            found[address] = wrong
    assert not found


def test_no_page_scrolls_sideways_on_a_phone(site: Site, visit: Visitor) -> None:
    page = visit("leader", phone=True)
    wide = {}
    for address in addresses(site):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[address] = width
    assert not wide


def test_pages_work_without_script(site: Site, visit: Visitor) -> None:
    page = visit("leader", script=False)
    for address in addresses(site):
        page.goto(address)
        assert page.locator("main h1").count() == 1, address
