"""Questions about resource requests: which wait for an answer, and what the numbers show since."""

from datetime import date

from django.db.models import Q, QuerySet

from pilothouse.measures.queries import shift_on
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import ResourceRequest
from pilothouse.spc import Shift

POINTS_SINCE = 12  # so many values after an answer are looked at


def requests_waiting(person: Person, on: date) -> QuerySet[ResourceRequest]:
    """Requests the person may see that nobody has answered, or that were put off until this day, the first needed
    first.
    """
    waiting = Q(state="asked") | Q(state="deferred", due__lte=on)
    found: QuerySet[ResourceRequest] = ResourceRequest.objects.seen_by(person).filter(waiting).with_people()
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
    row: ResourceRequest | None = found.select_related(
        *parts, "series__indicator", "series__unit", "series__reading", "series__provenance"
    ).first()
    return row


def effect_since(request: ResourceRequest) -> Shift | None:
    """Before and after the answer on the series it was to show in; None without series or answer."""
    if request.series is None or request.answered_on is None:
        return None
    return shift_on(request.series, request.answered_on, POINTS_SINCE)
