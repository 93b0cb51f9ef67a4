"""The order of an agenda, made by hand."""

import pytest

from pilothouse.improvement.operations import report_problem
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import add_topic, arranging, move_item, prepare_review, take_off
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.reviews.story import planned
from tests.web.reviews.stage import prepared


def test_what_an_item_does_not_pass_stays_untouched(cast: Cast) -> None:
    review, items = prepared(cast, *(f"Spill {number}" for number in range(5)))
    take_off(act(cast.quality, why="Cleaned."), items[1])
    move_item(act(cast.quality), AgendaItem.objects.get(pk=items[4].pk), up=True)
    assert [item.pk for item in AgendaItem.objects.all()] == [items[place].pk for place in (0, 2, 4, 3)]
    assert changed() == {items[4].pk, items[3].pk}
    prepare_review(act(cast.quality), review)
    assert changed() == {items[4].pk, items[3].pk}, "a gap stays a gap"


def changed() -> set[int]:
    return set(AgendaItem.objects.exclude(version=1).values_list("pk", flat=True))


def test_the_order_is_kept_and_what_is_new_comes_last(cast: Cast) -> None:
    review, (first, second) = prepared(cast)
    with pytest.raises(NotAllowed):
        move_item(act(cast.owner), second, up=True)
    with pytest.raises(Refused):
        move_item(act(cast.quality), first, up=True)
    move_item(act(cast.quality), first, up=False)
    with pytest.raises(Refused):
        move_item(act(cast.quality), AgendaItem.objects.get(pk=first.pk), up=False)
    new = report_problem(act(cast.member), unit=cast.east, title="Fire", severity="grave")
    found = [item.record_id for item in prepare_review(act(cast.quality), review)]
    assert found == [second.record_id, first.record_id, new.pk]


def test_those_that_took_one_place_at_the_same_time_are_moved_apart(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = planned(cast)
    monkeypatch.setattr(arranging, "_after_all", lambda _items: 7)
    titles = ("Ramp", "Tug", "Gate")
    ramp, tug, gate = (add_topic(act(cast.quality), review, title=one, owner=cast.owner).pk for one in titles)
    move_item(act(cast.quality), AgendaItem.objects.get(pk=tug), up=True)
    assert [(item.pk, item.position) for item in AgendaItem.objects.all()] == [(tug, 7), (ramp, 8), (gate, 9)]
    late = add_topic(act(cast.quality), review, title="Belt", owner=cast.owner).pk
    prepare_review(act(cast.quality), review)
    assert [(item.pk, item.position) for item in AgendaItem.objects.all()] == [
        (tug, 7), (late, 8), (ramp, 9), (gate, 10)
    ]  # fmt: skip
