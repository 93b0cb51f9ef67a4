"""Pages of risks in a real browser: sound in both colours, at a desk and on a phone; and one journey by hand."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.risks.models import Trip
from tests.cast import Cast, act
from tests.remembered import remembered
from tests.risks.story import MINUTE, TODAY
from tests.web.browser import open_window
from tests.web.risks.stage import Register, set_out

pytestmark = pytest.mark.browser
SignIn = Callable[[Person], Client]
PAGES = (
    "/risks/", "/risks/register/", "/risks/opportunities/", "/risks/new/", "/risks/curve/", "/risks/hit-rate/",
    "/organisation/appetite/", "/{warned}/", "/{dear}/", "/{dear}/rate/", "/{dear}/estimate/", "/{dear}/watch/",
    "/{dear}/accept/", "/{chance}/", "/{issue}/foreseen/",
)  # fmt: skip


@pytest.fixture
def register(cast: Cast) -> Register:
    """The story stands still on its day."""
    found = remembered("register", set_out, cast)
    tell_story(act(cast.leader, later=3 * MINUTE), cast.organisation, day=TODAY, note="A test.")
    return found


def test_every_page_is_sound(chromium: Browser, cast: Cast, register: Register, signed_in: SignIn) -> None:
    codes = {name: getattr(register, name).code for name in ("warned", "dear", "chance", "issue")}
    window = open_window(chromium, signed_in(cast.leader))
    assert window.unsound(*(path.format(**codes) for path in PAGES)) == {}


def test_an_owner_answers_a_warning(chromium: Browser, cast: Cast, register: Register, signed_in: SignIn) -> None:
    page = open_window(chromium, signed_in(cast.owner)).visit("/my-work/")
    page.get_by_role("link", name="Tow bars run out").click()
    page.get_by_role("link", name="Decline").click()
    page.get_by_label("Why?").fill("A week of holidays")
    page.get_by_role("button", name="Decline").click()
    page.get_by_text("The risk stands as it stood before.").wait_for()
    assert Trip.objects.get().reason == "A week of holidays"
