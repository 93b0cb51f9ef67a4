"""A cause that runs through two units: each explains its own change, and the leader puts what they share on the
register.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from pilothouse.measures.models import Signal
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.queries import common_weeks
from pilothouse.risks.models import Risk
from pilothouse.trail.verify import verify
from tests.bridge.stage import indicator, line
from tests.cast import EVENING, NOW, Cast, act
from tests.chromium import follow
from tests.stories.test_monthly_meeting import client_of
from tests.web.browser import open_window


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
def test_a_leader_registers_one_risk_from_one_cause(chromium: Browser, cast: Cast) -> None:
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="A test.")
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    page = open_window(chromium, client_of(cast.leader)).visit("/signals/together/")
    page.locator("details summary").first.click()
    follow(page, page.get_by_role("button", name="Register one risk for them"))
    expect(
        page.get_by_text("What they share is more likely the cause than each of them: say what it is.")
    ).to_be_visible()
    page.get_by_label("Because of").fill("Fog comes in over both airports")
    follow(page, page.get_by_role("button", name="Register"))
    expect(page.get_by_text("It answers 2 signals.")).to_be_visible()
    risk = Risk.objects.get()
    assert (risk.cause, risk.unit) == ("Fog comes in over both airports", cast.office)
    assert not Signal.objects.filter(ended_at=None).exists()
    assert verify().whole
