"""The page of the escalation contract, and the exits on the page of what has climbed."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.operations import tell_story
from pilothouse.records.climbing import usual_limits
from pilothouse.records.models import Record
from pilothouse.trail.operation import OPERATIONS
from pilothouse.web.records.acting import STEPS
from tests.bridge.stage import day
from tests.cast import Cast, act
from tests.chromium import follow
from tests.house.test_queries import signed_in
from tests.records.test_accept_escalation import late_action
from tests.web.browser import open_window
from tests.web.records.stage import exported

PAGE = "/organisation/escalation/"


def on(cast: Cast, days: int) -> None:
    """Stop the clock so many days after the story's present."""
    tell_story(act(cast.leader, later=timedelta(days=2)), Organisation.objects.get(), day=day(days), note="A test.")


def page(person: Person, address: str) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_limits_say_what_they_mean_today(cast: Cast) -> None:
    late_action(cast)
    on(cast, 34)
    assert "The one past its day has not climbed." in page(cast.leader, PAGE)
    limits = dict.fromkeys(usual_limits(), 3)
    client = signed_in(cast.leader)
    rows = exported(client, PAGE + "?format=csv")
    assert len(rows) == len(limits)
    assert "The one past its day has not climbed." in {row[2] for row in rows}
    tried = client.get(PAGE, limits).content.decode()
    assert "The one past its day has climbed." in tried
    stale = {**limits, "why": "Sooner.", "version": 1}
    assert client.post(PAGE, stale).status_code == 409
    values = {**stale, "version": Organisation.objects.get().version}
    answer = client.post(PAGE, values, follow=True)
    assert "The one past its day has climbed." in answer.content.decode()
    assert "Sooner." in answer.content.decode()


def test_whom_it_climbed_to_takes_it_over(cast: Cast) -> None:
    action = late_action(cast)
    on(cast, 38)
    shown = page(cast.owner, f"/{action.code}/")
    assert "Climbed to you" in shown
    assert f"/{action.code}/climbed/take/" in shown
    assert "Climbed to Station manager East" in page(cast.leader, f"/{action.code}/")
    assert "climbed to you" in page(cast.owner, "/my-work/")
    client = signed_in(cast.owner)
    values = {"version": Record.objects.get(pk=action.pk).version, "until": day(45).isoformat()}
    client.post(f"/{action.code}/climbed/take/", values)
    assert Record.objects.get(pk=action.pk).owner_id == cast.owner.pk


def test_whom_it_climbed_to_leaves_it_with_a_reason(cast: Cast) -> None:
    action = late_action(cast)
    on(cast, 38)
    client = signed_in(cast.owner)
    assert client.post(f"/{action.code}/climbed/leave/", {"reason": ""}).status_code == 422
    client.post(f"/{action.code}/climbed/leave/", {"reason": "Parts come on Friday."})
    assert "Parts come on Friday." in page(cast.member, f"/{action.code}/")
    assert "left it here: Parts come on Friday." in page(cast.member, "/my-work/")
    assert "climbed/take" not in page(cast.owner, f"/{action.code}/")


@pytest.mark.parametrize("verb", ["take", "leave"])
def test_nobody_else_finds_the_exits(cast: Cast, verb: str) -> None:
    action = late_action(cast)
    on(cast, 38)
    for person in (cast.leader, cast.member):
        assert signed_in(person).get(f"/{action.code}/climbed/{verb}/").status_code == 404


def test_everything_that_waits_has_a_way_to_act() -> None:
    assert set(STEPS) == set(usual_limits())
    assert {step.operation for steps in STEPS.values() for step in steps} <= set(OPERATIONS)


@pytest.mark.browser
def test_an_escalation_is_answered_by_acting(chromium: Browser, cast: Cast) -> None:
    action = late_action(cast)
    on(cast, 38)
    shown = open_window(chromium, signed_in(cast.owner), width=390).visit("/my-work/")
    follow(shown, shown.get_by_role("link", name=action.title).first)
    shown.get_by_text("Climbed to you").wait_for()
    follow(shown, shown.get_by_role("link", name="Say that it is done"))
    shown.get_by_label("What was done?").fill("Parts came, and are in.")
    follow(shown, shown.get_by_role("button", name="Done"))
    shown.get_by_text("Parts came, and are in.").first.wait_for()
    assert Record.objects.get(pk=action.pk).ended_at is not None
    expect(shown.get_by_text("Climbed to you")).to_have_count(0)
