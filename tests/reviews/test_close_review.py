"""Ending a meeting, and what it leaves behind."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import report_problem
from pilothouse.records.operations import move_due
from pilothouse.reviews.models import Attendance, Presence, Review
from pilothouse.reviews.operations import close_review, look_at, note_attendance, prepare_review
from pilothouse.reviews.queries import Cell, last_looks, last_review, meeting_seen, strip
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import TODAY, all_present, decided, planned


def test_closed_with_its_conclusion(cast: Cast) -> None:
    review = planned(cast)
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="One decision, two promises.")
    stored = Review.objects.get()
    assert (stored.state, stored.summary) == ("held", "One decision, two promises.")
    assert Entry.objects.filter(name="review.closed", key=review.pk).exists()
    assert verify().whole


def test_refused_while_it_is_unknown_who_was_there(cast: Cast) -> None:
    with pytest.raises(Refused, match="Managing director"):
        close_review(act(cast.quality), planned(cast), summary="Done.")


def test_a_meeting_without_people_was_none(cast: Cast) -> None:
    review = planned(cast)
    rows = Attendance.objects.filter(review=review)
    note_attendance(act(cast.quality), review, presences={row.person_id: (Presence.ABSENT, None) for row in rows})
    with pytest.raises(Refused):
        close_review(act(cast.quality), review, summary="Done.")


def test_no_meeting_ends_before_its_day(cast: Cast) -> None:
    review = planned(cast)
    all_present(cast, review)
    move_due(act(cast.quality, why="Snow."), review, due=TODAY + timedelta(days=9))
    review.refresh_from_db()
    with pytest.raises(Refused, match="11 Mar 2026"):
        close_review(act(cast.quality), review, summary="Done.")
    close_review(act(cast.quality, later=timedelta(days=9)), review, summary="Done.")


def test_a_conclusion_is_needed(cast: Cast) -> None:
    review = planned(cast)
    all_present(cast, review)
    with pytest.raises(Refused) as refusal:
        close_review(act(cast.quality), review, summary=" ")
    assert refusal.value.field == "summary"


@pytest.mark.parametrize("who", ["owner", "member", "auditor", "reader"])
def test_only_who_minutes_reviews_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        close_review(act(cast.people[who]), planned(cast), summary="Done.")


def test_decisions_and_their_actions_are_read_back_by_person(cast: Cast) -> None:
    review = planned(cast)
    decided(cast, review=review, tasks=True)
    decided(cast)
    found = [(one.record.kind, one.owner) for one in meeting_seen(cast.leader, review.number).promises]
    assert found == [("decision", cast.owner), ("action", cast.owner)]


def test_coverage_tells_what_was_looked_at(cast: Cast) -> None:
    for title in ("Fuel spill", "Broken tug"):
        report_problem(act(cast.member), unit=cast.east, title=title, severity="grave")
    review = planned(cast)
    items = prepare_review(act(cast.quality), review)
    look_at(act(cast.quality), items[0])
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="One of two.")
    found = strip(cast.leader)
    assert [one.pk for one in found.reviews] == [review.pk]
    rows = {row.input.key: row for row in found.rows}
    (cell,) = rows["nonconformities"].cells
    assert (cell.seen, cell.opened, cell.looked, cell.every) == (True, False, 1, 2)
    assert rows["nonconformities"].last == TODAY
    assert not any(
        row.cells[0].seen or row.cells[0].passed_over for key, row in rows.items() if key != "nonconformities"
    )
    assert last_looks(cast.leader) == {"nonconformities": TODAY}
    assert last_looks(cast.west_owner) is None
    beyond = strip(cast.leader, planned(cast), count=0)  # the meeting that looked is not in the strip
    assert [one.last for one in beyond.rows if one.cells != [Cell(ahead=True)] or one.last] == [TODAY]
    assert (found.silent(TODAY + timedelta(days=183)), found.within_a_year) == ([], True), "half a year has not passed"
    silent = found.silent(TODAY + timedelta(days=184))
    assert (len(silent), "audits" in {row.input.key for row in silent}) == (12, False), "audits have a year"
    assert len(found.silent(TODAY + timedelta(days=367))) == 13


def test_the_last_review_is_the_latest_held_in_the_unit(cast: Cast) -> None:
    review = planned(cast)
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="Done.")
    tomorrow = TODAY + timedelta(days=1)
    assert last_review(cast.leader, cast.office, tomorrow) == review
    assert last_review(cast.leader, cast.office, TODAY) is None
    assert last_review(cast.leader, cast.east, tomorrow) is None


def test_who_attends_sees_the_review(cast: Cast) -> None:
    planned(cast, cast.owner)
    assert Review.objects.seen_by(cast.owner).count() == 1
    assert Review.objects.seen_by(cast.west_owner).count() == 0
