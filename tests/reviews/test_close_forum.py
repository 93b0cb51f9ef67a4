"""A forum that meets no more."""

import pytest

from pilothouse.reviews.operations import close_forum
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.reviews.story import TODAY, opened


def test_who_prepares_reviews_closes_a_forum_once(cast: Cast) -> None:
    forum = opened(cast)
    with pytest.raises(NotAllowed):
        close_forum(act(cast.owner), forum)
    assert close_forum(act(cast.quality), forum).ended_on == TODAY
    with pytest.raises(Refused):
        close_forum(act(cast.quality), forum)
