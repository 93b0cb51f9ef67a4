"""Improvement in a real browser: from a report on a phone to a confirmed effect, by keyboard, sound in both themes."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.improvement.operations import contain_issue, name_cause, name_recurrence
from pilothouse.organisation.models import Person
from tests.cast import Cast, act
from tests.chromium import follow
from tests.improvement.story import CHANGE, LATER, line, opened, planned, reported, watched
from tests.web.browser import Window, open_window

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]


def whole_case(cast: Cast) -> tuple[Issue, Verification]:
    """An issue with everything on its page."""
    issue, series, by = opened(cast), line(cast), act(cast.owner)
    contain_issue(by, issue, containment="Gate closed")
    top = name_cause(by, issue, text="The pin sheared", evidence="Photo")
    name_cause(by, issue, text="Nobody inspects", parent=top, root=True)
    planned(cast, issue)
    proof = watched(cast, series, issue)
    name_recurrence(by, opened(cast), earlier=issue)
    reported(cast)
    return issue, proof


def wide(page: Page) -> bool:
    """Does the page scroll sideways?"""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_pages_are_sound(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    issue, proof = whole_case(cast)
    waiting = Issue.objects.order_by("number").last()
    addresses = ["/improvement/report/", "/improvement/issues/", "/improvement/actions/"]
    addresses += ["/improvement/import/", f"/{issue.code}/", f"/{proof.code}/"]
    addresses += [f"/{waiting.code}/triage/", f"/{issue.code}/plan/", f"/{waiting.code}/reported/"]
    assert open_window(chromium, signed_in(cast.quality)).unsound(*addresses) == {}


def test_reported_on_a_phone(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    known = opened(cast)
    window = open_window(chromium, signed_in(cast.member), width=390, height=844)
    page = window.visit("/improvement/report/")
    page.get_by_label("What happened").press_sequentially("The tow bar is broken at gate 4 again")
    page.locator("#alike").get_by_text(known.code).wait_for()
    page.get_by_label("it hurts").check()
    follow(page, page.get_by_role("button", name="Send"))
    page.get_by_text("Thank you").wait_for()
    issue = Issue.objects.exclude(pk=known.pk).get()
    assert issue.code in page.content()
    assert (issue.severity, issue.unit) == ("serious", cast.east)
    assert window.complaints == []


def test_from_triage_to_the_cause_by_keyboard(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    issue = reported(cast)
    window = open_window(chromium, signed_in(cast.quality))
    page = window.visit("/improvement/")
    page.get_by_role("link", name=f"Accept and assign {issue.code}").press("Enter")
    page.get_by_label("Who answers for it?").select_option(str(cast.owner.pk))
    page.get_by_label("By when?").fill(LATER.isoformat())
    page.get_by_role("button", name="Accept and assign").press("Enter")
    page.get_by_role("link", name="Ask why").press("Enter")
    page.get_by_label("Why?").fill("The pin sheared")
    page.keyboard.press("Enter")
    page.wait_for_url("**#whys", wait_until="load")
    page.get_by_role("link", name="And why?").press("Enter")
    page.wait_for_url("**/why/?below=*", wait_until="load")
    page.get_by_label("Why?").fill("Nobody inspects")
    page.get_by_label("This is the root cause").press("Space")
    page.get_by_role("button", name="Add the answer").press("Enter")
    page.get_by_text("root cause", exact=True).wait_for()
    assert [(cause.text, cause.root) for cause in issue.causes.all()] == [
        ("The pin sheared", False),
        ("Nobody inspects", True),
    ]
    assert window.complaints == []


def test_from_done_to_the_verdict(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    action = planned(cast, series=line(cast))
    window = open_window(chromium, signed_in(cast.owner))
    page = window.visit(f"/{action.code}/")
    follow(page, page.get_by_role("link", name="Done"))
    page.get_by_label("What was done?").fill("Bought")
    page.get_by_label("When?").fill(CHANGE.isoformat())
    follow(page, page.get_by_role("button", name="Done"))
    follow(page, page.get_by_role("link", name="Verify the effect"))
    assert page.get_by_label("better", exact=True).is_checked(), "proposed by the numbers"
    page.get_by_label("Why?").fill("The crews say the same")
    follow(page, page.get_by_role("button", name="Confirm the verdict"))
    page.get_by_text("+10.1 points (95 %: +8.7 to +11.5)").first.wait_for()
    assert Action.objects.get(pk=action.pk).state == "effective"
    assert window.complaints == []


def test_without_script_the_list_filters(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    opened(cast, severity="grave"), opened(cast, severity="slight")
    window: Window = open_window(chromium, signed_in(cast.quality))
    page = window.visit("/improvement/issues/?severity=grave")
    assert page.locator("#list tbody tr").count() == 1


def test_the_letters_of_a_chart_are_as_large_as_the_page_s(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    _issue, proof = whole_case(cast)
    page = open_window(chromium, signed_in(cast.quality)).visit(f"/{proof.code}/")
    scale = page.locator("svg.pbc-wide").first.evaluate(
        "drawing => drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width"
    )
    assert 0.9 < scale < 1.2


def test_a_risk_s_number_is_asked_for_only_by_the_answer_that_needs_it(
    chromium: Browser, cast: Cast, signed_in: SignIn
) -> None:
    issue = opened(cast, severity="grave")
    window = open_window(chromium, signed_in(cast.quality))
    assert window.unsound(f"/{issue.code}/close/", f"/{issue.code}/foreseen/") == {}
    for verb in ("close", "foreseen"):
        page = window.visit(f"/{issue.code}/{verb}/")
        assert page.get_by_label("Number of the risk").is_hidden()
        page.get_by_label("yes, as the risk with the number below").check()
        assert page.get_by_label("Number of the risk").is_visible()
        page.get_by_label("Number of the risk").fill("RSK-9999")
        page.get_by_label("not known").check()
        assert page.get_by_label("Number of the risk").is_hidden()
        if verb == "close":
            page.get_by_label("What did we learn?").fill("Look twice")
        follow(page, page.locator("main .form .button-main"))
        assert "You gave a number" in page.locator("#id_number_error").inner_text()
        assert page.get_by_label("Number of the risk").is_visible(), "what is wrong can be mended where it is told"
