"""Pages of risks in a real browser: sound in both colours, at a desk and on a phone; and one journey by hand."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser

from pilothouse.measures.models import Signal
from pilothouse.measures.operations import explain_signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.records.models import Link
from pilothouse.risks.models import Risk, Trip
from tests.bridge.stage import indicator, line
from tests.cast import NOW, Cast, act
from tests.chromium import follow
from tests.remembered import remembered
from tests.risks.story import MINUTE, TODAY
from tests.stage import frame
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
    follow(page, page.get_by_role("link", name="Tow bars run out"))
    follow(page, page.get_by_role("link", name="Decline"))
    page.get_by_label("Why?").fill("A week of holidays")
    follow(page, page.get_by_role("button", name="Decline"))
    page.get_by_text("The risk stands as it stood before.").wait_for()
    assert Trip.objects.get().reason == "A week of holidays"


def test_one_risk_is_raised_from_a_systemic_signal(chromium: Browser, cast: Cast, signed_in: SignIn) -> None:
    *_direction, objective, process = frame(cast)
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="A test.")
    measured = indicator(cast, process=process, objectives=[objective])
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    explained = Signal.objects.get(unit=cast.west)
    explain_signal(act(cast.west_owner), explained, explanation="Fog in the west")
    page = open_window(chromium, signed_in(cast.leader)).visit("/signals/together/")
    follow(page, page.get_by_role("button", name="Register one risk for them"))
    page.get_by_text("It answers this signal:").wait_for()
    page.get_by_text("It is tied to this one, whose answer stays what it is").wait_for()
    follow(page, page.get_by_role("button", name="Register"))
    page.get_by_text("is on the register").wait_for()
    risk = Risk.objects.get()
    assert risk.title == "Departures on time: worse again at EST, WST together"
    assert (risk.unit_id, "They began together" in risk.cause) == (cast.office.pk, True)
    assert risk.consequence == "What could be missed: Depart on time."
    assert {one.at_stake_id for one in risk.stakes.all()} == {process.pk, objective.pk}
    signals = set(Signal.objects.values_list("pk", flat=True))
    assert Signal.objects.get(pk=explained.pk).explanation == "Fog in the west"
    linked = {risk.origin_id} | set(Link.objects.filter(record=risk).values_list("other_id", flat=True))
    assert linked == signals
    assert not Signal.objects.filter(ended_at=None).exists()
