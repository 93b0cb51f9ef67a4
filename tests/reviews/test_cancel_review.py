"""Calling a review off."""

import pytest

from pilothouse.reviews.operations import cancel_review
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import planned


def test_called_off_with_a_reason(cast: Cast) -> None:
    review = cancel_review(act(cast.quality, why="Strike."), planned(cast))
    assert review.state == "cancelled"
    entry = Entry.objects.filter(name="review.cancelled", key=review.pk).get()
    assert '"why":"Strike."' in entry.body
    assert verify().whole


def test_a_reason_is_needed(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        cancel_review(act(cast.quality), planned(cast))
    assert refusal.value.field == "why"


def test_only_planned_ones(cast: Cast) -> None:
    review = cancel_review(act(cast.quality, why="Strike."), planned(cast))
    with pytest.raises(Refused):
        cancel_review(act(cast.quality, why="Again."), review)


def test_only_who_prepares_reviews_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        cancel_review(act(cast.owner, why="No time."), planned(cast))
