"""The worker's round: write the day's digests once, then send what waits. Safe to run twice, and by two at once."""

import logging
import smtplib
import socket
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError
from django.utils import timezone

from pilothouse.mail.digest import letter_to
from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.queries import people
from pilothouse.organisation.rules import mail_times
from pilothouse.outbox import queue
from pilothouse.outbox.models import Letter

log = logging.getLogger(__name__)
# In these cases the other side has taken nothing. After others, a time-out above all, it may have.
SURELY_NOT_SENT = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)


def send_digests(organisation: Organisation, now: datetime, *, story: bool) -> int:
    """Write and send what this moment asks for; returns how many letters went out. A story's mail never leaves the
    machine: it becomes files in `mail/` beside the data.
    """
    if not (settings.MAIL or story) or not mail_times(organisation.mail_times).open_at(now.astimezone(organisation.tz)):
        return 0
    return go_round(organisation, now, settings.DATA / "mail" if story else None)


def go_round(organisation: Organisation, now: datetime, folder: Path | None = None) -> int:
    """The round itself, at a moment at which mail may go out; into files of `folder`, else by the backend set up."""
    day = now.astimezone(organisation.tz).date()
    with timezone.override(organisation.tz):
        if not queue.is_written(day):
            _write(day, now)
    return send_waiting(day, folder)


def _write(day: date, now: datetime) -> None:
    readers = list(_readers())
    told = queue.last_told([person.pk for person in readers])
    drafts = [_draft(person, day, told.get(person.pk, set())) for person in readers]
    letters = [letter for letter in drafts if letter is not None]
    for letter in letters:
        letter.at = now
    queue.put_in(day, now, letters, len(readers))


def _draft(person: Person, day: date, told: set[str]) -> Letter | None:
    """One person's letter; what cannot be told to one keeps nobody else from theirs. Where the database fails the whole
    round does, and is tried again.
    """
    try:
        return letter_to(person, day, told, settings.SITE)
    except DatabaseError:
        raise
    except Exception:
        log.exception("the letter of one person could not be written")
        return None


def _readers() -> list[Person]:
    """People with a mailbox who may come in and have not turned their digest off."""
    found = people().filter(may_sign_in=True).exclude(email="").exclude(no_digest=True)
    return list(found.order_by("pk"))


def send_waiting(day: date, folder: Path | None = None) -> int:
    """Hand over what waits, one by one: claimed before, marked after. Returns how many went out."""
    sent = 0
    for letter in queue.waiting(day, timezone.now()):
        if queue.claim(letter):
            sent += _send(letter, folder)
    return sent


def _send(letter: Letter, folder: Path | None) -> bool:
    mail = EmailMultiAlternatives(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.person.email])
    mail.attach_alternative(letter.html, "text/html")
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    mail.connection = _backend(folder)
    try:
        mail.send()
    except Exception as problem:
        log.warning("a letter was not sent: %s", type(problem).__name__)
        surely = isinstance(problem, SURELY_NOT_SENT)
        queue.note_failed(letter, timezone.now(), _words(problem), surely=surely)
        return False
    queue.note_sent(letter, timezone.now())
    return True


def _backend(folder: Path | None) -> BaseEmailBackend:
    if folder is None:
        return get_connection()
    return get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder)


def _words(problem: Exception) -> str:
    code = getattr(problem, "smtp_code", "")
    said = getattr(problem, "smtp_error", b"")
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return " ".join(part for part in (type(problem).__name__, str(code), words or str(problem)) if part)
