"""Changing a forum."""

from pilothouse.reviews.operations import change_forum
from tests.cast import Cast, act
from tests.reviews.story import opened


def test_it_is_renamed_and_keeps_its_own_name(cast: Cast) -> None:
    forum = change_forum(act(cast.quality), opened(cast), name="Weekly operations", cadence="month")
    assert forum.cadence == "month"
