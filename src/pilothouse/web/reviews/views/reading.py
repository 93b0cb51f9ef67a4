"""What several views fetch: a review, an item, a decision, as far as the person may see it."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.records.queries import find
from pilothouse.reviews.models import AgendaItem, Decision, Review
from pilothouse.reviews.queries import DecisionCase, Item, Meeting, decision_case, item_of, meeting_seen
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest


def review_seen(request: PilotRequest, code: str) -> Review:
    """The review with this number; not found where the person may not see it."""
    found = find(request.person, code)
    if not isinstance(found, Review):
        raise Http404
    return found


def meeting_at(request: PilotRequest, code: str) -> Meeting:
    """The review with this number, who takes part and what was promised; not found where the person may not see it."""
    meeting = meeting_seen(request.person, int(code.rpartition("-")[2]))
    if meeting is None:
        raise Http404
    return meeting


def case_seen(request: PilotRequest, code: str) -> DecisionCase:
    """The decision with this number and all that its page tells; not found where the person may not see it."""
    case = decision_case(request.person, int(code.rpartition("-")[2]))
    if case is None:
        raise Http404
    return case


def decision_seen(request: PilotRequest, code: str) -> Decision:
    """The decision with this number alone; not found where the person may not see it."""
    related = ("unit", "owner")
    decisions = Decision.objects.seen_by(request.person).select_related(*related)
    found: Decision | None = decisions.filter(number=int(code.rpartition("-")[2])).first()
    if found is None:
        raise Http404
    return found


def item_seen(request: PilotRequest, review: Review, key: int) -> Item:
    """One item of the agenda; not found where the person may see nothing of it."""
    row = AgendaItem.objects.filter(review=review, pk=key).first()
    if row is not None:
        row.review = review
    found = item_of(row, request.person) if row is not None else None
    if found is None:
        raise Http404
    return found


def record_asked(request: PilotRequest, code: str) -> Record | None:
    """The record with this number; None without a number, not found where the person may not see it."""
    if not code:
        return None
    found = find(request.person, code)
    if found is None:
        raise Http404
    return found


def rights(request: PilotRequest, review: Review) -> dict[str, Any]:
    """What the person may do with a review: which buttons the page shows."""
    path = review.unit.path
    return {
        "may_prepare": not review.ended and request.person.may(Right.PREPARE, path),
        "may_decide": not review.ended and request.person.may(Right.DECIDE, path),
    }


def crumbs_to(*records: Record | None) -> list[tuple[Any, str]]:
    """The line of sight: reviews, then the records given."""
    steps: list[tuple[Any, str]] = [(_("Reviews"), "/reviews/")]
    return steps + [(str(record.title), page_of(record)) for record in records if record is not None]


def today_of(request: PilotRequest) -> date:
    """The day of a request in the organisation's zone."""
    return request.now.astimezone(request.organisation.tz).date()
