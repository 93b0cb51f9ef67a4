"""How long things wait before they climb, said with a reason."""

import pytest

from pilothouse.organisation.operations import set_time_limits
from pilothouse.records.climbing import contract
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_one_limit_changes_and_the_others_stay(cast: Cast) -> None:
    assert contract().limits["signal"] == 7
    organisation = set_time_limits(act(cast.leader, why="Faster."), cast.organisation, limits={"signal": 3})
    assert (contract().limits["signal"], contract().limits["action"]) == (3, 7)
    assert (history_of(organisation)[0].name, history_of(organisation)[0].why) == ("time_limits.set", "Faster.")
    assert verify().whole


@pytest.mark.parametrize("days", [0, 91])
def test_a_limit_is_between_a_day_and_a_quarter(cast: Cast, days: int) -> None:
    with pytest.raises(Refused) as refusal:
        set_time_limits(act(cast.leader, why="So."), cast.organisation, limits={"signal": days})
    assert refusal.value.field == "signal"


def test_not_without_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        set_time_limits(act(cast.leader), cast.organisation, limits={"signal": 3})
    assert refusal.value.field == "why"


def test_only_those_who_look_after_the_whole(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_time_limits(act(cast.owner, why="So."), cast.organisation, limits={"signal": 3})
