"""Back to the usual order of an agenda that was moved by hand."""

import pytest

from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import add_topic, move_item, prepare_review, usual_order
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.web.reviews.stage import prepared


def test_what_was_moved_goes_back_and_topics_stand_last(cast: Cast) -> None:
    review, (first, second) = prepared(cast)
    with pytest.raises(Refused):
        usual_order(act(cast.quality), review)
    topic = add_topic(act(cast.owner), review, title="The new ramp", owner=cast.owner)
    move_item(act(cast.quality), AgendaItem.objects.get(pk=topic.pk), up=True)
    move_item(act(cast.quality), AgendaItem.objects.get(pk=first.pk), up=False)
    assert [item.pk for item in AgendaItem.objects.filter(review=review)] != [first.pk, second.pk, topic.pk]
    with pytest.raises(NotAllowed):
        usual_order(act(cast.owner), review)
    usual_order(act(cast.quality), review)
    assert not AgendaItem.objects.exclude(moved_at=None).exists()
    assert [item.pk for item in AgendaItem.objects.filter(review=review)] == [first.pk, second.pk, topic.pk]
    assert [item.pk for item in prepare_review(act(cast.quality), review)] == [first.pk, second.pk, topic.pk]
