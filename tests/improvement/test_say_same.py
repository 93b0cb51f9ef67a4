"""Somebody says that two issues are one trouble: they are linked, and one group whatever their words."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Issue, Repeat
from pilothouse.improvement.operations import decline_issue, name_recurrence, say_same, take_back_apart, tell_apart
from pilothouse.improvement.queries.repeated import REPEATS
from pilothouse.improvement.recurring import look_for_repeats
from pilothouse.measures.surveys import standing_of
from pilothouse.records.operations import link_records, unlink_records
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.improvement.story import reported
from tests.improvement.test_recurring import told

SOON = NOW + timedelta(hours=1)


@pytest.fixture
def unlike(cast: Cast) -> tuple[Issue, Issue]:
    """Two issues at two units without a word in common, and something else."""
    told(cast, cast.east, "Coffee is cold")
    return told(cast, cast.east, "Stairs jam"), told(cast, cast.west, "No ink left")


def grouped(when: timedelta = timedelta()) -> list[int]:
    look_for_repeats(SOON + when)
    return sorted(Repeat.objects.values_list("issue_id", flat=True))


def test_they_are_linked_traced_and_grouped(cast: Cast, unlike: tuple[Issue, Issue]) -> None:
    assert grouped() == []
    link = say_same(act(cast.quality), unlike[0], other=unlike[1])
    assert (link.reason, link.by) == ("the same trouble", cast.quality)
    assert Entry.objects.latest("seq").name == "record.linked"
    asked = standing_of(REPEATS).asked
    assert asked is not None
    assert asked.by == cast.quality
    assert grouped(timedelta(minutes=1)) == [one.pk for one in unlike]
    assert verify().whole


def test_any_link_of_two_issues_counts_and_ties_their_groups(cast: Cast, unlike: tuple[Issue, Issue]) -> None:
    one, other = unlike
    like = told(cast, cast.west, "Stairs jam again"), told(cast, cast.east, "No ink left again")
    assert len({row.group for row in Repeat.objects.all()} if grouped() else ()) == 2
    link_records(act(cast.quality), one, other=other, reason="seen on the page of the issue")
    assert grouped(timedelta(minutes=20)) == sorted(each.pk for each in (*unlike, *like))
    assert set(Repeat.objects.values_list("group", flat=True)) == {one.pk}
    unlink_records(act(cast.quality, why="Two troubles"), one, other=other)
    grouped(timedelta(minutes=40))
    assert len(set(Repeat.objects.values_list("group", flat=True))) == 2


def test_what_came_back_is_one_trouble(cast: Cast, unlike: tuple[Issue, Issue]) -> None:
    one, other = unlike
    name_recurrence(act(cast.quality), other, earlier=one)
    assert grouped() == [one.pk, other.pk]
    with pytest.raises(Refused, match="are linked already"):
        say_same(act(cast.quality), one, other=other)


def test_both_known_as_a_third_that_was_declined_are_one(cast: Cast, unlike: tuple[Issue, Issue]) -> None:
    one, other = unlike
    third = reported(cast)
    decline_issue(act(cast.quality), third, same_as=one)
    say_same(act(cast.quality), third, other=other)
    assert grouped() == [one.pk, other.pk], "the report that was declined is no second payment"


def test_once_and_not_against_what_somebody_said(cast: Cast, unlike: tuple[Issue, Issue]) -> None:
    one, other = unlike
    say_same(act(cast.quality), one, other=other)
    with pytest.raises(Refused, match="linked already"):
        say_same(act(cast.quality), other, other=one)
    third = told(cast, cast.east, "No light")
    tell_apart(act(cast.leader), third, others=[one])
    with pytest.raises(Refused, match="Managing director said on 2 Mar 2026"):
        say_same(act(cast.quality), one, other=third)
    with pytest.raises(Refused, match="Name two issues"):
        say_same(act(cast.quality), one, other=one)


def test_refused_by_right(cast: Cast, unlike: tuple[Issue, Issue]) -> None:
    one, other = unlike
    for person in (cast.auditor, cast.member, cast.reader):
        with pytest.raises(NotAllowed):
            say_same(act(person), one, other=other)
    with pytest.raises(Refused, match="There is no such thing here"):
        say_same(act(cast.owner), one, other=other)


def test_who_may_change_one_of_two_issues_that_they_see_may_say_it(cast: Cast, unlike: tuple[Issue, Issue]) -> None:
    near = told(cast, cast.east, "Coffee spilt")
    link = say_same(act(cast.owner), unlike[0], other=near)
    assert link.by == cast.owner


def test_what_was_told_apart_is_tied_by_no_way_before_that_is_taken_back(
    cast: Cast, unlike: tuple[Issue, Issue]
) -> None:
    one, other = unlike
    third = reported(cast)
    (apart, _) = tell_apart(act(cast.quality), one, others=[other, third])
    ways = [
        lambda: link_records(act(cast.quality), one, other=other, reason="Alike"),
        lambda: link_records(act(cast.quality), other, other=one, reason="Alike"),
        lambda: name_recurrence(act(cast.quality), other, earlier=one),
        lambda: decline_issue(act(cast.quality), third, same_as=one),
    ]
    for tie in ways:
        with pytest.raises(Refused, match=r"Quality manager said on 2 Mar 2026 that .* Take that back first"):
            tie()
    take_back_apart(act(cast.quality), apart)
    assert link_records(act(cast.quality), one, other=other).pk
