"""Looking at an item."""

import pytest

from pilothouse.improvement.operations import report_problem
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import cancel_review, look_at, prepare_review
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import planned


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    return prepare_review(act(cast.quality), planned(cast))[0]


def test_looked_at_with_a_minute(cast: Cast, item: AgendaItem) -> None:
    look_at(act(cast.quality), item, minute="Drip trays ordered. ")
    stored = AgendaItem.objects.get()
    assert (stored.looked_at, stored.minute) == (True, "Drip trays ordered.")
    assert Entry.objects.filter(name="item.looked_at", kind="reviews.agendaitem", key=item.pk).count() == 1
    assert verify().whole


def test_a_look_without_words_keeps_the_minute(cast: Cast, item: AgendaItem) -> None:
    look_at(act(cast.quality), item, minute="Drip trays ordered.")
    assert look_at(act(cast.quality), item).minute == "Drip trays ordered."
    assert look_at(act(cast.quality), item, minute=" ").minute == ""


def test_refused_once_the_review_has_ended(cast: Cast, item: AgendaItem) -> None:
    cancel_review(act(cast.quality, why="Strike."), item.review)
    with pytest.raises(Refused):
        look_at(act(cast.quality), item, minute="Too late.")


@pytest.mark.parametrize("who", ["owner", "member", "auditor", "reader", "west_owner"])
def test_only_who_minutes_the_review_may(cast: Cast, item: AgendaItem, who: str) -> None:
    with pytest.raises(NotAllowed):
        look_at(act(cast.people[who]), item, minute="Mine.")
