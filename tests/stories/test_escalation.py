"""Silence climbs, and is answered by each of its three exits: taken over, done, or left with a reason."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from pilothouse.bridge.my_work import my_work
from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import plan_action
from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.operations import tell_story
from pilothouse.trail.verify import verify
from tests.bridge.stage import LATER, answered, day, fallen
from tests.cast import Cast, act
from tests.chromium import follow
from tests.stories.test_monthly_meeting import client_of
from tests.web.browser import open_window


def on(cast: Cast, days: int, who: Person) -> Client:
    """That day comes, and somebody signs in."""
    tell_story(act(cast.leader, later=timedelta(days=days)), Organisation.objects.get(), day=day(days), note="A test.")
    return client_of(who)


def asked(person: Person, days: int) -> set[str]:
    """Titles of the actions that have climbed to somebody by then."""
    return {line.record.title for line in my_work(person, day(days)) if line.to_me and line.record.kind == "action"}


def test_silence_climbs_and_each_exit_ends_it(cast: Cast) -> None:
    issue = answered(cast, fallen(cast))
    taken, done, left = (
        plan_action(act(cast.owner, later=timedelta(days=2)), origin=issue, title=title, owner=cast.member, due=LATER,
                    purpose="correction")
        for title in ("Restore buffers", "Order parts", "Train two more")
    )  # fmt: skip
    assert asked(cast.owner, 36) == set(), "six days late"
    client = on(cast, 38, cast.owner)
    assert asked(cast.owner, 38) == {"Restore buffers", "Order parts", "Train two more"}
    assert client.get("/my-work/").content.decode().count("climbed to you") >= 3
    until = {"version": taken.version, "until": day(60).isoformat()}
    assert client.post(f"/{taken.code}/climbed/take/", until).status_code == 302
    outcome = {"version": done.version, "outcome": "Parts came, and are in.", "done_on": day(38).isoformat()}
    assert client.post(f"/{done.code}/complete/", outcome).status_code == 302
    assert client.post(f"/{left.code}/climbed/leave/", {"reason": "The trainer comes in May."}).status_code == 302
    assert asked(cast.owner, 38) == asked(cast.leader, 38) == set()
    assert "left it here: The trainer comes in May." in client_of(cast.member).get("/my-work/").content.decode()
    # Taken over it waits for its new day, done it is over; what was left climbs on when the next limit has passed.
    assert (asked(cast.leader, 46), asked(cast.leader, 59)) == ({"Train two more"}, {"Train two more"})
    leader = on(cast, 47, cast.leader)
    assert "Train two more" in leader.get("/bridge/").content.decode()
    left.refresh_from_db()
    mine = {"version": left.version, "until": day(70).isoformat()}
    assert leader.post(f"/{left.code}/climbed/take/", mine).status_code == 302
    owners = {one.title: one.owner for one in Action.objects.select_related("owner")}
    assert owners == {"Restore buffers": cast.owner, "Order parts": cast.member, "Train two more": cast.leader}
    assert asked(cast.leader, 59) == asked(cast.owner, 59) == set(), "nobody is silent any more"
    assert verify().whole


@pytest.mark.browser
def test_who_is_climbed_to_takes_over_or_leaves_it(chromium: Browser, cast: Cast) -> None:
    issue = answered(cast, fallen(cast))
    titles = ("Restore buffers", "Train two more")
    for title in titles:
        plan_action(act(cast.owner, later=timedelta(days=2)), origin=issue, title=title, owner=cast.member, due=LATER,
                    purpose="correction")  # fmt: skip
    page = open_window(chromium, on(cast, 38, cast.owner)).visit("/my-work/")
    follow(page, page.get_by_role("link", name=titles[0]).first)
    follow(page, page.get_by_role("link", name="Take it over"))
    page.get_by_label("Promised for").fill(day(60).isoformat())
    follow(page, page.get_by_role("button", name="Take it over"))
    expect(page.get_by_text("Station manager East").first).to_be_visible()
    page.goto(page.url.partition("/ACT-")[0] + "/my-work/")
    follow(page, page.get_by_role("link", name=titles[1]).first)
    follow(page, page.get_by_role("link", name="Leave it, with a reason"))
    page.get_by_role("button", name="Leave it").click()  # without a reason nothing is left
    expect(page.get_by_label("Why it stays where it is")).to_be_focused()
    page.get_by_label("Why it stays where it is").fill("The trainer comes in May.")
    follow(page, page.get_by_role("button", name="Leave it"))
    expect(page.get_by_text("The trainer comes in May.").first).to_be_visible()
    assert {one.title: one.owner for one in Action.objects.select_related("owner")} == {
        titles[0]: cast.owner, titles[1]: cast.member,
    }  # fmt: skip
    assert asked(cast.owner, 38) == set()
    assert verify().whole
