"""What is typed in a meeting is there again when one comes back from wherever one was led."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from pilothouse.organisation.models import Person
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import look_at
from tests.cast import Cast, act
from tests.reviews.story import all_present
from tests.web.browser import open_window
from tests.web.reviews.stage import prepared, tell

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]
AGAIN = "Here again as you typed it"


def test_a_minute_outlives_other_items_an_action_and_a_decision(
    chromium: Browser, cast: Cast, signed_in: SignIn
) -> None:
    tell(cast)
    review, (first, second) = prepared(cast)
    all_present(cast, review)
    page = open_window(chromium, signed_in(cast.leader)).visit(f"/REV-0001/?item={first.pk}")
    minute = page.get_by_label("Minute")
    expect(page.get_by_text(AGAIN)).to_be_hidden()
    minute.fill("The couplings are old.")
    minute.blur()
    page.keyboard.press("j")
    page.wait_for_url(f"**?item={second.pk}")
    expect(minute).to_have_value("")
    page.keyboard.press("k")
    page.wait_for_url(f"**?item={first.pk}")
    expect(minute).to_have_value("The couplings are old.")
    expect(page.get_by_text(AGAIN)).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.type("west station manager to count the couplings by 1 Apr")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Agree").click()
    page.wait_for_url("**/REV-0001/?item=**")
    expect(minute).to_have_value("The couplings are old.")
    page.keyboard.press("d")
    page.wait_for_url("**/decide/**")
    page.goto(page.url.replace("decide/", ""))
    expect(minute).to_have_value("The couplings are old.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    expect(page.get_by_text(AGAIN)).to_be_hidden()
    assert AgendaItem.objects.get(pk=first.pk).minute == "The couplings are old."


def test_a_conclusion_outlives_the_way_to_who_was_there(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    prepared(cast)
    page = open_window(chromium, signed_in(cast.leader)).visit("/REV-0001/close/")
    page.get_by_label("What the meeting concluded").fill("Couplings are replaced.")
    page.get_by_role("link", name="Note attendance").click()
    page.wait_for_url("**/attendance/")
    page.goto(page.url.replace("attendance", "close"))
    expect(page.get_by_label("What the meeting concluded")).to_have_value("Couplings are replaced.")


def test_a_minute_outlives_a_save_that_was_refused(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    review, (first, second) = prepared(cast)
    all_present(cast, review)
    look_at(act(cast.leader), first, minute="Old words.")
    page = open_window(chromium, signed_in(cast.leader)).visit(f"/REV-0001/?item={first.pk}")
    minute, long = page.get_by_role("textbox", name="Minute"), "The couplings are old. " * 200
    minute.fill(long)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved yet. What you typed is still here.")).to_be_visible()
    minute.fill(f"{long}Yes.")
    page.goto(page.url.split("/REV-")[0] + f"/REV-0001/?item={second.pk}")
    page.goto(page.url.replace(f"={second.pk}", f"={first.pk}"))
    expect(minute).to_have_value(f"{long}Yes.")
    expect(page.get_by_text(AGAIN)).to_be_visible()


def test_a_minute_that_was_saved_does_not_come_back_beside_what_somebody_added(
    chromium: Browser, cast: Cast, signed_in: SignIn
) -> None:
    tell(cast)
    review, (first, second) = prepared(cast)
    all_present(cast, review)
    page = open_window(chromium, signed_in(cast.leader)).visit(f"/REV-0001/?item={first.pk}")
    minute = page.get_by_role("textbox", name="Minute")
    minute.fill("The couplings are old.")
    page.get_by_role("button", name="Looked at, next").click()
    page.wait_for_url(f"**?item={second.pk}")
    first.refresh_from_db()
    look_at(act(cast.leader), first, minute="The couplings are old. Two of them.")
    page.goto(page.url.replace(f"={second.pk}", f"={first.pk}"))
    expect(minute).to_have_value("The couplings are old. Two of them.")
    expect(page.get_by_text(AGAIN)).to_be_hidden()


def test_a_minute_that_was_sent_after_the_session_ended_is_not_lost(
    chromium: Browser, cast: Cast, signed_in: SignIn
) -> None:
    tell(cast)
    review, (first, _second) = prepared(cast)
    all_present(cast, review)
    window = open_window(chromium, signed_in(cast.leader))
    page = window.visit(f"/REV-0001/?item={first.pk}")
    item, minute = page.url, page.get_by_role("textbox", name="Minute")
    minute.fill("The couplings are old.")
    signed, window.client = window.client, Client()
    page.get_by_role("button", name="Looked at, next").click()
    page.wait_for_url(lambda url: url != item)
    window.client = signed
    page.goto(item)
    expect(minute).to_have_value("The couplings are old.")
    assert not AgendaItem.objects.get(pk=first.pk).minute
