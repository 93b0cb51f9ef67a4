"""What several units share stays one item of an agenda, whichever indicator stands for it; one answer settles it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from pilothouse.improvement.operations import report_problem
from pilothouse.measures.models import Indicator, SharedChange
from pilothouse.records.operations import link_records
from pilothouse.reviews.models import AgendaItem, Mark, Reading, Review
from pilothouse.reviews.operations import Marked, look_at, mark_agenda, prepare_review, put_back, take_off
from pilothouse.reviews.queries import items_seen, pre_read
from pilothouse.reviews.queries.signals import sets_wanted
from tests.bridge.stage import TODAY, day, indicator, line
from tests.cast import Cast, act
from tests.reviews.story import planned
from tests.web.records.stage import SignedIn

STEADY = (70.0, 72.0, 69.0, 71.0) * 6
LATER = timedelta(days=1)


def measured(cast: Cast, *titles: str) -> list[Indicator]:
    """Indicators with a series at two units, none of which shows anything alone."""
    found = [indicator(cast, title) for title in titles]
    for one in found:
        for unit in (cast.east, cast.west):
            line(cast, one, unit, STEADY)
    return found


def surveyed(*changes: tuple[Indicator, float, date]) -> None:
    """What the survey finds by now: of each indicator a change of both units with its evidence, and its onset."""
    SharedChange.objects.all().delete()
    for one, evidence, onset in changes:
        keys = sorted(one.series.values_list("pk", flat=True))
        SharedChange.objects.create(
            indicator=one, onset=onset, found=day(-1), side=-1, evidence=evidence, named=keys, judged=keys
        )


def prepared(cast: Cast, review: Review, later: timedelta = timedelta()) -> list[AgendaItem]:
    return [one for one in prepare_review(act(cast.quality, later=later), review) if one.judged]


def pulled(cast: Cast, *, grown: bool, marked: bool = False) -> tuple[Review, AgendaItem, Sequence[Indicator]]:
    """An agenda with one event of two indicators, of which the other is the stronger by now; or that grew by one."""
    first, other, third = several = measured(cast, "Taxi out", "Taxi in", "Pushback")
    surveyed((first, 9.0, day(-14)), (other, 8.0, day(-14)))
    review = planned(cast)
    (item,) = prepared(cast, review)
    assert (item.record_id, item.together) == (first.pk, [other.pk])
    if marked:
        mark_agenda(act(cast.quality), review, marks=[Marked(first.pk, "", Reading.QUESTION, "Why now?")])
    more = [(third, 12.0, day(-14))] if grown else []
    surveyed((first, 9.0, day(-14)), (other, 10.0, day(-14)), *more)
    return review, item, several


@pytest.mark.parametrize("grown", [False, True])
def test_it_goes_on_as_the_same_item_and_keeps_what_was_asked(cast: Cast, grown: bool) -> None:
    review, item, (_first, other, third) = pulled(cast, grown=grown, marked=True)
    (again,) = prepared(cast, review, LATER)
    assert again.pk == item.pk
    assert again.record_id == (third.pk if grown else other.pk)
    told = pre_read(review, [cast.quality.pk], list(AgendaItem.objects.filter(review=review)))
    assert told.questions == 1
    (mine,) = (one for one in items_seen(review, cast.quality) if one.pk == again.pk)
    assert [mark.text for mark in told.of(mine)] == ["Why now?"]
    assert "one cause?" not in mine.reason, "its words tell of the other indicators already"
    assert Mark.objects.get().text == "Why now?"


@pytest.mark.parametrize("grown", [False, True])
def test_taken_off_it_does_not_come_back_until_it_is_put_back(cast: Cast, grown: bool) -> None:
    review, item, _several = pulled(cast, grown=grown)
    off = take_off(act(cast.quality, why="Known."), item)
    assert not prepared(cast, review, LATER)
    put_back(act(cast.quality, later=LATER), review, off=off)
    assert len(prepared(cast, review, LATER)) == 1


@pytest.mark.parametrize("grown", [False, True])
def test_looked_at_it_does_not_stand_twice(cast: Cast, grown: bool) -> None:
    review, item, _several = pulled(cast, grown=grown)
    look_at(act(cast.quality), item, minute="Seen.")
    assert [one.pk for one in prepared(cast, review, LATER)] == [item.pk]


def test_of_two_events_what_is_raised_for_the_indicator_of_both_settles_both(cast: Cast) -> None:
    first, shared, third = measured(cast, "Taxi out", "Taxi in", "Pushback")
    early, late = day(-28), day(-7)
    surveyed((first, 9.0, early), (shared, 8.0, early), (shared, 8.5, late), (third, 12.0, late))
    (item,) = sets_wanted(cast.office, cast.quality, TODAY, TODAY)
    assert item.record_id == shared.pk, "the strongest is part of one of them alone"
    assert set(item.parts.together) == {first.pk, third.pk}
    raised(cast, shared)
    assert not list(sets_wanted(cast.office, cast.quality, TODAY, TODAY))


def test_events_that_no_one_indicator_shares_are_items_of_their_own(cast: Cast) -> None:
    one, two, three, four = measured(cast, "One", "Two", "Three", "Four")
    weeks = day(-28), day(-14), day(-7)
    surveyed(
        (one, 5.0, weeks[0]), (two, 6.0, weeks[0]), (two, 6.0, weeks[1]), (three, 5.0, weeks[1]),
        (three, 5.0, weeks[2]), (four, 5.0, weeks[2]),
    )  # fmt: skip
    items = {item.record_id: item for item in sets_wanted(cast.office, cast.quality, TODAY, TODAY)}
    assert len(items) == 2
    assert two.pk in items
    raised(cast, two)
    (left,) = sets_wanted(cast.office, cast.quality, TODAY, TODAY)
    assert left.record_id in {three.pk, four.pk}, "nothing was raised for the third event"
    every = [item.keys for item in items.values()]
    assert every[0].isdisjoint(every[1]), "else one of them would be known as the other"


def test_the_page_of_the_meeting_names_the_indicators_beside_the_one_that_stands_for_it(
    cast: Cast, signed_in: SignedIn
) -> None:
    review, _item, _several = pulled(cast, grown=True)
    (item,) = prepared(cast, review, LATER)
    text = signed_in(cast.quality).get(f"/{review.code}/", {"item": item.pk}).content.decode()
    beside = text.partition('class="item-together"')[2].partition("</ul>")[0]
    named = re.findall(r'<a href="/series/\d+/">([^<]+)</a>', beside)
    assert sorted(named) == ["EST", "Taxi in, EST", "Taxi in, WST", "Taxi out, EST", "Taxi out, WST", "WST"]
    assert "Signals of one week stand together" not in text


def raised(cast: Cast, of: Indicator) -> None:
    issue = report_problem(act(cast.leader), unit=cast.office, title="Storm", severity="grave")
    link_records(act(cast.leader), issue, other=of, reason="The same cause")
