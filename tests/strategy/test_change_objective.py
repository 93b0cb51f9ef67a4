"""Changing an objective."""

from datetime import date

import pytest

from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import change_objective, set_objective
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

DUE = date(2026, 12, 31)


@pytest.fixture
def top(cast: Cast) -> Objective:
    return set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="85 %", due=DUE)


def test_a_moved_date_keeps_the_first_one(cast: Cast, top: Objective) -> None:
    later = date(2027, 6, 30)
    change_objective(
        act(cast.leader, why="the new stand is late"),
        top,
        title="85 % on time",
        owner=cast.quality,
        due=later,
        why="promises",
        theme=None,
        serves=None,
    )
    top.refresh_from_db()
    assert (top.due, top.first_due, top.owner) == (later, DUE, cast.quality)
    entry = Entry.objects.get(name="objective.changed", key=top.pk)
    assert "the new stand is late" in entry.body
    assert verify().whole


def test_a_date_does_not_move_without_a_reason(cast: Cast, top: Objective) -> None:
    with pytest.raises(Refused) as refusal:
        change_objective(
            act(cast.leader), top, title="x", owner=cast.leader, due=date(2027, 1, 1), why="", theme=None, serves=None
        )
    assert refusal.value.field == "reason"


def test_an_objective_never_serves_itself(cast: Cast, top: Objective) -> None:
    low = set_objective(act(cast.leader), unit=cast.east, owner=cast.owner, title="80 %", due=DUE, serves=top)
    with pytest.raises(Refused) as refusal:
        change_objective(act(cast.leader), top, title="x", owner=cast.leader, due=DUE, why="", theme=None, serves=low)
    assert refusal.value.field == "serves"


def test_the_other_units_owner_may_not(cast: Cast, top: Objective) -> None:
    with pytest.raises(NotAllowed):
        change_objective(act(cast.owner), top, title="x", owner=cast.owner, due=DUE, why="", theme=None, serves=None)
