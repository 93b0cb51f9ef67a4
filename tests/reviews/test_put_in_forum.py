"""Which review belongs to which forum, and what is counted for it."""

import pytest

from pilothouse.reviews.models import Forum, Review
from pilothouse.reviews.operations import (
    cancel_review,
    carry_out_decision,
    close_forum,
    judge_decision,
    plan_review,
    put_in_forum,
)
from pilothouse.reviews.queries import how_decisions_worked, how_forums_judged
from pilothouse.trail.act import Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import AFTERWARDS, BY, HIGHER, TODAY, decided, enter, forecast, opened, planned, series_of
from tests.strategy.ground import of_east


def test_a_review_of_long_ago_is_put_into_its_forum(cast: Cast) -> None:
    review = cancel_review(act(cast.quality, why="Storm"), planned(cast))
    forum = opened(cast)
    put_in_forum(act(cast.quality), review, forum=forum)
    assert Review.objects.get().forum == forum
    close_forum(act(cast.quality), forum)
    put_in_forum(act(cast.quality), review, forum=forum)  # where it is already it may stay
    put_in_forum(act(cast.quality), review, forum=None)
    with pytest.raises(Refused):
        put_in_forum(act(cast.quality), review, forum=forum)
    assert verify().whole


def test_nothing_belongs_to_a_forum_that_one_does_not_see(cast: Cast) -> None:
    forum, local = opened(cast), of_east(cast)
    review = plan_review(
        act(local), unit=cast.east, owner=local, title="East", on=TODAY, since=TODAY.replace(month=1), attendees=[]
    )
    for tie in (
        lambda: put_in_forum(act(local), review, forum=forum),
        lambda: plan_review(
            act(local), unit=cast.east, owner=local, title="East again", on=TODAY, since=TODAY.replace(month=1),
            attendees=[], forum=forum,
        ),
    ):  # fmt: skip
        with pytest.raises(Refused):
            tie()
    put_in_forum(act(cast.quality), review, forum=forum)
    assert [forum.pk for forum in Forum.objects.seen_by(cast.quality)] == [forum.pk]
    assert not Forum.objects.seen_by(local)


def test_each_forum_is_counted_for_itself_and_all_together(cast: Cast) -> None:
    series, review = series_of(cast), planned(cast)
    put_in_forum(act(cast.quality), review, forum=opened(cast))
    decision = decided(cast, expect=forecast(series), review=review)
    decided(cast, expect=forecast(series))
    carry_out_decision(act(cast.owner), decision)
    enter(cast, series, HIGHER, TODAY, AFTERWARDS)
    judge_decision(act(cast.owner, later=AFTERWARDS), decision, note="It worked.")
    whole, forums = how_forums_judged(cast.leader, BY)
    assert whole == how_decisions_worked(cast.leader, BY)
    assert [(one.name, one.outside, one.worked.judged, one.worked.running) for one in forums] == [
        ("Weekly operations", False, 1, 0), ("", True, 0, 1),
    ]  # fmt: skip
    assert forums[0].worked.calibration.count == 1
