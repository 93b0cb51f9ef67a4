"""Who came without being invited had nothing to read: on the page, in packs and in the mirror."""

import json

from pilothouse.organisation.models import Organisation
from pilothouse.reviews.models import AgendaItem, Attendance, Presence, Reading, Review
from pilothouse.reviews.operations import (
    Marked,
    close_review,
    freeze_pack,
    mark_agenda,
    note_attendance,
    plan_review,
)
from pilothouse.reviews.queries import checked, inputs_opened_before, meeting_seen, pre_read
from pilothouse.reviews.queries.packs import body_of, drawn_up
from pilothouse.trail.verify import verify
from tests.cast import EVENING, NOW, Cast, act
from tests.reviews.story import TODAY, all_present

TOLD = ("invited", "readers", "share")


def test_who_came_uninvited_is_not_counted_as_invited(cast: Cast) -> None:
    review = plan_review(
        act(cast.quality), unit=cast.office, owner=cast.leader, title="Weekly", on=TODAY, tier="week",
        since=TODAY.replace(month=1), attendees=[cast.owner],
    )  # fmt: skip
    mark_agenda(act(cast.owner), review, marks=[Marked(None, "monitoring", Reading.SEEN)])
    note_attendance(act(cast.quality), review, presences={cast.auditor.pk: (Presence.PRESENT, None)})
    mark_agenda(act(cast.auditor), review, marks=[Marked(None, "monitoring", Reading.SEEN)])
    meeting = meeting_seen(cast.leader, review.number)
    assert meeting is not None
    assert len(meeting.attendances) == 3
    read = pre_read(review, meeting.invited, AgendaItem.objects.filter(review=review))
    assert (len(read.invited), read.readers, read.share) == (2, 1, 25)
    all_present(cast, review, EVENING)
    close_review(act(cast.quality, later=EVENING), review, summary="Read.")
    assert Attendance.objects.get(person=cast.auditor, presence="present").invited is False
    assert [(one.invited, one.marks) for one in inputs_opened_before(Review.objects.all())] == [(2, 1)]
    pack = freeze_pack(act(cast.quality, later=EVENING), review)
    told = json.loads(pack.body)["read_before"]
    assert [told[name] for name in TOLD] == [2, 1, 25]
    assert checked(pack).equal
    before = json.loads(body_of(drawn_up(review, NOW + EVENING).cut_off, Organisation.objects.get(), 7))["read_before"]
    assert [before[name] for name in TOLD] == [3, 2, 33], "as this format always did"
    assert verify().whole
