"""The worker's round: once a day, to whom something new needs, and never twice."""

import smtplib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from pilothouse.improvement.operations import complete_action
from pilothouse.mail.digest import letter_to
from pilothouse.mail.rounds import go_round, send_digests, send_waiting
from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.operations import choose_digest
from pilothouse.organisation.queries import the_organisation
from pilothouse.outbox import queue
from pilothouse.outbox.models import Letter, WrittenDay
from pilothouse.trail.models import Entry
from tests.bridge.stage import day
from tests.cast import NOW, Cast, act
from tests.records.test_accept_escalation import late_action


@pytest.fixture(autouse=True)
def _mail(settings: LazySettings) -> None:
    settings.MAIL = "smtp"
    settings.SITE = "https://pilot.example.org"


def at(days: int, hour: int = 9) -> datetime:
    return NOW.replace(hour=hour) + timedelta(days=days)


def whole() -> Organisation:
    found = the_organisation()
    assert found is not None
    return found


def mailed(name: str) -> list[Any]:
    return [letter for letter in mail.outbox if letter.to == [f"{name}@example.org"]]


def test_each_line_leads_to_the_form_and_nothing_new_is_no_mail(cast: Cast) -> None:
    action = late_action(cast)
    assert go_round(whole(), at(30)) > 0
    (letter,) = mailed("member")
    assert f"https://pilot.example.org/{action.code}/complete/" in letter.body
    assert action.title in letter.alternatives[0][0]
    go_round(whole(), at(31))
    assert len(mailed("member")) == 1, "nothing new"
    row = Letter.objects.get(person=cast.member)
    assert (row.state, row.text, row.tries) == ("sent", "", 1)


def test_what_climbs_is_new_to_whom_it_climbed(cast: Cast) -> None:
    action = late_action(cast)
    go_round(whole(), at(30))
    assert not [one for one in mailed("owner") if action.code in one.body]
    go_round(whole(), at(37))
    assert "climbed to you from Ramp agent Zoë" in mailed("owner")[-1].body


def test_a_day_is_written_once_and_a_second_worker_sends_nothing(cast: Cast) -> None:
    late_action(cast)
    first = go_round(whole(), at(30))
    assert go_round(whole(), at(30, 10)) == 0
    assert len(mail.outbox) == first == Letter.objects.count()
    assert not queue.put_in(day(30), at(30), [], 0)


def test_only_one_of_two_claims_a_letter(cast: Cast) -> None:
    late_action(cast)
    write_only(30)
    letter = Letter.objects.get(person=cast.member)
    assert queue.claim(letter)
    assert not queue.claim(letter)


def write_only(days: int) -> None:
    """The day's letters, written by a worker that stopped before it sent any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pilothouse.mail.rounds.send_waiting", lambda *_: 0)
        go_round(whole(), at(days))


def test_a_crash_between_sending_and_marking_never_sends_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    late_action(cast)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(queue, "note_sent", stopped)
    with pytest.raises(KeyboardInterrupt):
        go_round(whole(), at(30))
    monkeypatch.undo()
    (gone,) = mail.outbox
    left = Letter.objects.get(person__email=gone.to[0])
    assert left.state == "failed"
    assert "nobody can tell" in left.reason
    send_waiting(day(30))
    assert [letter.to for letter in mail.outbox].count(gone.to) == 1


def test_what_did_not_go_out_is_told_the_day_after(cast: Cast) -> None:
    action = late_action(cast)
    write_only(30)
    go_round(whole(), at(31))
    (letter,) = mailed("member")
    assert action.code in letter.body


def test_who_cannot_be_written_to_keeps_nobody_from_their_letter(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    late_action(cast)

    def written(person: Person, *others: Any) -> Letter | None:
        if person.pk == cast.leader.pk:
            raise OverflowError
        return letter_to(person, *others)

    monkeypatch.setattr("pilothouse.mail.rounds.letter_to", written)
    go_round(whole(), at(30))
    assert mailed("member")


class Broken(EmailBackend):
    """A server that says no, or says nothing."""

    problem: Exception = smtplib.SMTPRecipientsRefused({})

    def send_messages(self, messages: Any) -> int:
        raise self.problem


@pytest.mark.parametrize(
    ("problem", "state"), [(smtplib.SMTPDataError(451, b"busy"), "waiting"), (TimeoutError("slow"), "failed")]
)
def test_what_surely_was_not_sent_is_tried_again_and_what_may_have_been_is_not(
    cast: Cast, settings: LazySettings, problem: Exception, state: str
) -> None:
    late_action(cast)
    settings.EMAIL_BACKEND = "tests.mail.test_rounds.Broken"
    Broken.problem = problem
    assert go_round(whole(), at(30)) == 0
    letter = Letter.objects.get(person=cast.member)
    assert (letter.state, letter.tries) == (state, 1)
    assert type(problem).__name__ in letter.reason


def test_three_tries_and_then_it_has_failed(cast: Cast, settings: LazySettings) -> None:
    late_action(cast)
    settings.EMAIL_BACKEND = "tests.mail.test_rounds.Broken"
    Broken.problem = smtplib.SMTPDataError(451, b"busy")
    go_round(whole(), at(30))
    for _turn in range(4):
        Letter.objects.update(not_before=None)
        send_waiting(day(30))
    assert {(letter.state, letter.tries) for letter in Letter.objects.all()} == {("failed", 3)}


def test_who_turned_it_off_gets_none(cast: Cast) -> None:
    late_action(cast)
    choose_digest(act(cast.member, later=timedelta(days=3)), cast.member, wanted=False)
    go_round(whole(), at(30))
    assert not mailed("member")


def test_what_was_done_meanwhile_is_not_told(cast: Cast) -> None:
    action = late_action(cast)
    complete_action(act(cast.member, later=timedelta(days=3)), action, outcome="Done.", done_on=day(3))
    go_round(whole(), at(30))
    assert not mailed("member")


# Oslo keeps summer time from day 27 on: NOW at 4 and 18 o'clock UTC is 6 and 20 o'clock there.
@pytest.mark.parametrize(("days", "hour", "goes"), [(30, 4, False), (30, 9, True), (30, 18, False), (33, 9, False)])
def test_not_before_its_hour_not_in_quiet_hours_and_on_no_free_day(
    cast: Cast, days: int, hour: int, goes: bool
) -> None:
    late_action(cast)
    send_digests(whole(), at(days, hour), story=False)
    assert WrittenDay.objects.exists() is goes


def test_nothing_without_mail_set_up(cast: Cast, settings: LazySettings) -> None:
    settings.MAIL = ""
    assert send_digests(whole(), at(30), story=False) == 0
    assert not WrittenDay.objects.exists()


def test_a_story_is_never_sent(cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    late_action(cast)
    settings.DATA = tmp_path
    assert send_digests(whole(), at(30), story=True) > 0
    assert not mail.outbox
    assert list((tmp_path / "mail").iterdir())


def test_nothing_of_a_digest_stands_in_history(cast: Cast) -> None:
    late_action(cast)
    before = Entry.objects.count()
    go_round(whole(), at(30))
    assert Entry.objects.count() == before
