"""Another date, with a reason."""

from datetime import date

import pytest

from pilothouse.records.operations import move_due
from pilothouse.reviews.operations import carry_out_decision
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


def test_a_decision_is_carried_out_before_its_verdict(stage: Stage) -> None:
    by = act(stage.cast.owner, why="The crew is hired in May.")
    assert move_due(by, stage.decision, due=date(2026, 5, 4)).first_due == date(2026, 3, 30)
    with pytest.raises(Refused, match="1 Jun 2026: its effect is judged then") as refusal:
        move_due(by, stage.decision, due=date(2026, 6, 2))
    assert refusal.value.field == "due"


def test_the_date_of_what_is_done_does_not_move(stage: Stage) -> None:
    decision = carry_out_decision(act(stage.cast.owner), stage.decision)
    with pytest.raises(Refused, match="done"):
        move_due(act(stage.cast.leader, why="later would suit us"), decision, due=date(2026, 5, 4))
