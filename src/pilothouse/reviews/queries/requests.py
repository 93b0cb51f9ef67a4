"""Questions about resource requests: which wait for an answer, and what the numbers show since."""

from datetime import date

from django.db.models import Q, QuerySet

from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.measures.shifts import shift_on
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.reviews.models import ResourceRequest
from pilothouse.reviews.states import REQUEST
from pilothouse.spc import Shift

POINTS_SINCE = 12  # so many values after an answer are looked at


def waiting_for_answer(on: date) -> Q:
    """The condition for a request, or its base, that nobody has answered, or that was put off until this day."""
    return Q(state="asked") | Q(state="deferred", due__lte=on)


def waits_for_answer(request: Record, on: date) -> bool:
    """The same of one that was read."""
    back = request.state == "deferred" and request.due is not None and request.due <= on
    return request.kind == REQUEST.name and (request.state == "asked" or back)


def requests_waiting(person: Person, on: date) -> QuerySet[ResourceRequest]:
    """Requests the person may see that nobody has answered, or that were put off until this day, the first needed
    first.
    """
    waiting = ResourceRequest.objects.seen_by(person).filter(waiting_for_answer(on))
    found: QuerySet[ResourceRequest] = waiting.with_people()
    return found.order_by("due", "id")


def requests_to_answer(person: Person, on: date) -> QuerySet[ResourceRequest]:
    """Of these the ones that this person may answer."""
    waiting = requests_waiting(person, on)
    if person.may_everywhere(Right.DECIDE):
        return waiting
    return waiting.filter(unit__in=units_where(person, Right.DECIDE))


def request_seen(person: Person, number: int) -> ResourceRequest | None:
    """The request of this number with all that its page names; None where the person sees none."""
    found = ResourceRequest.objects.seen_by(person).filter(number=number).with_people()
    parts = ("objective", "process", "review", "answered_by", "created_by")
    row: ResourceRequest | None = found.select_related(*parts, *TOLD_BESIDE).first()
    return row


def effect_since(request: ResourceRequest) -> Shift | None:
    """Before and after the answer on the series it was to show in; None without series or answer."""
    if request.series is None or request.answered_on is None:
        return None
    return shift_on(request.series, request.answered_on, POINTS_SINCE)
