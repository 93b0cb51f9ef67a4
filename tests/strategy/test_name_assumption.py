"""Naming what is taken for true."""

from typing import Any

import pytest

from pilothouse.bridge.my_work import my_work
from pilothouse.strategy.models import Resting
from pilothouse.strategy.operations import end_objective, name_assumption
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.strategy.ground import HALF, TODAY, aim, assumed


def test_it_is_checked_after_its_interval_and_carries_objectives(cast: Cast) -> None:
    objective = aim(cast)
    made = assumed(cast, objectives=[objective])
    assert (made.code, made.state, made.due) == ("ASM-0001", "holds", TODAY + HALF)
    assert Resting.objects.get().objective_id == objective.pk
    assert not my_work(cast.owner, TODAY + HALF - HALF / 182)
    assert [line.record.pk for line in my_work(cast.owner, TODAY + HALF)] == [made.pk]
    days = [TODAY + HALF * (1 + late / 182) for late in (13, 14)]
    assert [[line.to_me for line in my_work(cast.leader, day)] for day in days] == [[], [True]]
    assert verify().whole


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": " "}, "title"), ({"text": ""}, "text"), ({"every": 1}, "every"), ({"every": 9_999}, "every")],
)
def test_what_does_not_hold_is_refused(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        assumed(cast, **wrong)
    assert refusal.value.field == field


def test_only_an_indicator_tells_and_no_ended_objective_rests(cast: Cast) -> None:
    objective = aim(cast)
    with pytest.raises(Refused):
        assumed(cast, told_by=objective)
    end_objective(act(cast.leader), objective, step="drop", reason="No")
    with pytest.raises(Refused):
        assumed(cast, objectives=[objective])


def test_a_reader_names_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        name_assumption(act(cast.reader), unit=cast.east, owner=cast.owner, title="x", text="x", every=91)
