"""Leaving what has climbed with whom it was."""

from datetime import timedelta

import pytest

from pilothouse.bridge.my_work import my_work
from pilothouse.bridge.thread import thread
from pilothouse.records.models import Note
from pilothouse.records.operations import decline_escalation
from pilothouse.trail.act import NotAllowed, Refused
from tests.bridge.stage import day
from tests.cast import Cast, act
from tests.records.test_accept_escalation import climbed, late_action


def test_it_stays_below_with_the_reason_and_then_climbs_past(cast: Cast) -> None:
    action = late_action(cast)
    decline_escalation(act(cast.owner, later=timedelta(days=38)), action, reason="Spare parts come on Friday.")
    assert climbed(cast, 44) == {}
    (line,) = [line for line in my_work(cast.member, day(39)) if line.record.pk == action.pk]
    assert line.climb.reply.reason == "Spare parts come on Friday."
    assert climbed(cast, 45) == {"owner": ["Managing director"], "leader": ["Managing director"]}
    assert "Spare parts" in Note.objects.get(record=action).text
    told = [knot.note for knot in thread(action, cast.leader).knots if "left with whom it was" in str(knot.title)]
    assert told == ["Spare parts come on Friday."]


@pytest.mark.parametrize("reason", [" ", "x" * 501])
def test_not_without_a_reason_nor_with_a_part_of_it(cast: Cast, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        decline_escalation(act(cast.owner, later=timedelta(days=38)), late_action(cast), reason=reason)
    assert refusal.value.field == "reason"


def test_nobody_below_takes_it_from_those_above(cast: Cast) -> None:
    action = late_action(cast)
    with pytest.raises(NotAllowed):
        decline_escalation(act(cast.owner, later=timedelta(days=44)), action, reason="Not this week.")
    assert climbed(cast, 44)["leader"] == ["Managing director"]


def test_only_to_whom_it_has_climbed(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decline_escalation(act(cast.leader, later=timedelta(days=38)), late_action(cast), reason="No.")
