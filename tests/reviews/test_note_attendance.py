"""Who was there."""

import pytest

from pilothouse.reviews.models import Attendance, Presence
from pilothouse.reviews.operations import cancel_review, note_attendance
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import planned


def test_present_delegated_absent_and_uninvited(cast: Cast) -> None:
    review = planned(cast)
    note_attendance(
        act(cast.quality),
        review,
        presences={
            cast.leader.pk: (Presence.ABSENT, None),
            cast.quality.pk: (Presence.PRESENT, None),
            cast.owner.pk: (Presence.DELEGATED, cast.member.pk),
            cast.auditor.pk: (Presence.PRESENT, None),
        },
    )
    found = {row.person_id: (row.presence, row.delegate_id) for row in Attendance.objects.filter(review=review)}
    assert found[cast.owner.pk] == ("delegated", cast.member.pk)
    assert found[cast.leader.pk] == ("absent", None)
    assert found[cast.auditor.pk] == ("present", None)
    assert Entry.objects.filter(name="review.attended").count() == 4
    assert verify().whole


@pytest.mark.parametrize(
    ("presence", "delegate"),
    [
        (Presence.DELEGATED, None),
        (Presence.PRESENT, "member"),
        (Presence.DELEGATED, "owner"),
        (Presence.DELEGATED, "nobody"),
    ],
)
def test_odd_delegates_are_refused(cast: Cast, presence: Presence, delegate: str | None) -> None:
    key = None if delegate is None else cast.people[delegate].pk if delegate in cast.people else 999_999
    with pytest.raises(Refused):
        note_attendance(act(cast.quality), planned(cast), presences={cast.owner.pk: (presence, key)})


def test_after_the_meeting_attendance_stands(cast: Cast) -> None:
    review = cancel_review(act(cast.quality, why="Strike."), planned(cast))
    with pytest.raises(Refused):
        note_attendance(act(cast.quality), review, presences={cast.owner.pk: (Presence.PRESENT, None)})


def test_those_who_attend_do_not_note_it_themselves(cast: Cast) -> None:
    review = planned(cast)
    with pytest.raises(NotAllowed):
        note_attendance(act(cast.owner), review, presences={cast.owner.pk: (Presence.PRESENT, None)})
