"""Who is here and what time it is: put on every request once, at the door."""

import logging
import zoneinfo
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib import messages
from django.db import DataError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.queries import organisation_of, person_of, present_moment
from pilothouse.trail.act import Act, AlreadyDone, Conflict, NotAllowed, Refused
from pilothouse.web.shell.conflicts import FormConflict, conflict_page
from pilothouse.web.shell.errors import error_page

log = logging.getLogger(__name__)
T = TypeVar("T")


class PilotRequest(HttpRequest):
    """A request as our views see it: with the person, the organisation and the present moment."""

    person: Person
    organisation: Organisation
    now: datetime
    acted: Act | None


class PersonMiddleware:
    """Sets request.person, .organisation and .now; before there is an organisation it leads to the start."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        organisation = organisation_of(account)
        if organisation is None and not request.path.startswith(("/start/", "/static/")):
            return HttpResponseRedirect("/start/")
        request.organisation = organisation  # type: ignore[attr-defined]
        request.acted = None  # type: ignore[attr-defined]
        request.now = present_moment(organisation, timezone.now())  # type: ignore[attr-defined]
        request.person = person_of(account) if account else None  # type: ignore[attr-defined]
        with timezone.override(organisation.tz if organisation else zoneinfo.ZoneInfo("UTC")):
            response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """What an operation refuses becomes the page that people can go on from."""
        if isinstance(problem, NotAllowed):
            return not_found(request)
        if isinstance(problem, AlreadyDone):
            messages.info(request, _("This was already sent; it counts once."))
            return HttpResponseRedirect(request.path if request.method in {"GET", "HEAD"} else "/my-work/")
        if isinstance(problem, Conflict):
            return conflict_page(request, problem)
        if isinstance(problem, Refused):
            # A button without a form of its own: there is no field beside which the reason could stand.
            return render(request, "shell/refused.html", {"reason": problem.message}, status=422)
        if isinstance(problem, OverflowError | DataError):
            # A key with thirty digits is no key: no page of ours sends one, so it is the request that is wrong.
            log.warning("a value that the database cannot hold: %s", request.path, exc_info=problem)
            return error_page(request, 400)
        return None


def not_found(request: HttpRequest) -> HttpResponse:
    """What one may not see is not there."""
    return render(request, "404.html", status=404)


def perform(form: BaseForm, do: Callable[[], T]) -> T | None:
    """Run one operation for a valid form. A refusal becomes an error of the form, beside the field to mend; a conflict
    is told in the words of the form.
    """
    try:
        return do()
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.message))
        return None
    except Conflict as conflict:
        raise FormConflict(conflict.stored, conflict.given, form) from conflict


def render_form(request: HttpRequest, template: str, context: dict[str, Any], form: BaseForm) -> HttpResponse:
    """A page with a form. One that comes back because something in it does not fit says so in its status, too."""
    return render(request, template, context, status=422 if form.errors else 200)


def act_of(request: PilotRequest, *, why: str = "") -> Act:
    """The act that a posted form stands for; kept on the request for whoever goes on from it."""
    request.acted = Act(by=request.person, at=request.now, door="web", why=why, once=request.POST.get("once", "")[:64])
    return request.acted
