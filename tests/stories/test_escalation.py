"""Silence climbs, and is answered by each of its three exits: taken over, done, or left with a reason."""

from datetime import timedelta

from django.test import Client

from pilothouse.bridge.my_work import my_work
from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import plan_action
from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.operations import tell_story
from pilothouse.trail.verify import verify
from tests.bridge.stage import LATER, answered, day, fallen
from tests.cast import Cast, act
from tests.stories.test_monthly_meeting import client_of


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
