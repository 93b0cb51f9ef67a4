"""Ending an objective."""

from datetime import date

import pytest

from pilothouse.records.models import Note
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import end_objective, set_objective
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

DUE = date(2026, 12, 31)


@pytest.fixture
def goal(cast: Cast) -> Objective:
    return set_objective(act(cast.leader), unit=cast.east, owner=cast.owner, title="85 %", due=DUE)


@pytest.mark.parametrize(("step", "state"), [("reach", "reached"), ("miss", "missed"), ("drop", "dropped")])
def test_how_it_ended_and_why(cast: Cast, goal: Objective, step: str, state: str) -> None:
    end_objective(act(cast.owner), goal, step=step, reason="Three months above it.")
    assert goal.state == state
    assert Note.objects.get(record=goal).text == "Three months above it."
    assert Entry.objects.filter(name="objective.ended", key=goal.pk).count() == 1
    assert verify().whole


@pytest.mark.parametrize(("step", "reason", "field"), [("explode", "x", "step"), ("reach", " ", "reason")])
def test_an_unknown_end_or_no_reason_is_refused(
    cast: Cast, goal: Objective, step: str, reason: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        end_objective(act(cast.owner), goal, step=step, reason=reason)
    assert refusal.value.field == field


def test_not_while_another_lives_for_it(cast: Cast, goal: Objective) -> None:
    set_objective(act(cast.leader), unit=cast.east, owner=cast.owner, title="80 %", due=DUE, serves=goal)
    with pytest.raises(Refused):
        end_objective(act(cast.owner), goal, step="reach", reason="x")


def test_it_ends_once(cast: Cast, goal: Objective) -> None:
    end_objective(act(cast.owner), goal, step="drop", reason="x")
    with pytest.raises(Refused):
        end_objective(act(cast.owner), goal, step="reach", reason="x")


def test_the_west_owner_may_not(cast: Cast, goal: Objective) -> None:
    with pytest.raises(NotAllowed):
        end_objective(act(cast.west_owner), goal, step="reach", reason="x")
