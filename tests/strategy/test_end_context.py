"""Letting go what nothing rests on any more."""

import pytest

from pilothouse.records.models import Note
from pilothouse.strategy.operations import answer_climate, end_context
from pilothouse.strategy.queries import assumptions, footing
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.strategy.ground import aim, assumed


def test_it_ends_with_its_reason_and_is_shown_no_more(cast: Cast) -> None:
    made = assumed(cast, objectives=[aim(cast)])
    assert end_context(act(cast.owner), made, reason="Hedged for ten years").ended
    assert Note.objects.get(record=made).text == "Hedged for ten years"
    assert not assumptions(cast.leader)
    assert not footing(cast.leader)


def test_the_climate_question_is_never_let_go(cast: Cast) -> None:
    answer = answer_climate(
        act(cast.leader), unit=cast.office, owner=cast.leader, relevant=False, text="Looked at", every=365
    )
    with pytest.raises(Refused):
        end_context(act(cast.leader), answer, reason="Enough")
