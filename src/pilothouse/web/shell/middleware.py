"""Who is here and what time it is: put on every request once, at the door."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.queries import person_of, present_moment, the_organisation
from pilothouse.trail.act import Act


class PilotRequest(HttpRequest):
    """A request as our views see it: with the person, the organisation and the present moment."""

    person: Person
    organisation: Organisation
    now: datetime


class PersonMiddleware:
    """Sets request.person, .organisation and .now; before the organisation is founded it leads to the start."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        organisation = the_organisation()
        if organisation is None and not request.path.startswith(("/start/", "/static/")):
            return HttpResponseRedirect("/start/")
        request.organisation = organisation  # type: ignore[attr-defined]
        request.now = present_moment(organisation, timezone.now())  # type: ignore[attr-defined]
        request.person = person_of(request.user) if request.user.is_authenticated else None  # type: ignore[attr-defined]
        with timezone.override(organisation.tz if organisation else zoneinfo.ZoneInfo("UTC")):
            response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def act_of(request: PilotRequest, *, why: str = "") -> Act:
    """The act that a posted form stands for."""
    return Act(by=request.person, at=request.now, door="web", why=why, once=request.POST.get("once", "")[:64])
