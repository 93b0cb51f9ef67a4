"""A cause that runs through two units: each explains its own change, and the leader puts what they share on the
register, with the series of both as its signs; one of them shows, and its owner is asked and answers.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from pilothouse.improvement.models import Action
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.queries import common_weeks
from pilothouse.risks.models import Risk, Trip
from pilothouse.risks.operations import watch_tripwires
from pilothouse.trail.verify import verify
from tests.bridge.stage import indicator, line
from tests.cast import EVENING, NOW, Cast, act
from tests.chromium import follow
from tests.stories.test_monthly_meeting import client_of
from tests.web.browser import Window, open_window

WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


def test_one_risk_for_what_each_unit_has_explained_alone(cast: Cast) -> None:
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="A test.")
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    east, west = Signal.objects.order_by("unit__code")
    for person, signal in ((cast.owner, east), (cast.west_owner, west)):
        said = {"explain-explanation": "Fog on four mornings"}
        assert client_of(person).post(f"/{signal.code}/explain/", said).status_code == 302
    leader = client_of(cast.leader)
    page = leader.get("/signals/together/").content.decode()
    assert "2 signals, all answered" in page
    assert "Nothing is raised for what they share." in page
    form = leader.get(f"/risks/new/?signal={east.code}&signal={west.code}").context["form"]
    given = {name: value for name, value in form.initial.items() if value}
    assert given["unit"] == cast.office.pk
    tied = given | {"due": given["due"].isoformat(), "tied": [east.code, west.code]}
    page = leader.post("/risks/new/", tied, follow=True).content.decode()
    assert "is on the register" in page
    risk = Risk.objects.get()
    story = leader.get(f"/{risk.code}/thread/").content.decode() + page
    assert all(f"/{signal.code}/" in story for signal in (east, west))
    assert set(Signal.objects.values_list("state", flat=True)) == {"explained"}, "their answers stay"
    (week,) = common_weeks(cast.leader, NOW + EVENING, NOW.date() + timedelta(days=1))
    assert [one.code for one in week.answers] == [risk.code]
    assert verify().whole


@pytest.mark.browser
def test_a_leader_registers_one_risk_from_one_cause_and_its_sign_asks_the_owner(chromium: Browser, cast: Cast) -> None:
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="A test.")
    measured = indicator(cast)
    east, west = (line(cast, measured, unit) for unit in (cast.east, cast.west))
    risk = registered(open_window(chromium, client_of(cast.leader)).visit("/signals/together/"), east, cast)
    assert {(one.series_id, one.side, one.level) for one in risk.tripwires.all()} == {
        (east.pk, -1, 50.0),
        (west.pk, 0, None),
    }
    assert watch_tripwires(act(cast.system, later=EVENING)) == [], "the change it was raised from is no news"
    beyond(cast, east, 45.0)
    (trip,) = watch_tripwires(act(cast.system, later=WEEK + MINUTE))
    tell_story(
        act(cast.leader, later=WEEK + 2 * MINUTE),
        cast.organisation,
        day=(NOW + WEEK).date() + timedelta(days=1),
        note="A week later.",
    )
    assert (trip.wire.series, trip.value) == (east, 45.0)
    answered(open_window(chromium, client_of(cast.owner)), risk)
    risk.refresh_from_db()
    assert (risk.state, Trip.objects.get().answer, Action.objects.get().origin_id) == ("treated", "treated", risk.pk)
    assert verify().whole


def registered(page: Page, east: Series, cast: Cast) -> Risk:
    """From the week on *One cause?* to the page of the risk, with both series as its signs."""
    page.locator("details summary").first.click()
    follow(page, page.get_by_role("button", name="Register one risk for them"))
    expect(
        page.get_by_text("What they share is more likely the cause than each of them: say what it is.")
    ).to_be_visible()
    page.get_by_label("Because of").fill("Fog comes in over both airports")
    for place in ("EST", "WST"):
        expect(page.get_by_label(f"Departures on time, {place}", exact=True)).to_be_checked()
    edge = page.get_by_label("The line, Departures on time, EST")
    expect(edge).to_be_hidden()
    page.get_by_label("When it warns, Departures on time, EST").select_option("when a value lies below")
    assert edge.input_value() == "66.5", "where routine variation ends"
    edge.fill("a little")
    follow(page, page.get_by_role("button", name="Register"))
    expect(page.locator(f"#id_level_{east.pk}_error")).to_be_visible()
    expect(page.get_by_label("Because of")).to_have_value("Fog comes in over both airports")
    expect(edge).to_have_value("a little")
    edge.fill("50")
    follow(page, page.get_by_role("button", name="Register"))
    expect(page.get_by_text("watches 2 signs. Now rate it. It answers 2 signals.")).to_be_visible()
    risk = Risk.objects.get()
    assert (risk.cause, risk.unit, risk.owner) == ("Fog comes in over both airports", cast.office, cast.owner)
    signs = page.get_by_role("region", name="What warns early")
    expect(signs).to_contain_text("below 50")
    expect(signs).to_contain_text("a fresh change to the worse")
    assert not Signal.objects.filter(ended_at=None).exists()
    return risk


def beyond(cast: Cast, series: Series, value: float) -> None:
    """The value of the week that has passed since."""
    monday = NOW.date() - timedelta(days=NOW.weekday())
    row = Row(series.pk, monday, value)
    record_measurements(act(cast.leader, later=WEEK), unit=cast.office, rows=[row], route="paste")


def answered(window: Window, risk: Risk) -> None:
    """The owner finds the warning on the bridge and in my work, and plans what is done about it."""
    page = window.visit("/bridge/")
    expect(page.get_by_role("region", name="Needs you")).to_contain_text(risk.title)
    page.goto(page.url.replace("/bridge/", "/my-work/"))
    follow(page, page.get_by_role("link", name=risk.title).first)
    expect(page.get_by_text("A sign has shown")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="week 10").first).to_contain_text("EST: 45.0")
    follow(page, page.get_by_role("link", name="Act: plan an action"))
    page.get_by_label("What will be done?").fill("Two more tugs on foggy mornings")
    page.get_by_label("Who does it?").select_option("Station manager East")
    page.get_by_label("By when?").fill((NOW + 4 * WEEK).date().isoformat())
    follow(page, page.get_by_role("button", name="Plan"))
    expect(page.get_by_text("Two more tugs on foggy mornings").first).to_be_visible()
