"""Everyday journeys: report a problem, answer a signal. With a mouse, with the keyboard alone, without script."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor
from tests.browser.looking import photo, press, sound, tab_to, type_into
from tests.chromium import follow


def test_a_member_reports_a_problem_from_a_phone(site: Site, visit: Visitor, tmp_path: Path) -> None:
    page = visit("member", phone=True)
    page.goto(site.url)
    follow(page, page.get_by_role("link", name="Report a problem").first)
    expect(page.get_by_label("What happened, or what could be better?")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("What happened, or what could be better?").fill("Belt 4 stops every hour. Bags pile up.")
    assert page.get_by_label("Where?").locator("option:checked").inner_text() == "Airport East"
    page.get_by_label("it hurts").check()
    page.get_by_label("Photo").set_input_files(photo(tmp_path))
    sound(page)
    follow(page, page.get_by_role("button", name="Send"))
    expect(page.get_by_role("heading", name="Thank you. It is on record.")).to_be_visible()
    expect(page.get_by_text("says by")).to_be_visible()
    sound(page)
    follow(page, page.get_by_role("link", name="See it"))
    expect(page.get_by_role("heading", name="Belt 4 stops every hour")).to_be_visible()
    expect(page.get_by_text("Bags pile up.").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="belt.png").click()
    assert Path(download.value.path()).read_bytes() == photo(tmp_path).read_bytes()


def test_what_reads_alike_is_offered_while_one_types(site: Site, visit: Visitor) -> None:
    page = visit("member")
    page.goto(f"{site.url}/improvement/report/")
    page.get_by_label("What happened, or what could be better?").press_sequentially("stairs at the gate jam")
    expect(page.locator("#alike").get_by_role("link", name="Stairs at gate 4 jam")).to_be_visible()


def test_a_problem_is_reported_by_keyboard_alone(site: Site, visit: Visitor) -> None:
    page = visit("member")
    page.goto(f"{site.url}/my-work/")
    page.keyboard.press("n")
    page.wait_for_url("**/improvement/report/")
    type_into(page, "What happened, or what could be better?", "The tug leaks oil at stand 12")
    tab_to(page, page.locator("input[name=how_bad]").first)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("it hurts")).to_be_checked()
    press(page, "Send")
    page.wait_for_url("**/reported/")
    expect(page.get_by_role("link", name="The tug leaks oil at stand 12")).to_be_visible()


def test_a_problem_is_reported_without_script(site: Site, visit: Visitor) -> None:
    page = visit("member", script=False)
    page.goto(f"{site.url}/improvement/report/")
    page.get_by_role("button", name="Send").click()  # empty: the browser says what is missing
    expect(page.get_by_label("What happened, or what could be better?")).to_be_focused()
    page.get_by_label("What happened, or what could be better?").fill("Paint the lines yellow")
    page.get_by_label("not bad: an idea").check()
    follow(page, page.get_by_role("button", name="Send"))
    page.wait_for_url("**/reported/")
    expect(page.get_by_role("link", name="Paint the lines yellow")).to_be_visible()


# A signal that waits is needed here; the journeys below answer them for good.
def test_a_signal_joins_an_open_issue_and_is_taken_out_on_a_phone_without_script(site: Site, visit: Visitor) -> None:
    page = visit("leader", phone=True, script=False)
    page.goto(f"{site.url}/signals/?state=open")
    follow(page, page.locator("main table a[href^='/SIG-']").first)
    place = page.url
    follow(page, page.get_by_role("link", name="Join an open issue: somebody works on it already"))
    page.get_by_label("Words or a number").fill("stairs at gate")
    follow(page, page.get_by_role("button", name="Search", exact=True).last)
    found = page.get_by_role("link", name=f"Join {site.codes['reported']}").first
    expect(found).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    follow(page, found)
    expect(page.get_by_text("All or none of them.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("Why is it the same trouble?").fill("People wait at the stairs")
    follow(page, page.get_by_role("button", name=f"Join {site.codes['reported']}"))
    expect(page.get_by_text(f"1 signal joined {site.codes['reported']}.")).to_be_visible()
    page.goto(place)
    expect(page.get_by_text("It joined an open issue:")).to_be_visible()
    follow(page, page.get_by_role("link", name="Take it out again"))
    page.get_by_label("Why?").fill("The stairs were mended before")
    follow(page, page.get_by_role("button", name="Take it out"))
    expect(page).to_have_url(place)
    expect(page.get_by_role("link", name="Join an open issue: somebody works on it already")).to_be_visible()


def test_the_pages_that_join_signals_are_sound(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    page.goto(f"{site.url}/signals/?state=open")
    signal = page.locator("main table a[href^='/SIG-']").first.get_attribute("href") or ""
    code = signal.strip("/")
    for address in (
        f"/signals/join/?signal={code}&q=stairs",
        f"/signals/join/?signal={code}&issue={site.codes['issue']}",
        f"/signals/issue/?signal={code}",
        "/signals/join/",
        "/signals/together/",
    ):
        page.goto(f"{site.url}{address}")
        sound(page)


def test_an_owner_explains_a_signal_by_keyboard_alone(site: Site, visit: Visitor) -> None:
    page = visit("west_owner")
    page.goto(f"{site.url}/my-work/")
    tab_to(page, page.get_by_role("link", name="Departures on time, WST: higher").first)
    page.keyboard.press("Enter")
    page.wait_for_url(site.of("open_signal"))
    type_into(page, "What is the cause?", "A second pushback crew since January")
    press(page, "Explain")
    expect(page.get_by_text("Explained. It stays with the series.")).to_be_visible()
    expect(page.get_by_text("A second pushback crew since January").first).to_be_visible()
    expect(page.get_by_role("button", name="Explain", exact=True)).to_have_count(0)


def test_a_leader_opens_an_issue_from_the_bridge(site: Site, visit: Visitor) -> None:
    page = visit("leader")
    page.goto(f"{site.url}/")
    sound(page)
    changed = page.get_by_role("region", name="What really changed")
    follow(page, changed.get_by_role("link", name="Departures on time, WST").first)
    page.get_by_text("Open an issue: somebody works on it").click()
    sound(page)
    box = page.locator("#issue")
    box.get_by_label("What is wrong, or what helped?").fill("Half the crews were lent to the east")
    box.get_by_label("Who works on it").select_option(label="Station manager West")
    box.get_by_label("By when").fill("2026-08-20")
    follow(page, box.get_by_role("button", name="Open the issue"))
    expect(page.get_by_text("It answers the signal.")).to_be_visible()
    expect(page.get_by_role("heading", name="Half the crews were lent to the east")).to_be_visible()
    sound(page)
    page.goto(f"{site.url}/")
    expect(page.get_by_role("region", name="What really changed")).to_contain_text("Station manager West")
    expect(page.get_by_role("region", name="What really changed")).not_to_contain_text("unanswered")
