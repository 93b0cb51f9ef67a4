"""The silent pre-read."""

import pytest

from pilothouse.improvement.operations import decline_issue, report_problem
from pilothouse.reviews.models import Mark, Presence, Reading, Review
from pilothouse.reviews.operations import (
    Marked,
    add_topic,
    close_review,
    look_at,
    mark_agenda,
    note_attendance,
    plan_review,
    prepare_review,
)
from pilothouse.reviews.queries import inputs_opened_before, pre_read
from pilothouse.reviews.queries.reading import share_read
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import TODAY, all_present


def test_what_is_read_before_counts_until_the_meeting_begins(cast: Cast) -> None:
    spill, tug = (
        report_problem(act(cast.member), unit=cast.east, title=title, severity="grave")
        for title in ("Fuel spill", "Broken tug")
    )
    review = plan_review(
        act(cast.quality), unit=cast.office, owner=cast.leader, title="Weekly", on=TODAY, tier="week",
        since=TODAY.replace(month=1), attendees=[cast.owner, cast.west_owner],
    )  # fmt: skip
    prepare_review(act(cast.quality), review)
    mark_agenda(act(cast.owner), review, marks=[Marked(tug.pk, "", Reading.SEEN)])
    decline_issue(act(cast.quality), tug, reason="It was repaired.")
    topic = add_topic(act(cast.owner), review, title="The new ramp", owner=cast.owner)
    item, _topic = prepare_review(act(cast.quality), review)  # a mark on what has left the agenda counts no more
    question = Marked(spill.pk, "", Reading.QUESTION, " How much? ")
    mark_agenda(
        act(cast.owner), review, marks=[Marked(spill.pk, "", Reading.SEEN), Marked(None, "monitoring", Reading.SEEN)]
    )
    mark_agenda(act(cast.owner), review, marks=[question])
    assert [(mark.reading, mark.text) for mark in Mark.objects.exclude(record=tug)] == [
        ("question", "How much?"),
        ("seen", ""),
    ]
    everybody = [cast.leader.pk, cast.owner.pk, cast.west_owner.pk]
    read = pre_read(review, invited=everybody, items=1)
    assert (read.readers, read.questions, read.to_decide, read.items, read.share) == (1, 1, 0, 3, 22)
    sent = {cast.west_owner.pk: (Presence.DELEGATED, cast.member.pk)}  # who reads as well, and is not invited
    note_attendance(act(cast.quality), review, presences=sent)
    mark_agenda(act(cast.member), review, marks=[question])
    read = pre_read(review, invited=everybody, items=1)
    assert (len(read.marks), read.readers, read.share) == (4, 1, 22)
    mark_agenda(act(cast.member), review, marks=[Marked(spill.pk, "", None)])
    assert not Mark.objects.filter(person=cast.member).exists()
    asked = Marked(review.pk, "", Reading.DECIDE, "Say what it costs.", topic.topic)
    mark_agenda(act(cast.member), review, marks=[asked])
    mark_agenda(act(cast.owner), review, marks=[asked])
    read = pre_read(review, invited=everybody, items=1)
    assert (read.to_decide, read.share) == (1, 22), "a topic is no part of the share"
    assert len(read.of(review.pk, topic="The new ramp")) == 2
    mark_agenda(act(cast.member), review, marks=[Marked(review.pk, "", None, topic=topic.topic)])
    with pytest.raises(Refused):
        mark_agenda(act(cast.owner), review, marks=[Marked(review.pk, "", Reading.SEEN, topic="Of another meeting")])
    for refused in ([Marked(cast.leader.pk + 900, "", Reading.SEEN)], [Marked(None, "audits", Reading.SEEN)]):
        with pytest.raises(Refused):
            mark_agenda(act(cast.owner), review, marks=refused)
    with pytest.raises(Refused):  # West sees no record of East, and marks none
        mark_agenda(act(cast.west_owner), review, marks=[question])
    for stranger in (cast.reader, cast.auditor):
        with pytest.raises(NotAllowed):
            mark_agenda(act(stranger), review, marks=[question])
    look_at(act(cast.quality), item)
    with pytest.raises(Refused):
        mark_agenda(act(cast.owner), review, marks=[question])
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="Read and done.")
    (told,) = inputs_opened_before(Review.objects.filter(due=TODAY))
    assert (told.review, told.invited, told.items, told.marks, told.share) == (review, 3, 3, 2, 22)
    assert verify().whole


def test_a_share_is_no_data_without_items_or_people() -> None:
    assert [share_read(*given) for given in ((0, 0, 3), (0, 3, 0), (0, 3, 3), (9, 3, 3))] == [None, None, 0, 100]
