"""Journeys of those who decide: hold a review, see a verdict, verify an effect, walk the thread up and down."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visitor
from tests.browser.looking import press, sound, tab_to, type_into
from tests.cast import PASSWORD
from tests.chromium import follow


def test_a_verdict_is_seen_and_given_by_keyboard_alone(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    page.goto(f"{site.url}/reviews/")
    tab_to(page, page.get_by_role("link", name="Spare crew in the morning").first)
    page.keyboard.press("Enter")
    page.wait_for_url(site.of("decision"))
    expect(page.get_by_text("+6.0 points").first).to_be_visible()
    expect(page.get_by_text("the numbers say: better as forecast")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Give the verdict").first)
    page.keyboard.press("Enter")
    page.wait_for_url(site.of("decision", "judge/"))
    sound(page)
    type_into(page, "What we make of it", "The crew did it; the buffers helped.")
    press(page, "So it is: better as forecast")
    page.wait_for_url(site.of("decision"))
    expect(page.get_by_text("better as forecast").first).to_be_visible()
    expect(page.get_by_text("The crew did it; the buffers helped.").first).to_be_visible()
    expect(page.get_by_role("link", name="Give the verdict")).to_have_count(0)
    sound(page)
    page.goto(f"{site.url}/")
    expect(page.get_by_role("region", name="Did our decisions work?")).to_contain_text("better as forecast")


def test_an_owner_verifies_an_effect_without_script(site: Site, visit: Visitor) -> None:
    page = visit("owner", script=False)
    page.goto(f"{site.url}/my-work/")
    follow(page, page.get_by_role("link", name=re.compile("Effect of: Restore buffers")).first)
    expect(page.get_by_text("The change is +7.7 points")).to_be_visible()
    form = page.locator("form", has=page.get_by_role("button", name="Confirm the verdict"))
    expect(form.get_by_label("better", exact=True)).to_be_checked()
    form.get_by_label("Why?").fill("Turns are on time since the buffers are back.")
    follow(page, form.get_by_role("button", name="Confirm the verdict"))
    expect(page.get_by_role("button", name="Confirm the verdict")).to_have_count(0)
    expect(page.get_by_text("Turns are on time since the buffers are back.").first).to_be_visible()
    page.goto(site.of("action"))
    expect(page.get_by_role("heading", name="Did it work?")).to_be_visible()
    expect(page.locator("main")).to_contain_text("better")


def test_a_review_is_held(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    page.goto(site.of("review"))
    follow(page, page.get_by_role("button", name="Bring up to date"))
    expect(page.get_by_text("items on the agenda.")).to_be_visible()
    sound(page)
    _attend(page)
    follow(page, page.get_by_role("link", name=re.compile("Buffers are too short")).first)
    _decide(page, site)
    page.get_by_label("Minute").fill("Agreed by all.")
    follow(page, page.get_by_role("button", name=re.compile("Looked at")))
    _close(page, site)


def _attend(page: Page) -> None:
    follow(page, page.get_by_role("link", name="Note attendance"))
    for name, word in (
        ("Managing director", "present"),
        ("Quality manager", "present"),
        ("Station manager East", "absent"),
    ):
        page.get_by_role("group", name=name).first.get_by_label(word, exact=True).check()
    sound(page)
    follow(page, page.get_by_role("button", name="Save"))


def _decide(page: Page, site: Site) -> None:
    follow(page, page.get_by_role("link", name="Decide", exact=True))
    page.get_by_label("What do we decide?").fill("Summer plan with its own buffers")
    page.get_by_label("Why", exact=True).fill("The winter times cannot be kept in summer.")
    page.get_by_label("Owner").select_option(label="Station manager East")
    page.get_by_label("Carried out by").fill("2026-09-01")
    page.get_by_label("We expect that").select_option(label="Departures on time, EST (%)")
    page.get_by_label(re.compile("^will")).select_option(label="rise by")
    page.get_by_label("how much").fill("4")
    page.get_by_label("Verdict on").fill("2026-10-01")
    page.get_by_label("How sure, in %").fill("60")
    sound(page)
    follow(page, page.get_by_role("button", name="Decide"))
    expect(page.get_by_text("is decided and locked.")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/{site.codes['review']}/\?item="))


def _close(page: Page, site: Site) -> None:
    page.goto(site.of("review", "close/"))
    expect(page.get_by_role("link", name="Summer plan with its own buffers").first).to_be_visible()
    sound(page)
    page.get_by_label("What the meeting concluded").fill("Buffers come back with the summer plan.")
    follow(page, page.get_by_role("button", name="Close the meeting"))
    expect(page.get_by_text("These are its minutes.")).to_be_visible()
    for text in ("Buffers come back with the summer plan.", "Agreed by all.", "The winter times cannot be kept"):
        expect(page.get_by_text(text).first).to_be_visible()
    sound(page)


def test_the_river_is_walked_from_the_bridge_to_the_effect_and_back(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    page.goto(f"{site.url}/")
    follow(page, page.get_by_role("region", name="Where we are going").get_by_role("link", name="Depart on time"))
    expect(page).to_have_url(site.of("objective"))
    follow(page, page.locator("main").get_by_role("link", name=re.compile("Departures on time, EST")).first)
    expect(page).to_have_url(re.compile("/series/"))
    for name in ("signal", "issue", "decision", "action", "verification"):
        _go_to(page, site, name)
    follow(page, page.get_by_role("link", name="The whole thread"))
    sound(page)
    story = page.get_by_role("region", name="From the origin to the effect").locator("a").all()
    told = list(dict.fromkeys(link.get_attribute("href") for link in story))
    knots = [f"/{site.codes[name]}/" for name in ("signal", "issue", "decision", "action", "verification")]
    assert [href for href in told if href in knots] == knots
    _go_to(page, site, "signal")
    follow(page, page.get_by_role("navigation", name="Line of sight").get_by_role("link", name="Depart on time"))
    expect(page).to_have_url(site.of("objective"))


def _go_to(page: Page, site: Site, name: str) -> None:
    """Click the first link in the text (not in a drawing) that leads to this record."""
    follow(page, page.locator(f'main :not(svg):not(g) > a[href="/{site.codes[name]}/"]').first)
    expect(page).to_have_url(site.of(name))


def test_a_pack_is_frozen_signed_and_made_again(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    page.goto(site.of("review"))
    follow(page, page.get_by_role("link", name="Packs").first)
    follow(page, page.get_by_role("button", name="Freeze what is known now"))
    expect(page.get_by_text("is frozen. It stays as it is")).to_be_visible()
    follow(page, page.get_by_role("link", name="Sign"))
    for button in page.get_by_label("yes", exact=True).all():
        button.check()
    page.get_by_label("password").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Sign"))
    expect(page.get_by_role("region", name="Signed")).to_contain_text("Managing director")
    follow(page, page.get_by_role("button", name="Make it again and compare"))
    expect(page.get_by_text("Made again, and equal to the byte")).to_be_visible()
    sound(page)
