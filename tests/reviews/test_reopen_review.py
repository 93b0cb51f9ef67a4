"""Going on with a meeting that was closed too soon, and correcting who was there."""

from datetime import timedelta

import pytest

from pilothouse.reviews.models import Attendance, Presence
from pilothouse.reviews.operations import close_review, freeze_pack, note_attendance, reopen_review
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import all_present, planned


def test_reopened_and_corrected_with_a_reason_until_a_pack_tells_of_it(cast: Cast) -> None:
    review = planned(cast)
    all_present(cast, review)
    with pytest.raises(Refused):  # it is not closed
        reopen_review(act(cast.quality, why="Too soon."), review)
    freeze_pack(act(cast.quality), review)
    later = timedelta(hours=1)
    close_review(act(cast.quality, later=later), review, summary="Done.")
    absent = {cast.owner.pk: (Presence.ABSENT, None)}
    with pytest.raises(NotAllowed):
        reopen_review(act(cast.owner, later=later, why="I was not there."), review)
    for refused in (
        lambda: reopen_review(act(cast.quality, later=later), review),
        lambda: note_attendance(act(cast.quality, later=later), review, presences=absent),
        lambda: note_attendance(
            act(cast.quality, later=later, why="None came."), review,
            presences={row.person_id: (Presence.ABSENT, None) for row in Attendance.objects.all()},
        ),
    ):  # fmt: skip
        with pytest.raises(Refused):
            refused()
    note_attendance(act(cast.quality, later=later, why="He was ill."), review, presences=absent)
    assert Attendance.objects.get(person=cast.owner).presence == Presence.ABSENT
    reopen_review(act(cast.quality, later=later, why="Too soon."), review)
    assert (review.state, review.ended_at) == ("planned", None)
    assert Entry.objects.filter(name="review.reopened", key=review.pk).exists()
    close_review(act(cast.quality, later=timedelta(hours=2)), review, summary="Done now.")
    freeze_pack(act(cast.quality, later=timedelta(hours=3)), review)
    for refused in (
        lambda: reopen_review(act(cast.quality, later=timedelta(hours=3), why="Again."), review),
        lambda: note_attendance(act(cast.quality, later=timedelta(hours=3), why="Ill."), review, presences=absent),
    ):
        with pytest.raises(Refused, match="pack"):
            refused()
    assert verify().whole
