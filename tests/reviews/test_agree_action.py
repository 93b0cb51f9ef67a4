"""Agreeing on an action while looking at an item."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import report_problem
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import agree_action, cancel_review, prepare_review
from pilothouse.reviews.queries import meeting_seen
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import TODAY, planned

SOON = TODAY + timedelta(days=10)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    return prepare_review(act(cast.quality), planned(cast))[0]


def test_the_action_comes_from_the_items_record_and_is_read_back(cast: Cast, item: AgendaItem) -> None:
    action = agree_action(act(cast.quality), item.review, item=item, title="Buy drip trays", owner=cast.owner, due=SOON)
    assert action.origin_id == item.record_id
    promised = [(one.owner, one.record.pk, one.due) for one in meeting_seen(cast.leader, item.review.number).promises]
    assert promised == [(cast.owner, action.pk, SOON)]
    assert AgendaItem.objects.get().looked_at
    assert Entry.objects.filter(name="action.planned", key=action.pk).exists()
    assert verify().whole


def test_refused_once_the_review_has_ended(cast: Cast, item: AgendaItem) -> None:
    cancel_review(act(cast.quality, why="Strike."), item.review)
    with pytest.raises(Refused):
        agree_action(act(cast.quality), item.review, item=item, title="Buy drip trays", owner=cast.owner, due=SOON)


def test_an_action_needs_a_title(cast: Cast, item: AgendaItem) -> None:
    with pytest.raises(Refused):
        agree_action(act(cast.quality), item.review, item=item, title=" ", owner=cast.owner, due=SOON)


def test_only_who_minutes_the_review_may(cast: Cast, item: AgendaItem) -> None:
    with pytest.raises(NotAllowed):
        agree_action(act(cast.owner), item.review, item=item, title="Buy drip trays", owner=cast.owner, due=SOON)


def test_without_an_item_it_comes_from_the_meeting(cast: Cast) -> None:
    review = planned(cast)
    action = agree_action(act(cast.quality), review, title="Ask the board", owner=cast.owner, due=SOON)
    assert action.origin_id == review.pk
    assert [one.record.pk for one in meeting_seen(cast.leader, review.number).promises] == [action.pk]
