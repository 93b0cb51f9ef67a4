"""Many records, one new owner: all or none."""

import pytest

from pilothouse.records.models import Record
from pilothouse.records.operations import hand_over, hand_over_all
from pilothouse.strategy.operations import end_objective
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.web.records.stage import objective, problem


def owners() -> set[str]:
    return {record.owner.name for record in Record.objects.select_related("owner") if record.owner}


def test_one_act_and_one_entry_for_each(cast: Cast) -> None:
    aims = [objective(cast, title) for title in ("One", "Two")]
    deed = act(cast.leader)
    hand_over_all(deed, aims, owner=cast.quality)
    assert owners() == {cast.quality.name}
    entries = Entry.objects.filter(act=deed.id)
    assert [(entry.name, entry.key) for entry in entries] == [("record.handed_over", aim.pk) for aim in aims]
    assert verify().whole


def test_one_that_has_ended_holds_all_back(cast: Cast) -> None:
    ended = end_objective(act(cast.leader), objective(cast, "One"), step="reach", reason="Reached.")
    with pytest.raises(Refused):
        hand_over_all(act(cast.leader), [objective(cast, "Two"), ended], owner=cast.quality)
    assert owners() == {cast.leader.name}


def test_one_changed_meanwhile_holds_all_back(cast: Cast) -> None:
    aims = [objective(cast, title) for title in ("One", "Two")]
    hand_over(act(cast.leader), objective(cast, "Three"), owner=cast.leader)
    stale = aims[1].version
    hand_over(act(cast.leader), aims[1], owner=cast.quality)
    aims[1].version = stale
    with pytest.raises(Conflict):
        hand_over_all(act(cast.leader), aims, owner=cast.owner)
    assert cast.owner.name not in owners()


def test_the_right_is_asked_for_every_record(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        hand_over_all(act(cast.owner), [problem(cast.member, cast.east), objective(cast)], owner=cast.owner)
    assert owners() == {cast.leader.name}
