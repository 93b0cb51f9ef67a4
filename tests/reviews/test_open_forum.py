"""Naming a forum."""

import pytest

from pilothouse.reviews.operations import open_forum
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import Cast, act
from tests.reviews.story import opened


def test_a_forum_has_one_name_and_meets_in_a_known_rhythm(cast: Cast) -> None:
    forum = opened(cast, "  Weekly   operations ")
    assert (forum.name, forum.cadence) == ("Weekly operations", "week")
    for name, cadence in (("weekly operations", "week"), (" ", "week"), ("Another", "fortnight")):
        with pytest.raises(Refused):
            opened(cast, name, cadence)
    assert Entry.objects.filter(name="forum.opened", key=forum.pk).count() == 1


def test_who_prepares_reviews_names_forums(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_forum(act(cast.owner), unit=cast.east, name="Mine", cadence="week")
