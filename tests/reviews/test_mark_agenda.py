"""The silent pre-read."""

import json

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import decline_issue, report_problem
from pilothouse.organisation.models import Person
from pilothouse.reviews.models import AgendaItem, Attendance, Mark, Presence, Reading, Review
from pilothouse.reviews.operations import (
    Marked,
    add_topic,
    close_review,
    freeze_pack,
    look_at,
    mark_agenda,
    note_attendance,
    plan_review,
    planning,
    prepare_review,
)
from pilothouse.reviews.queries import inputs_opened_before, items_seen, pre_read
from pilothouse.reviews.queries.reading import share_read
from pilothouse.reviews.rules import Agenda, Candidate, Parts, Section
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import TODAY, all_present, planned


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
    read = pre_read(review, invited=everybody, rows=AgendaItem.objects.filter(review=review))
    assert (read.readers, read.questions, read.to_decide, read.items, read.share) == (1, 1, 0, 3, 22)
    sent = {cast.west_owner.pk: (Presence.DELEGATED, cast.member.pk)}  # who reads as well, and is not invited
    note_attendance(act(cast.quality), review, presences=sent)
    mark_agenda(act(cast.member), review, marks=[question])
    read = pre_read(review, invited=everybody, rows=AgendaItem.objects.filter(review=review))
    assert (len(read.marks), read.readers, read.share) == (4, 1, 22)
    mark_agenda(act(cast.member), review, marks=[Marked(spill.pk, "", None)])
    assert not Mark.objects.filter(person=cast.member).exists()
    asked = Marked(review.pk, "", Reading.DECIDE, "Say what it costs.", topic.topic)
    mark_agenda(act(cast.member), review, marks=[asked])
    mark_agenda(act(cast.owner), review, marks=[asked])
    read = pre_read(review, invited=everybody, rows=AgendaItem.objects.filter(review=review))
    assert (read.to_decide, read.share) == (1, 22), "a topic is no part of the share"
    assert len(read.of(items_seen(review, cast.leader)[1])) == 2
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


def test_what_was_asked_stays_where_items_become_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    spill = report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    tug = report_problem(act(cast.quality), unit=cast.west, title="Broken tug", severity="grave")
    review = planned(cast, cast.owner, cast.west_owner, cast.leader)

    def pull(*groups: tuple[Issue, ...]) -> list[str]:
        drawn = Agenda([candidate(*records) for records in groups])
        monkeypatch.setattr(planning, "agenda_for", lambda *_given: drawn)
        prepare_review(act(cast.quality), review)
        rows = AgendaItem.objects.filter(review=review)
        read = pre_read(review, [cast.leader.pk, cast.owner.pk], rows)
        assert verify().whole
        told = [" / ".join(mark.text for mark in read.of(item)) for item in items_seen(review, cast.leader)]
        assert read.questions == sum(bool(words) for words in told), "counted as it is shown"
        return told

    def says(who: Person, about: Issue, text: str) -> None:
        mark_agenda(act(who), review, marks=[Marked(about.pk, "", Reading.QUESTION, text)])

    assert pull((spill,), (tug,)) == ["", ""]
    says(cast.owner, spill, "Why again?")
    says(cast.leader, spill, "How much?")
    says(cast.leader, tug, "Which one?")
    assert pull((tug, spill)) == ["Why again? / How much? / Which one?"]
    (item,) = items_seen(review, cast.west_owner)
    read = pre_read(review, [cast.leader.pk], AgendaItem.objects.filter(review=review))
    assert [mark.text for mark in read.of(item)] == ["Which one?"], "of East they read nothing"
    assert (read.questions, read.share) == (1, 100), "one item, read once by one person"

    # Said again of what has become one: the words on the record that stands for it change, the others stay.
    says(cast.leader, spill, "Which of both?")
    assert pull((tug, spill)) == ["Why again? / How much? / Which of both?"]
    assert pull((spill, tug)) == ["Why again? / How much? / Which of both?"], "of a group, whichever stands for it"
    mark_agenda(act(cast.leader), review, marks=[Marked(tug.pk, "", None)])
    assert pull((spill, tug)) == ["Why again?"], "and all of it is taken back at once"
    assert pull((tug,)) == ["Why again?"], "said of the group"


def test_what_was_read_stays_read_where_another_record_comes_to_stand_for_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    spill = report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    tug = report_problem(act(cast.quality), unit=cast.west, title="Broken tug", severity="grave")
    review = planned(cast, cast.owner, cast.leader)

    def pull(*groups: tuple[Issue, ...]) -> int | None:
        drawn = Agenda([candidate(*records) for records in groups])
        monkeypatch.setattr(planning, "agenda_for", lambda *_given: drawn)
        prepare_review(act(cast.quality), review)
        there = set(Attendance.objects.filter(review=review).values_list("person", flat=True))
        share = pre_read(review, there, AgendaItem.objects.filter(review=review)).share
        (told,) = inputs_opened_before(Review.objects.filter(pk=review.pk))
        body = json.loads(freeze_pack(act(cast.quality), review).body)
        assert told.share == share == body["read_before"]["share"], "meeting, mirror and paper tell one share"
        return share

    assert pull((spill,)) == 0
    there = Attendance.objects.filter(review=review).select_related("person")
    for one in there:
        mark_agenda(act(one.person), review, marks=[Marked(spill.pk, "", Reading.SEEN)])
    assert pull((spill,)) == pull((tug, spill)) == 100


def candidate(first: Issue, *others: Issue) -> Candidate:
    return Candidate(first.pk, Section.ISSUES, 1.0, "grave", Parts(together=tuple(one.pk for one in others)))


def test_a_share_is_no_data_without_items_or_people() -> None:
    assert [share_read(*given) for given in ((0, 0, 3), (0, 3, 0), (0, 3, 3), (9, 3, 3))] == [None, None, 0, 100]
