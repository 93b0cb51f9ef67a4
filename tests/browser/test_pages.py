"""Every main page: nothing for axe to find, in light and dark, wide and on a phone; nothing that scrolls sideways."""

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
