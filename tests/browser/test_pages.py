"""Every main page: nothing for axe to find, in light and dark, wide and on a phone; nothing that scrolls sideways."""

import pypdfium2

from tests.browser.conftest import Site, Visitor
from tests.browser.looking import problems

PLACES = (
    "",
    "my-work/",
    "direction/",
    "performance/",
    "processes/",
    "improvement/",
    "reviews/",
    "search/?q=buffer",
    "records/",
    "organisation/",
    "mirror/",
)
RECORDS = ("objective", "process", "indicator", "open_signal", "issue", "action", "verification", "review", "decision")


def addresses(site: Site) -> list[str]:
    """Places of the rail, one page of every kind of record, a series and a thread."""
    places = [f"{site.url}/{place}" for place in PLACES]
    records = [site.of(name) for name in RECORDS]
    return [*places, *records, f"{site.url}/series/{site.codes['series']}/", site.of("issue", "thread/")]


def test_axe_finds_nothing_and_nothing_scrolls_sideways_on_a_phone(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    found: dict[str, object] = {}
    for address in addresses(site):
        page.set_viewport_size({"width": 1440, "height": 1000})
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        if wrong := problems(page):
            found[address] = wrong
        page.set_viewport_size({"width": 390, "height": 844})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 390:
            found[f"{address} on a phone"] = width
    assert not found


def test_pages_work_without_script(site: Site, visit: Visitor) -> None:
    page = visit("leader", script=False)
    for address in addresses(site):
        page.goto(address)
        assert page.locator("main h1").count() == 1, address


def test_the_bridge_is_printed_on_one_sheet_without_what_only_leads_on(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    page.goto(f"{site.url}/bridge/")
    leads_on = [
        page.get_by_role("link", name=name) for name in ("One cause? All weeks", "How reliable are our promises?")
    ]
    assert all(link.is_visible() for link in leads_on)
    page.emulate_media(media="print")
    assert not any(link.is_visible() for link in leads_on)
    assert page.locator(".foot").is_hidden(), "the head says as of when"
    for told in ("What really changed", "Needs you", "Where we are going", "Where it is silent"):
        assert page.get_by_role("heading", name=told).is_visible(), told
    assert len(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) == 1
