"""Taking an item off the agenda, and putting it back."""

import pytest

from pilothouse.reviews.models import AgendaItem, TakenOff
from pilothouse.reviews.operations import add_topic, look_at, prepare_review, put_back, take_back_look, take_off
from pilothouse.reviews.queries import agenda_among, meeting_seen
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.web.reviews.stage import prepared


def test_it_goes_with_a_reason_and_stays_away_until_it_is_put_back(cast: Cast) -> None:
    review, (first, second) = prepared(cast)
    with pytest.raises(Refused):
        take_off(act(cast.quality), first)
    with pytest.raises(NotAllowed):
        take_off(act(cast.owner, why="Not ours."), first)
    look_at(act(cast.quality), first)
    with pytest.raises(Refused):
        take_off(act(cast.quality, why="Done by then."), first)
    take_back_look(act(cast.quality), first)
    take_off(act(cast.quality, why="The owner is ill."), first)
    topic = add_topic(act(cast.quality), review, title="Snow plan", owner=cast.leader)
    take_off(act(cast.quality, why="No snow."), topic)
    assert [item.pk for item in prepare_review(act(cast.quality), review)] == [second.pk]
    told = agenda_among((), meeting_seen(cast.quality, review.number).off, cast.quality)[1]
    assert [(one.title, one.row.reason) for one in told] == [
        ("Fuel spill", "The owner is ill."),
        ("Snow plan", "No snow."),
    ]
    for off in TakenOff.objects.all():
        put_back(act(cast.quality), review, off=off)
    assert not TakenOff.objects.exists()
    assert {item.topic or item.record.title for item in AgendaItem.objects.all()} == {
        "Fuel spill",
        "Broken tug",
        "Snow plan",
    }
    assert AgendaItem.objects.get(topic="Snow plan").owner == cast.leader
    assert verify().whole
