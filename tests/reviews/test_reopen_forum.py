"""A forum that meets again."""

from datetime import timedelta

import pytest

from pilothouse.reviews.operations import close_forum, plan_review, reopen_forum
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.reviews.story import TODAY, opened


def test_a_forum_that_meets_no_more_takes_no_reviews_until_it_meets_again(cast: Cast) -> None:
    forum = close_forum(act(cast.quality), opened(cast))
    assert forum.ended_on == TODAY
    plan = {"unit": cast.office, "owner": cast.leader, "title": "Ops", "on": TODAY, "attendees": [cast.quality],
            "since": TODAY - timedelta(days=7), "forum": forum}  # fmt: skip
    with pytest.raises(Refused):
        plan_review(act(cast.quality), **plan)
    with pytest.raises(Refused):
        close_forum(act(cast.quality), forum)
    reopen_forum(act(cast.quality), forum)
    assert plan_review(act(cast.quality), **plan).forum == forum
