"""What several views fetch, as far as the person may see it."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Handover, Process
from pilothouse.processes.queries import handovers_among
from pilothouse.records.queries import find
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest


def process_seen(request: PilotRequest, code: str) -> Process:
    """The process with this number; not found where the person may not see it."""
    found = find(request.person, code)
    if not isinstance(found, Process):
        raise Http404
    return found


def handover_seen(request: PilotRequest, process: Process, key: int) -> Handover:
    """One hand-over of this process; not found where the person may not see its other end."""
    found = handovers_among(request.person).filter(pk=key).first()
    if found is None or process.pk not in (found.giver_id, found.taker_id):
        raise Http404
    return found


def may_shape(person: Person, process: Process) -> bool:
    """May the person change this process and agree its hand-overs?"""
    return process.owner_id == person.pk or person.may(Right.DEFINE, process.unit.path)


def own_process(request: PilotRequest, code: str) -> Process:
    """A process the person may change; not found otherwise."""
    found = process_seen(request, code)
    if not may_shape(request.person, found):
        raise Http404
    return found


def crumbs_to(process: Process | None = None) -> list[tuple[Any, str]]:
    """The line of sight: the map, then the process."""
    steps: list[tuple[Any, str]] = [(_("Processes"), "/processes/")]
    return [*steps, (process.title, page_of(process))] if process else steps


def today_of(request: PilotRequest) -> date:
    """The day of a request in the organisation's zone."""
    return request.now.astimezone(request.organisation.tz).date()
