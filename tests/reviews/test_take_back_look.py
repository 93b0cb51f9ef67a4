"""Taking back that an item was looked at."""

import pytest

from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import cancel_review, look_at, take_back_look
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import Cast, act
from tests.web.reviews.stage import prepared


def test_taken_back_with_its_minute_while_the_meeting_is_open(cast: Cast) -> None:
    _review, (item, _other) = prepared(cast)
    with pytest.raises(Refused):  # nobody has looked
        take_back_look(act(cast.quality), item)
    look_at(act(cast.quality), item, minute="Said of another item.")
    with pytest.raises(NotAllowed):
        take_back_look(act(cast.owner), item)
    take_back_look(act(cast.quality), item)
    stored = AgendaItem.objects.get(pk=item.pk)
    assert (stored.looked_at, stored.minute) == (False, "")
    assert "Said of another item." in Entry.objects.get(name="item.taken_back").body
    look_at(act(cast.quality), item)
    cancel_review(act(cast.quality, why="Strike."), item.review)
    with pytest.raises(Refused):
        take_back_look(act(cast.quality), item)
