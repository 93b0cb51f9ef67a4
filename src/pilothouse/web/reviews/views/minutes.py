"""What stays of a meeting: its minutes, and its end with who owes what by when read back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Presence, Review
from pilothouse.reviews.operations import close_review
from pilothouse.reviews.queries import Meeting, agenda_among, items_among
from pilothouse.reviews.queries.coverage import HELD
from pilothouse.web.records.detail import hanging_context
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.forms import CloseForm
from pilothouse.web.reviews.pictures import drawing_of
from pilothouse.web.reviews.unplaced import left_of
from pilothouse.web.reviews.views.consuming import inputs_told
from pilothouse.web.reviews.views.reading import crumbs_to, meeting_at, rights, today_of
from pilothouse.web.reviews.words import read_back
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


@require_safe
def minutes(request: PilotRequest, code: str) -> HttpResponse:
    """Minutes for reading and printing, at any time."""
    return minutes_page(request, meeting_at(request, code))


def minutes_page(request: PilotRequest, meeting: Meeting) -> HttpResponse:
    """What a meeting looked at, decided and agreed."""
    found = meeting.review
    items, off = agenda_among(meeting.rows, meeting.off, request.person)
    may_put = request.person.may(Right.PREPARE, found.unit.path)
    context = {
        **hanging_context(request, found),
        "review": found,
        "attendances": meeting.attendances,
        "items": [(one, drawing_of(one.series), meeting.done_at(one)) for one in items],
        "looked": sum(one.row.looked_at for one in items),
        "promises": meeting.promises,
        **inputs_told(meeting),
        "left": left_of(meeting, request.person),
        "off": off,
        "decisions": decisions_in(found, request),
        "may_put": may_put,
        "may_reopen": may_put and found.state == HELD and not meeting.told,
        "crumbs": crumbs_to(),
        "back": page_of(found),
    }
    return render(request, "reviews/minutes.html", context)


def decisions_in(found: Review, request: PilotRequest) -> Any:
    """Decisions of a review as far as the person may see them, in their order."""
    decisions = found.decisions.seen_by(request.person)
    return decisions.select_related("owner", "origin", "series__indicator", "series__unit").order_by("id")


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PilotRequest, code: str) -> HttpResponse:
    """Read back who owes what by when, then end the meeting."""
    meeting = meeting_at(request, code)
    found = meeting.review
    if not rights(request, found)["may_prepare"]:
        raise Http404
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        closed = perform(form, lambda: close_review(act_of(request), as_filled(request, found), **form.cleaned_data))
        if closed is not None:
            messages.success(request, _("%(code)s is closed. These are its minutes.") % {"code": found.code})
            return redirect(page_of(found))
    items = items_among(meeting.rows, request.person)
    context = {
        "review": found,
        "form": form,
        "promises": meeting.promises,
        "unseen": [one for one in items if not one.row.looked_at],
        **inputs_told(meeting),
        "done": meeting.settled,
        "read_back": read_back(meeting),
        "early": found.due is not None and found.due > today_of(request),
        "today": today_of(request),
        "unknown_people": [row for row in meeting.attendances if row.presence == Presence.INVITED],
        "crumbs": crumbs_to(found),
        "back": page_of(found),
    }
    return render_form(request, "reviews/close.html", context, form)
