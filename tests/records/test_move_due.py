"""Another date, with a reason."""

from datetime import date

import pytest

from pilothouse.records.operations import move_due
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.stage import Stage
from tests.web.records.stage import objective

FIRST, SECOND, THIRD = date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)


def test_the_first_promise_stays(cast: Cast) -> None:
    aim = objective(cast, due=FIRST)
    aim = move_due(act(cast.leader, why="Crew training takes longer."), aim, due=SECOND)
    aim = move_due(act(cast.leader, why="And longer."), aim, due=THIRD)
    assert (aim.due, aim.first_due) == (THIRD, FIRST)
    assert history_of(aim)[0].why == "And longer."
    assert verify().whole


@pytest.mark.parametrize("why", ["", "  "])
def test_not_without_a_reason(cast: Cast, why: str) -> None:
    aim = objective(cast, due=FIRST)
    with pytest.raises(Refused) as refusal:
        move_due(act(cast.leader, why=why), aim, due=SECOND)
    assert refusal.value.field == "why"


def test_members_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        move_due(act(cast.member, why="Later."), objective(cast), due=SECOND)


def test_a_locked_date_does_not_move(stage: Stage) -> None:
    with pytest.raises(Refused, match="locked"):
        move_due(act(stage.cast.leader, why="later would suit us"), stage.decision, due=date(2027, 1, 1))
