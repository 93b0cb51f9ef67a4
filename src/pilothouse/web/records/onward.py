"""Where one goes on after an act: to the page of the record, or back to the item of a meeting from which one came.

A meeting sends people to the forms of its records with `?review=REV-0012&item=207`. Forms are sent to the address on
which they stand, so that it comes along. The page on which a meeting is closed sends with `?closing=REV-0012`.
"""

import re
from contextlib import suppress
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from pilothouse.records.models import Record
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import note_deeds
from pilothouse.reviews.queries import item_of
from pilothouse.trail.act import Act, Conflict, NotAllowed, Refused
from pilothouse.web.shell.middleware import PilotRequest

_MEETING = re.compile(r"REV-[0-9]{4,9}")
_ITEM = re.compile(r"[0-9]{1,18}")


def sent_along(review: str, item: int) -> str:
    """What stands behind the address of a form to which a meeting sends: its number, and the key of the item."""
    return "?" + urlencode({"review": review, "item": item})


def along(request: HttpRequest) -> str:
    """The same for another form of this page; "" where one does not come from a meeting."""
    review, item = _from(request)
    return sent_along(review, int(item)) if review and item else ""


def origin_of(request: HttpRequest, to: str) -> str:
    """Without a word back to the item of the meeting, or to its end, from which one came, else `to`. The meeting asks
    anew who may see it.
    """
    review, item = _from(request)
    closing = request.GET.get("closing", "")
    if _MEETING.fullmatch(closing):
        return f"/{closing}/close/"
    return f"/{review}/?item={item}" if review and item else to


def onward(request: PilotRequest, to: str) -> str:
    """After an act the same way, and the act is one of that meeting at that item: it has looked at it."""
    review, item = _from(request)
    if review and item:
        found = AgendaItem.objects.filter(pk=int(item), review__number=int(review.rpartition("-")[2]))
        done_at(request, found.select_related("review__unit").first())
    return origin_of(request, to)


def done_at(request: PilotRequest, item: AgendaItem | None) -> None:
    """Tell the meeting of the act that this request has just done at one of its items, where it is theirs to hold. The
    act stands by then: whatever the meeting has against it takes nothing back.
    """
    if item is None or request.acted is None or item_of(item, request.person) is None:
        return
    with suppress(Conflict, NotAllowed, Refused):
        note_deeds(Act(by=request.person, at=request.now, door="web"), item, done=request.acted.id)


def decide_address(request: HttpRequest, about: Record) -> str:
    """Where one decides about a record: in the meeting from which one came, at its item, else by itself."""
    review, item = _from(request)
    if review and item:
        return f"/{review}/decide/?item={item}"
    return f"{reverse('reviews:decide')}?about={about.code}"


def _from(request: HttpRequest) -> tuple[str, str]:
    review, item = request.GET.get("review", ""), request.GET.get("item", "")
    return (review, item) if _MEETING.fullmatch(review) and _ITEM.fullmatch(item) else ("", "")
