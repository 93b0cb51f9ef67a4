"""From which days on each required input asks its owner: worked out by the worker, for it takes sums over records."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from pilothouse.measures.surveys import survey
from pilothouse.organisation.queries import system_person, the_organisation
from pilothouse.reviews.models import InputReply, InputWait
from pilothouse.reviews.queries import LiveInput, first_meeting, last_looks, live_inputs, look_by

UNREAD = "unread"


def look_for_unread(now: datetime) -> bool:
    """Work out anew by when each input wants something, where something has happened since; was it done?"""
    return survey(UNREAD, now, [InputWait], _work_out)


def _work_out(now: datetime) -> list[InputWait]:
    organisation, reader = the_organisation(), system_person()
    if organisation is None:
        return []
    with timezone.override(organisation.tz):
        today = timezone.localtime(now).date()
        first, looks = first_meeting(reader), last_looks(reader) or {}
        waits = {live.input.key: wait_of(live, first, looks) for live in live_inputs(reader, today, today)}
        for reply in InputReply.objects.filter(input__in=waits).order_by("pk"):
            waits[reply.input].hear(reply)
        return list(waits.values())


def wait_of(live: LiveInput, first: date | None, looks: Mapping[str, date]) -> InputWait:
    """By when an input is to bring something new and a meeting to look at it; `first` is the day of the first meeting
    ever held, `looks` are those of the latest look at each.
    """
    key = live.input.key
    row = InputWait(input=key, owner=live.owner, empty=live.no_data)
    if first is not None:
        row.comes_by = max(live.wanted_by or first, first)
    row.look_by = look_by(live.input, looks.get(key), first)
    return row
