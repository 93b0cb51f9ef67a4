"""Doing an action."""

from datetime import date, timedelta

import pytest

from pilothouse.improvement.models import Verification
from pilothouse.improvement.operations import complete_action
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import CHANGE, TODAY, line, planned, watched


def test_without_a_series_it_is_over(cast: Cast) -> None:
    action = complete_action(act(cast.member), planned(cast), outcome="Bought")
    assert (action.state, action.ended, action.done_on) == ("ended", True, TODAY)
    assert not Verification.objects.exists()
    assert history_of(action)[0].name == "action.completed"
    assert verify().whole


def test_with_a_series_its_effect_is_awaited(cast: Cast) -> None:
    series = line(cast)
    proof = watched(cast, series)
    proof.origin.refresh_from_db()
    assert (proof.origin.state, proof.origin.ended) == ("watched", False)
    assert (proof.series, proof.changed_on, proof.points, proof.state) == (series, CHANGE, 8, "waiting")
    assert proof.owner == cast.owner, "not the one who did it"
    assert proof.due >= TODAY
    assert verify().whole


def test_the_proof_is_due_when_the_values_are_in(cast: Cast) -> None:
    action = planned(cast, series=line(cast))
    complete_action(act(cast.member), action, outcome="Bought", points=8)
    # Done on Monday 2 March: whole weeks begin on the 9th, the eighth ends on 3 May.
    assert Verification.objects.get().due == date(2026, 5, 4) + timedelta(days=2)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("outcome", {"outcome": " "}),
        ("done_on", {"outcome": "Bought", "done_on": TODAY + timedelta(days=1)}),
        ("points", {"outcome": "Bought", "points": 2}),
    ],
)
def test_refused_by_rule(cast: Cast, field: str, words: dict[str, object]) -> None:
    action = planned(cast, series=line(cast))
    with pytest.raises(Refused) as refusal:
        complete_action(act(cast.member), action, **words)
    assert refusal.value.field == field


def test_not_twice(cast: Cast) -> None:
    action = complete_action(act(cast.member), planned(cast), outcome="Bought")
    with pytest.raises(Refused):
        complete_action(act(cast.member), action, outcome="Bought")


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        complete_action(act(cast.reader), planned(cast), outcome="Bought")
