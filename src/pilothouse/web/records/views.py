"""What can be done on the page of any record: notes, files, links, hand over, move the date."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.records.files import is_whole, place_of
from pilothouse.records.models import Attachment, Record
from pilothouse.records.operations import (
    accept_escalation,
    add_note,
    attach_file,
    decline_escalation,
    hand_over,
    link_records,
    move_due,
    unlink_records,
)
from pilothouse.records.queries import find, ties_between
from pilothouse.web.records.detail import may, record_page
from pilothouse.web.records.forms import (
    AcceptForm,
    DeclineForm,
    FileForm,
    HandOverForm,
    LinkForm,
    MoveDueForm,
    NoteForm,
    UnlinkForm,
)
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import onward, origin_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

both = require_http_methods(["GET", "HEAD", "POST"])


def fetch(request: PilotRequest, code: str) -> Any:
    """The record with this number as its own type; Http404 where there is none that the person may see."""
    record = find(request.person, code)
    if record is None:
        raise Http404(code)
    return record


def fetch_for(request: PilotRequest, code: str, operation: str) -> Any:
    """The same for who may do this with it: the form of what one may not do is not there."""
    record = fetch(request, code)
    if not may(request, operation, record):
        raise Http404(code)
    return record


@require_safe
def record(request: PilotRequest, code: str) -> HttpResponse:
    """A record whose kind has no page of its own."""
    return record_page(request, fetch(request, code))


def _page(
    request: PilotRequest, record: Record, form: BaseForm, do: Callable[[], object], words: dict[str, Any]
) -> HttpResponse:
    """One form, one operation, then back to the record; a form that does not fit comes back with what was typed."""
    if request.method == "POST" and form.is_valid() and perform(form, do) is not None:
        messages.success(request, words["done"])
        return HttpResponseRedirect(onward(request, page_of(record) + words.get("part", "")))
    context = {"record": record, "form": form, "crumbs": [(record.title, page_of(record))], **words}
    context["back"] = origin_of(request, page_of(record))
    return render_form(request, "records/form.html", context, form)


@both
def note(request: PilotRequest, code: str) -> HttpResponse:
    """Write a note."""
    on = fetch_for(request, code, "note.added")
    form = NoteForm(request.POST or None)
    words = {"title": _("Add a note"), "button": _("Add the note"), "done": _("Note added."), "part": "#notes"}
    return _page(request, on, form, lambda: add_note(act_of(request), on, text=form.cleaned_data["text"]), words)


@both
def attach(request: PilotRequest, code: str) -> HttpResponse:
    """Attach a file."""
    on = fetch_for(request, code, "file.attached")
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    words = {"title": _("Attach a file"), "button": _("Attach"), "done": _("File attached."), "part": "#files"}
    return _page(request, on, form, lambda: attach_file(act_of(request), on, file=form.cleaned_data["file"]), words)


@require_safe
def download(request: PilotRequest, code: str, key: int) -> HttpResponseBase:
    """A file as a download, only while the person may see its record and its bytes are the ones that were kept."""
    on = fetch(request, code)
    file = Attachment.objects.filter(record=on, pk=key).first()
    if file is None:
        raise Http404(code)
    if not is_whole(file.digest):
        return render(request, "records/file_broken.html", {"record": on, "file": file}, status=410)
    response = FileResponse(
        place_of(file.digest).open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type="application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


@both
def link(request: PilotRequest, code: str) -> HttpResponse:
    """Link two records."""
    on = fetch_for(request, code, "record.linked")
    form = LinkForm(request.POST or None)
    words = {"title": _("Link another record"), "button": _("Link"), "done": _("Linked."), "part": "#links"}

    def do() -> object:
        other = find(request.person, form.cleaned_data["other"])
        if other is None:
            form.add_error("other", _("There is no such record."))
            return None
        return link_records(act_of(request), on, other=other, reason=form.cleaned_data["reason"])

    return _page(request, on, form, do, words)


@both
def unlink(request: PilotRequest, code: str, other: str) -> HttpResponse:
    """Take a link with another record away again."""
    on, beside = fetch_for(request, code, "record.unlinked"), fetch(request, other)
    if not ties_between(on, beside).exists():
        raise Http404(other)
    form = UnlinkForm(request.POST or None)
    title = _("Remove the link with %(code)s") % {"code": beside.code}
    words = {"title": title, "button": _("Remove the link"), "done": _("Link removed.")}

    def do() -> object:
        unlink_records(act_of(request, why=form.cleaned_data["why"]), on, other=beside)
        return on

    return _page(request, on, form, do, {**words, "part": "#links"})


@both
def owner(request: PilotRequest, code: str) -> HttpResponse:
    """Give the record another owner."""
    on = fetch_for(request, code, "record.handed_over")
    form = HandOverForm(request.POST or None, initial={"version": on.version, "owner": on.owner_id})
    words = {"title": _("Hand over"), "button": _("Hand over"), "done": _("Handed over.")}

    def do() -> object:
        as_filled(request, on)
        return hand_over(act_of(request), on, owner=form.cleaned_data["owner"])

    return _page(request, on, form, do, words)


def _day_asked(request: PilotRequest) -> date | None:
    """The day that a link proposes (`?to=`), if it is one."""
    try:
        return date.fromisoformat(request.GET.get("to", ""))
    except ValueError:
        return None


@both
def due(request: PilotRequest, code: str) -> HttpResponse:
    """Promise another date."""
    on = fetch_for(request, code, "record.due_moved")
    form = MoveDueForm(request.POST or None, initial={"version": on.version, "due": _day_asked(request) or on.due})
    words = {"title": _("Move the date"), "button": _("Move the date"), "done": _("Date moved.")}

    def do() -> object:
        as_filled(request, on)
        act = act_of(request, why=form.cleaned_data["why"])
        return move_due(act, on, due=form.cleaned_data["due"])

    return _page(request, on, form, do, words)


@both
def accept(request: PilotRequest, code: str) -> HttpResponse:
    """Take over what has climbed to oneself."""
    on = fetch_for(request, code, "escalation.accepted")
    form = AcceptForm(request.POST or None, initial={"version": on.version})
    words = {"title": _("Take it over"), "button": _("Take it over"), "done": _("It is yours now.")}

    def do() -> object:
        as_filled(request, on)
        return accept_escalation(act_of(request), on, until=form.cleaned_data["until"])

    return _page(request, on, form, do, words)


@both
def decline(request: PilotRequest, code: str) -> HttpResponse:
    """Leave what has climbed with whom it was."""
    on = fetch_for(request, code, "escalation.declined")
    form = DeclineForm(request.POST or None)
    words = {
        "title": _("Leave it where it is"),
        "button": _("Leave it, with this reason"),
        "done": _("Said, and kept."),
    }
    return _page(request, on, form, lambda: decline_escalation(act_of(request), on, **form.cleaned_data), words)
