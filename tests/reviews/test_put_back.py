"""Putting back what was taken off an agenda (the way there: test_take_off.py)."""

import pytest

from pilothouse.reviews.operations import put_back, take_off
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.reviews.story import planned
from tests.web.reviews.stage import prepared


def test_only_by_who_prepares_that_meeting(cast: Cast) -> None:
    review, (first, _second) = prepared(cast)
    off = take_off(act(cast.quality, why="The owner is ill."), first)
    with pytest.raises(NotAllowed):
        put_back(act(cast.owner), review, off=off)
    with pytest.raises(Refused):
        put_back(act(cast.quality), planned(cast), off=off)
