"""Tells what climbs: whom silence reached, one thing taken over, one and an input of the review left where they were,
and the digests of December.

The digests become files beside the demo's data and are never sent.
"""

from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.utils.module_loading import import_string

from pilothouse.bridge.my_work import my_work
from pilothouse.cli.demo.meetings import TODAY
from pilothouse.cli.demo.stage import Misfit, Stage
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.records.operations import accept_escalation, decline_escalation
from pilothouse.reviews.operations import leave_input
from pilothouse.reviews.unread import look_for_unread

TAKEN_OVER = date(2013, 12, 18)
LEFT_BELOW = date(2014, 1, 6)
PROMISED = timedelta(days=14)
WHY_LEFT = "The owner has told me what holds it up. It stays there; I look again when it climbs."
UNREAD, WHY_UNREAD = "audits", "Nobody has audited us yet: the first internal audits are in February. Bring them then."
DIGESTS_FROM = date(2013, 12, 16)
DIGEST_HOUR = 7.5


def enter_climbing(stage: Stage) -> None:
    """Enter what top management does about what has climbed to it, and every morning's mail of the last weeks."""
    stage.calendar.add(TAKEN_OVER, 16, partial(_take_over, stage))
    stage.calendar.add(LEFT_BELOW, 16, partial(_leave_below, stage))
    stage.calendar.add(LEFT_BELOW, 16.5, partial(_leave_unread, stage))
    for days in range((TODAY - DIGESTS_FROM).days):
        stage.calendar.add(DIGESTS_FROM + timedelta(days=days), DIGEST_HOUR, partial(_write_mail, stage))


def _take_over(stage: Stage, at: datetime) -> None:
    record = _climbed(stage.person("operations"), at)
    accept_escalation(stage.act("operations", at), record, until=at.date() + PROMISED)


def _leave_below(stage: Stage, at: datetime) -> None:
    record = _climbed(stage.person("director"), at)
    decline_escalation(stage.act("director", at), record, reason=WHY_LEFT)


def _leave_unread(stage: Stage, at: datetime) -> None:
    leave_input(stage.act("director", at), UNREAD, reason=WHY_UNREAD)


def _climbed(person: Person, at: datetime) -> Record:
    """What has waited longest of the problems and tasks that climbed to this person."""
    # Roles and units were read when the person was hired.
    reader = Person.objects.get(pk=person.pk)
    lines = [line for line in my_work(reader, at.date()) if line.to_me]
    records = [one for line in lines if isinstance(one := line.record, Record) and one.kind in ("issue", "action")]
    if not records:
        raise Misfit(f"nothing has climbed to {person} on {at:%d %B %Y}")
    return records[0]


def _write_mail(stage: Stage, at: datetime) -> None:
    """What the worker would do on this morning."""
    stage.company.organisation.refresh_from_db()
    look_for_unread(at)
    for name in settings.WORKER_ROUNDS:
        import_string(name)(stage.company.organisation, at, story=True)
