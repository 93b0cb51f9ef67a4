"""A review held in a real browser, by keyboard; its pages sound in both colours and on a phone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from pilothouse.improvement.models import Action
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import AgendaItem, Decision, Review
from pilothouse.reviews.operations import plan_review, prepare_review
from pilothouse.reviews.tiers import inputs_of
from tests.cast import Cast, act
from tests.reviews.story import AFTERWARDS, LOWER, TODAY, all_present, decided, enter, forecast, planned, series_of
from tests.web.browser import Window, open_window
from tests.web.reviews.stage import prepared, tell

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """A series that fell, a decision whose day has come, a meeting with both on its agenda."""
    series = series_of(cast)
    decided(cast, expect=forecast(series), tasks=True)
    prepared(cast, "Fuel spill")
    enter(cast, series, LOWER, TODAY, AFTERWARDS)
    late = act(cast.leader, later=AFTERWARDS)
    tell_story(late, cast.organisation, day=TODAY + AFTERWARDS, note="A test.")
    review = plan_review(
        late, unit=cast.office, owner=cast.leader, title="Second quarter", on=TODAY + AFTERWARDS, since=TODAY,
        attendees=[cast.quality], tier="month",
    )  # fmt: skip
    prepare_review(late, review)
    return cast


PAGES = (
    "/reviews/inputs/", "/REV-0002/read/", "/REV-0002/?input=risks",
    "/reviews/all/", "/reviews/decisions/", "/reviews/plan/", "/reviews/decide/", "/REV-0002/",
    "/REV-0002/attendance/", "/REV-0002/close/", "/REV-0002/minutes/", "/D-0001/judge/",
    "/D-0001/supersede/",
)  # fmt: skip


def test_every_page_is_sound(chromium: Browser, stage: Cast, signed_in: SignIn) -> None:
    assert open_window(chromium, signed_in(stage.leader)).unsound(*PAGES) == {}


def _decide(page: Page) -> None:
    page.keyboard.press("d")
    page.wait_for_url("**/decide/**")
    page.get_by_label("What do we decide?").fill("Replace all couplings")
    page.get_by_label("Why", exact=True).fill("Three spills, one cause.")
    page.get_by_label("Owner").select_option(label="Station manager East")
    page.get_by_label("Carried out by").fill((TODAY + timedelta(days=30)).isoformat())
    page.get_by_label("Why", exact=True).press("Tab")
    page.get_by_role("button", name="Decide").press("Enter")
    page.wait_for_url("**/REV-0001/?item=**")


def _agree(page: Page) -> None:
    page.keyboard.press("a")
    page.keyboard.type("west station manager to count the couplings by 1 Apr")
    page.keyboard.press("Enter")
    page.wait_for_url("**/capture/?**line=**")
    page.get_by_role("button", name="Agree").press("Enter")
    page.wait_for_url("**/REV-0001/?item=**")


def test_a_monthly_meeting_is_held_by_keyboard_from_agenda_to_read_back(
    chromium: Browser, cast: Cast, signed_in: SignIn
) -> None:
    tell(cast)
    review, (first, second) = prepared(cast, "Fuel spill", "Broken tug", tier="month")
    all_present(cast, review)
    page = open_window(chromium, signed_in(cast.leader)).visit("/REV-0001/")
    _decide(page)
    _agree(page)
    page.keyboard.press("n")
    page.wait_for_url(f"**?item={second.pk}")
    for key in inputs_of("month"):
        page.keyboard.press("n")
        page.wait_for_url(f"**?input={key}")
    page.keyboard.press("n")
    page.wait_for_url("**/close/")
    page.get_by_text("As text, for the minutes").click()
    expect(page.locator("#read-back")).to_have_value(re.compile("- Count the couplings, by 1 Apr 2026"))
    expect(page.get_by_role("link", name="Count the couplings")).to_be_visible()
    page.get_by_label("What the meeting concluded").fill("Couplings are replaced.")
    page.get_by_role("button", name="Close the meeting").press("Enter")
    page.wait_for_url("**/REV-0001/")
    expect(page.get_by_role("heading", name="Who owes what by when")).to_be_visible()
    assert Review.objects.get().state == "held"
    assert Decision.objects.get().origin_id == first.record_id
    assert Action.objects.get().owner == cast.west_owner
    assert AgendaItem.objects.filter(looked_at=True).count() == 2


def test_j_and_k_go_from_item_to_item_and_move_nothing(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    _review, (first, second) = prepared(cast)
    page = open_window(chromium, signed_in(cast.leader)).visit("/REV-0001/")
    page.keyboard.press("j")
    page.wait_for_url(f"**?item={second.pk}")
    page.keyboard.press("k")
    page.wait_for_url(f"**?item={first.pk}")
    assert not AgendaItem.objects.exclude(moved_at=None).exists()
    page.keyboard.press("Shift+J")
    expect(page.get_by_role("status").get_by_text("Moved down to place 2 of 2")).to_be_visible()
    assert [item.pk for item in AgendaItem.objects.all()] == [second.pk, first.pk]
    page.keyboard.press("u")
    expect(page.get_by_text("Moved up to place 1 of 2")).to_be_visible()
    assert [item.pk for item in AgendaItem.objects.all()] == [first.pk, second.pk]


def test_the_delegate_is_asked_for_only_where_somebody_delegates(
    chromium: Browser, cast: Cast, signed_in: SignIn
) -> None:
    tell(cast)
    planned(cast)
    window: Window = open_window(chromium, signed_in(cast.quality))
    page = window.visit("/REV-0001/attendance/")
    row = page.get_by_role("group", name="Station manager East").first
    expect(row.get_by_label("Sent", exact=True)).not_to_be_visible()
    row.get_by_label("delegated").check()
    expect(row.get_by_label("Sent", exact=True)).to_be_visible()
