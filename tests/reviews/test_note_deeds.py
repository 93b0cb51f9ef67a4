"""What somebody did at an item is noted once, by who holds the meeting, from history alone."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import contain_issue
from pilothouse.reviews.models import AgendaItem, Deed
from pilothouse.reviews.operations import look_at, note_deeds, take_off
from pilothouse.reviews.rules.deeds import Did, deeds_in, finished_there
from pilothouse.trail.act import Act, NotAllowed, Refused
from tests.cast import NOW, Cast, act
from tests.web.reviews.stage import prepared


def contained(cast: Cast, item: AgendaItem) -> Act:
    done = act(cast.quality)
    contain_issue(done, Issue.objects.get(pk=item.record_id), containment="Sand on it.")
    return done


def test_it_is_looked_at_and_told_as_history_tells_it(cast: Cast) -> None:
    _review, (item, _other) = prepared(cast)
    done = contained(cast, item)
    (deed,) = note_deeds(act(cast.quality), item, done=done.id)
    assert (deed.record_id, deed.name, deed.by_id) == (item.record_id, "issue.contained", cast.quality.pk)
    assert AgendaItem.objects.get(pk=item.pk).looked_at


def test_a_long_reason_is_kept_whole_and_an_item_read_before_is_read_anew(cast: Cast) -> None:
    _review, (item, _other) = prepared(cast)
    done = act(cast.quality, why="Sand on it. " * 400)
    contain_issue(done, Issue.objects.get(pk=item.record_id), containment="Sand on it.")
    look_at(act(cast.quality), AgendaItem.objects.get(pk=item.pk), minute="Sand.")
    (deed,) = note_deeds(act(cast.quality), item, done=done.id)
    assert deed.reason == done.why
    stands = AgendaItem.objects.get(pk=item.pk)
    assert (stands.looked_at, stands.minute) == (True, "Sand.")


def test_what_is_done_at_an_item_that_was_taken_off_meanwhile_is_still_noted(cast: Cast) -> None:
    _review, (item, _other) = prepared(cast)
    done = contained(cast, item)
    take_off(act(cast.quality, why="Told twice."), AgendaItem.objects.get(pk=item.pk))
    (deed,) = note_deeds(act(cast.quality), item, done=done.id)
    assert deed.about_id == item.record_id
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


def test_what_ended_before_the_meeting_was_over_is_finished_there() -> None:
    early, late = NOW, NOW + timedelta(hours=1)
    assert finished_there(early, None)
    assert finished_there(early, late)
    assert not finished_there(late, early), "it was owed when the meeting was over"
    assert not finished_there(None, early)


def test_what_somebody_else_did_or_nobody_is_no_deed(cast: Cast) -> None:
    _review, (item, _other) = prepared(cast)
    done = contained(cast, item)
    assert note_deeds(act(cast.leader), item, done=done.id) == []
    assert note_deeds(act(cast.quality), item, done="none") == []
    assert not AgendaItem.objects.get(pk=item.pk).looked_at


def test_refused_once_the_meeting_is_over_and_to_who_takes_no_part(cast: Cast) -> None:
    _review, (item, _other) = prepared(cast)
    done = contained(cast, item)
    with pytest.raises(NotAllowed):
        note_deeds(act(cast.member), item, done=done.id)
    item.review.ended_at = done.at
    item.review.state = "held"
    with pytest.raises(Refused):
        note_deeds(act(cast.quality), item, done=done.id)
    assert not Deed.objects.exists()


def body(kind: str, key: int, name: str, *, was: bool = True, why: str = "", **given: object) -> dict[str, object]:
    return {"kind": kind, "key": key, "name": name, "was": {"state": "x"} if was else {}, "why": why, "set": given}


def test_a_reply_is_done_to_its_record_and_a_promise_has_its_day() -> None:
    reply = body("records.reply", 9, "escalation.declined", was=False, record_id=4, reason="Stays.", until=None)
    note = body("records.note", 8, "note.added", was=False, text="…")
    assert deeds_in([reply, note], {"risks.risk"}, 3) == [Did(4, "escalation.declined", "", "Stays.")]
    assert deeds_in([note], {"risks.risk"}, 3) == []
    taken = body("risks.risk", 4, "escalation.accepted", owner_id=2)
    promised = body("records.reply", 9, "escalation.accepted", was=False, record_id=4, until="2026-05-01")
    (did,) = deeds_in([promised, note, taken], {"risks.risk"}, 3)
    assert (did.record, str(did.until)) == (4, "2026-05-01")
