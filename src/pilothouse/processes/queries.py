"""Questions about processes and hand-overs."""

from typing import Any

from django.db.models import Q, QuerySet

from pilothouse.organisation.models import Person
from pilothouse.processes.models import Handover, Process


def live_processes(person: Person) -> QuerySet[Process]:
    """Processes that are lived, in the order of the chain."""
    found: QuerySet[Process] = (
        Process.objects.seen_by(person).with_people().live().order_by("part", "position", "number")
    )
    return found


def retired_processes(person: Person) -> QuerySet[Process]:
    """Processes that are lived no more, latest first."""
    found: QuerySet[Process] = (
        Process.objects.seen_by(person).with_people().exclude(ended_at=None).order_by("-ended_at")
    )
    return found


def handovers_among(person: Person) -> QuerySet[Handover]:
    """Hand-overs whose ends the person may see; an open end is the world outside."""
    seen = Process.objects.seen_by(person).values("pk")
    found: QuerySet[Handover] = (
        Handover.objects.filter(Q(giver=None) | Q(giver__in=seen), Q(taker=None) | Q(taker__in=seen))
        .select_related("giver__unit", "giver__owner", "taker__unit", "taker__owner")
        .order_by("id")
    )
    return found


def exchanges_of(process: Any, person: Person) -> QuerySet[Handover]:
    """What the process is given and what it gives; `process` is its key or a reference to it."""
    return handovers_among(person).filter(Q(giver=process) | Q(taker=process))
