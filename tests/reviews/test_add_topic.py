"""A topic of one's own on the agenda."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import report_problem
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import add_topic, agree_action, look_at, move_item, prepare_review
from pilothouse.reviews.queries import Item, items_seen
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import TODAY
from tests.web.reviews.stage import prepared


def titles(items: list[AgendaItem] | list[Item]) -> list[str]:
    return [item.topic or item.record.title for item in items]


def test_it_stays_when_the_agenda_is_brought_up_to_date_and_takes_no_place(cast: Cast) -> None:
    review, items = prepared(cast, *(f"Spill {number}" for number in range(8)), tier="day")
    topic = add_topic(act(cast.owner), review, title="  Parking at  gate 4 ", owner=cast.owner)  # who takes part may
    add_topic(act(cast.quality), review, title="Snow plan", owner=cast.leader)
    with pytest.raises(NotAllowed):
        add_topic(act(cast.west_owner), review, title="Mine", owner=cast.west_owner)
    for wrong, owner in ((" ", cast.owner), ("Snow plan", cast.owner), ("Heating", None)):
        with pytest.raises(Refused):
            add_topic(act(cast.quality), review, title=wrong, owner=owner)
    again = prepare_review(act(cast.quality), review)
    assert titles(again) == [*titles(items), "Parking at gate 4", "Snow plan"]
    assert titles(items_seen(review, cast.owner))[-2:] == ["Parking at gate 4", "Snow plan"]
    look_at(act(cast.quality), topic, minute="Two more stands.")
    made = agree_action(
        act(cast.quality), review, item=topic, title="Ask", owner=cast.owner, due=TODAY + timedelta(days=9)
    )
    assert made.origin_id == review.pk
    assert titles(prepare_review(act(cast.quality), review))[0] == "Parking at gate 4"
    move_item(act(cast.quality), AgendaItem.objects.get(topic="Snow plan"), up=True)
    report_problem(act(cast.member), unit=cast.east, title="Fire", severity="grave")
    assert "Snow plan" in titles(prepare_review(act(cast.quality), review))[-3:]
    assert verify().whole
