"""A cause that runs through two units: each explains its own change, and the leader puts what they share on the
register.
"""

from datetime import timedelta

from pilothouse.bridge.changes import common_weeks
from pilothouse.measures.models import Signal
from pilothouse.organisation.operations import tell_story
from pilothouse.risks.models import Risk
from pilothouse.trail.verify import verify
from tests.bridge.stage import indicator, line
from tests.cast import EVENING, NOW, Cast, act
from tests.stories.test_monthly_meeting import client_of


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
