"""Another owner."""

from datetime import date

import pytest

from pilothouse.organisation.operations import note_leaving
from pilothouse.records.operations import hand_over
from pilothouse.strategy.operations import end_objective
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.web.records.stage import objective


def test_the_new_owner_answers_for_it(cast: Cast) -> None:
    aim = objective(cast)
    changed = hand_over(act(cast.leader), aim, owner=cast.quality)
    assert changed.owner == cast.quality
    assert verify().whole


def test_not_to_somebody_who_has_left(cast: Cast) -> None:
    note_leaving(act(cast.leader), cast.member, on=date(2026, 3, 1))
    cast.member.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        hand_over(act(cast.leader), objective(cast), owner=cast.member)
    assert refusal.value.field == "owner"


def test_what_has_ended_changes_no_more(cast: Cast) -> None:
    aim = end_objective(act(cast.leader), objective(cast), step="reach", reason="Reached early.")
    with pytest.raises(Refused):
        hand_over(act(cast.leader), aim, owner=cast.quality)


def test_who_was_slower_is_told(cast: Cast) -> None:
    aim = objective(cast)
    stale = aim.version
    hand_over(act(cast.leader), aim, owner=cast.quality)
    aim.version = stale
    with pytest.raises(Conflict):
        hand_over(act(cast.leader), aim, owner=cast.leader)


def test_members_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        hand_over(act(cast.member), objective(cast), owner=cast.member)
