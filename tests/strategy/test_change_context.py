"""Changing what direction rests on."""

from datetime import timedelta

import pytest

from pilothouse.strategy.models import Resting
from pilothouse.strategy.operations import change_context, end_context
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.strategy.ground import HALF, TODAY, aim, assumed


def test_words_owner_interval_and_objectives_change(cast: Cast) -> None:
    first, second = aim(cast), aim(cast, "Land on time")
    made = assumed(cast, objectives=[first])
    same = {"title": "Fuel stays cheap", "owner": cast.member, "text": "Fewer flights.", "told_by": None}
    changed = change_context(act(cast.owner), made, **same, every=182, objectives=[second])
    assert (changed.title, changed.due) == ("Fuel stays cheap", TODAY + HALF)
    assert Resting.objects.get().objective_id == second.pk
    again = change_context(act(cast.member), changed, **same, every=91, objectives=[second])
    assert (again.due, again.first_due) == (TODAY + timedelta(days=91), TODAY + timedelta(days=91))
    assert verify().whole
    with pytest.raises(NotAllowed):
        change_context(act(cast.west_owner), again, **same, every=91, objectives=[])
    end_context(act(cast.member), again, reason="Sold")
    with pytest.raises(Refused):
        change_context(act(cast.member), again, **same, every=91, objectives=[])
