"""Packs tell what was done at each item and who owes what since, in the words of the minutes, and nothing older."""

import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from pilothouse.improvement.models import Action, Issue, Purpose
from pilothouse.improvement.operations import contain_issue, plan_action, report_problem
from pilothouse.organisation.models import Organisation, Unit
from pilothouse.paper import workbook_of
from pilothouse.paper.telling import page_of
from pilothouse.records.models import Record
from pilothouse.records.operations import accept_escalation
from pilothouse.reviews.models import AgendaItem, Attendance, Pack, Presence, Review
from pilothouse.reviews.operations import (
    close_review,
    freeze_pack,
    note_attendance,
    note_deeds,
    plan_review,
    planning,
    prepare_review,
    take_back_look,
    take_off,
)
from pilothouse.reviews.queries import checked, meeting_seen
from pilothouse.reviews.queries.packs import body_of, drawn_up
from pilothouse.reviews.rules import Agenda, Candidate, Section
from pilothouse.strategy.models import ContextIssue
from pilothouse.strategy.operations import end_context, name_context_issue
from pilothouse.web.reviews.words import done_words
from tests.cast import NOW, Cast, act
from tests.reviews.story import TODAY

LATER = timedelta(days=49)
UNTIL = TODAY + timedelta(days=80)
Called = Callable[..., tuple[Review, list[AgendaItem]]]


@pytest.fixture
def called(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Called:
    """A meeting of a unit, seven weeks on, with these records on its agenda."""

    def call(unit: Unit, *records: Record) -> tuple[Review, list[AgendaItem]]:
        found = Agenda([Candidate(one.pk, Section.SILENT, 1.0, "waits") for one in records])
        monkeypatch.setattr(planning, "agenda_for", lambda *_given: found)
        review = plan_review(
            act(cast.quality), unit=unit, owner=cast.leader, title="Business review", on=TODAY + LATER, since=TODAY,
            attendees=(cast.quality, cast.owner),
        )  # fmt: skip
        return review, prepare_review(act(cast.quality, later=LATER), review)

    return call


def spill(cast: Cast, unit: Unit) -> Issue:
    return report_problem(act(cast.quality), unit=unit, title="Fuel spill", severity="grave")


def planned_for(cast: Cast, issue: Issue, title: str, later: timedelta = timedelta()) -> tuple[Action, str]:
    """An action, and the act that planned it."""
    done = act(cast.quality, later=later)
    return plan_action(
        done, origin=issue, title=title, owner=cast.owner, due=UNTIL, purpose=Purpose.CORRECTIVE
    ), done.id


def contained(cast: Cast, item: AgendaItem) -> None:
    done = act(cast.quality, later=LATER, why="Sand on it.")
    contain_issue(done, Issue.objects.get(pk=item.record_id), containment="Sand")
    note_deeds(act(cast.quality, later=LATER), item, done=done.id)


def held(cast: Cast, called: Called) -> tuple[Review, Action, ContextIssue]:
    """An issue that already has an action gets another one, and a context issue is taken over."""
    issue = spill(cast, cast.east)
    planned_for(cast, issue, "Buy sand")
    context = name_context_issue(
        act(cast.leader), unit=cast.office, owner=cast.member, title="A new rail line", side="outside", every=30,
        text="Carries 8 000 people a day.",
    )  # fmt: skip
    review, (first, second) = called(cast.office, issue, context)
    action, acted = planned_for(cast, issue, "Check the hoses", LATER)
    note_deeds(act(cast.quality, later=LATER), first, done=acted)
    taken = act(cast.leader, later=LATER)
    accept_escalation(taken, context, until=UNTIL)
    note_deeds(act(cast.leader, later=LATER), second, done=taken.id)
    return review, action, context


def test_each_item_tells_what_was_done_and_made_at_it_alone(cast: Cast, called: Called) -> None:
    review, action, context = held(cast, called)
    pack = freeze_pack(act(cast.quality, later=LATER), review)
    first, second = json.loads(pack.body)["review"]["agenda"]
    assert [one["code"] for one in first["came"]] == [action.code], "nothing of before the meeting"
    assert second["done"] == [
        {
            "code": context.code, "title": context.title, "kind": "context", "name": "escalation.accepted",
            "state": "", "reason": "", "until": UNTIL.isoformat(), "by": cast.leader.name,
            "at": (NOW + LATER).isoformat(),
        }
    ]  # fmt: skip
    assert checked(pack).equal
    before = json.loads(body_of(drawn_up(review, NOW + LATER).cut_off, Organisation.objects.get(), 7))["review"]
    assert [len(one["came"]) for one in before["agenda"]] == [2, 0], "formats before tell all that ever came of it"
    assert not {"owed", "done"} & {*before, *before["agenda"][0]}
    page = page_of(Pack(review=review, number=9, body=json.dumps({**json.loads(pack.body), "review": before})), [])
    assert [one["done"] for one in page["agenda"]] == [[], []]


def test_paper_and_workbook_say_it_as_minutes_and_closing_page_do(cast: Cast, called: Called) -> None:
    review, _action, context = held(cast, called)
    pack = freeze_pack(act(cast.quality, later=LATER), review)
    page, meeting = page_of(pack, []), meeting_seen(cast.leader, review.number)
    assert meeting is not None
    said = [f"{one.record.code} {one.record.title}: {done_words(one)}" for one in meeting.done]
    assert [text for one in page["agenda"] for text in one["done"]] == said
    assert f"{context.code} {context.title}: {cast.leader} took it over, until 21 May 2026" in said
    promises = [(str(one.owner), one.record.code) for one in meeting.promises]
    assert len(promises) == 2
    assert [(one["owner"], each["code"]) for one in page["owed"] for each in one["each"]] == promises
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack)))
    assert [row[-1] for row in book.get_sheet_by_name("Agenda").to_python()[1:]] == said
    owed = book.get_sheet_by_name("Who owes what").to_python()[1:]
    assert [(row[0], row[1], row[3]) for row in owed] == [(*one, UNTIL) for one in promises]


