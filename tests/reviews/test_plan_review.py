"""Calling a review."""

from datetime import timedelta

import pytest

from pilothouse.reviews.models import Attendance, Presence
from pilothouse.reviews.operations import plan_review
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import TODAY, planned


def test_review_has_date_chair_and_invited_people(cast: Cast) -> None:
    review = planned(cast)
    invited = Attendance.objects.filter(review=review)
    assert review.code == "REV-0001"
    assert (review.due, review.owner, review.state) == (TODAY, cast.leader, "planned")
    assert {row.person for row in invited} == {cast.leader, cast.quality, cast.owner}
    assert {row.presence for row in invited} == {Presence.INVITED}


def test_trail_is_written_and_whole(cast: Cast) -> None:
    review = planned(cast)
    assert Entry.objects.filter(name="review.planned", key=review.pk, kind="reviews.review").exists()
    assert verify().whole


@pytest.mark.parametrize(
    ("title", "back", "field"), [(" ", 91, "title"), ("Review", 0, "since"), ("Review", -1, "since")]
)
def test_nameless_or_forward_looking_reviews_are_refused(cast: Cast, title: str, back: int, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        plan_review(
            act(cast.quality), unit=cast.office, owner=cast.leader, title=title, on=TODAY,
            since=TODAY - timedelta(days=back), attendees=[],
        )  # fmt: skip
    assert refusal.value.field == field


@pytest.mark.parametrize("who", ["owner", "member", "auditor", "reader"])
def test_only_who_prepares_reviews_may_call_one(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        plan_review(
            act(cast.people[who]), unit=cast.east, owner=cast.owner, title="Review", on=TODAY,
            since=TODAY - timedelta(days=91), attendees=[],
        )  # fmt: skip


def test_the_system_person_attends_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        planned(cast, cast.system)
