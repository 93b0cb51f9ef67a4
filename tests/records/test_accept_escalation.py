"""Taking over what has climbed."""

from datetime import date, timedelta

import pytest

from pilothouse.bridge.my_work import my_work
from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import plan_action
from pilothouse.records.climbing import climbs_of
from pilothouse.records.operations import accept_escalation
from pilothouse.risks.models import Risk
from pilothouse.risks.operations import accept_risk, assess_by_matrix, open_risk
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.bridge.stage import LATER, answered, day, fallen
from tests.cast import Cast, act


def late_action(cast: Cast) -> Action:
    """An action of a member at East, due on LATER (day 30)."""
    return plan_action(
        act(cast.owner, later=timedelta(days=2)), origin=answered(cast, fallen(cast)), title="Restore buffers",
        owner=cast.member, due=LATER, purpose="correction",
    )  # fmt: skip


def climbed(cast: Cast, days: int) -> dict[str, list[str]]:
    """To whom the action has climbed on this day."""
    return {
        name: [line.climb.names for line in my_work(person, day(days)) if line.to_me and line.record.kind == "action"]
        for name, person in cast.people.items()
        if any(line.to_me and line.record.kind == "action" for line in my_work(person, day(days)))
    }


def test_it_climbs_level_by_level_and_whoever_takes_it_over_owns_it(cast: Cast) -> None:
    action = late_action(cast)
    assert climbed(cast, 36) == {}
    assert climbed(cast, 37) == {"owner": ["Station manager East"]}
    assert climbed(cast, 44) == {"owner": ["Managing director"], "leader": ["Managing director"]}
    taken = accept_escalation(act(cast.owner, later=timedelta(days=37)), action, until=day(50))
    assert (taken.owner_id, taken.due, taken.first_due) == (cast.owner.pk, day(50), LATER)
    assert climbed(cast, 56) == {}
    assert climbed(cast, 57) == {"leader": ["Managing director"]}
    assert verify().whole


def test_only_to_whom_it_has_climbed(cast: Cast) -> None:
    action = late_action(cast)
    for person in (cast.leader, cast.member, cast.west_owner):
        with pytest.raises(NotAllowed):
            accept_escalation(act(person, later=timedelta(days=37)), action, until=day(50))


def test_a_promise_lies_ahead(cast: Cast) -> None:
    action = late_action(cast)
    for until in (day(36), day(37 + 367), date.max):
        with pytest.raises(Refused) as refusal:
            accept_escalation(act(cast.owner, later=timedelta(days=37)), action, until=until)
        assert refusal.value.field == "until"


def test_a_day_without_a_day_after_it_harms_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such days were taken before they were refused."""
    monkeypatch.setattr("pilothouse.records.operations.FARTHEST", date.max - day(20))
    risk = open_risk(act(cast.owner), unit=cast.east, title="Ice", owner=cast.member, due=day(50))
    assess_by_matrix(act(cast.owner), risk, likelihood=1, impact=1)
    accept_risk(act(cast.leader), Risk.objects.get(), until=day(5), reason="It melts.")
    accept_escalation(act(cast.owner, later=timedelta(days=20)), Risk.objects.get(), until=date.max)
    (climb,) = climbs_of(Risk.objects.get(), day(21))
    assert (climb.level, climb.next_on) == (0, None)


def test_silence_does_not_climb_down(cast: Cast) -> None:
    action = late_action(cast)
    accept_escalation(act(cast.leader, later=timedelta(days=45)), action, until=day(46))
    assert all(climbed(cast, days) == {} for days in (53, 60, 67))