def test_what_was_taken_over_and_finished_by_the_cut_off_is_not_owed(cast: Cast, called: Called) -> None:
    review, action, context = held(cast, called)
    before = freeze_pack(act(cast.quality, later=LATER), review)
    ended = act(cast.leader, later=LATER, why="The line was given up.")
    context.refresh_from_db()
    end_context(ended, context, reason=ended.why)
    note_deeds(ended, AgendaItem.objects.get(record=context), done=ended.id)
    after = freeze_pack(act(cast.quality, later=LATER), review)
    owed = [[one["code"] for one in json.loads(pack.body)["review"]["owed"]] for pack in (before, after)]
    assert owed == [[action.code, context.code], [action.code]]
    assert [one["name"] for one in json.loads(after.body)["review"]["agenda"][1]["done"]][-1] == "context.ended"
    assert checked(before).equal
    assert checked(after).equal


def test_what_was_kept_after_the_meeting_was_over_was_owed_there(cast: Cast, called: Called) -> None:
    review, action, context = held(cast, called)
    there = {one.person_id: (Presence.PRESENT, None) for one in Attendance.objects.filter(review=review)}
    note_attendance(act(cast.quality, later=LATER), review, presences=there)
    review.refresh_from_db()
    close_review(act(cast.quality, later=LATER), review, summary="Done.")
    context.refresh_from_db()
    end_context(act(cast.leader, later=LATER + timedelta(days=2)), context, reason="The line was given up.")
    pack = freeze_pack(act(cast.quality, later=LATER + timedelta(days=3)), review)
    assert [one["code"] for one in json.loads(pack.body)["review"]["owed"]] == [action.code, context.code]
    meeting = meeting_seen(cast.leader, review.number)
    assert meeting is not None
    assert {one.record.code for one in meeting.promises} == {action.code, context.code}


def test_what_was_done_at_an_item_that_was_taken_off_is_told_apart(cast: Cast, called: Called) -> None:
    issue = spill(cast, cast.east)
    review, (item,) = called(cast.office, issue)
    contained(cast, item)
    item.refresh_from_db()
    item = take_back_look(act(cast.quality, later=LATER), item)
    take_off(act(cast.quality, later=LATER, why="Told twice."), item)
    pack = freeze_pack(act(cast.quality, later=LATER), review)
    assert checked(pack).equal
    (said,) = page_of(pack, [])["apart"]
    assert said == f"{issue.code} Fuel spill: {cast.quality} contained it: Sand on it."


def test_what_was_done_to_a_record_of_another_unit_is_not_told(cast: Cast, called: Called) -> None:
    issue = spill(cast, cast.west)
    review, (item,) = called(cast.east, issue)
    contained(cast, item)
    body = freeze_pack(act(cast.quality, later=LATER), review).body
    assert "Sand on it" not in body
    assert issue.code not in body
