"""Hand-overs: agreed, reworded, ended, from the page of one of their ends."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pilothouse.organisation.models import Person
from pilothouse.processes.models import Handover, Process
from pilothouse.processes.operations import agree_handover, change_handover, end_handover
from pilothouse.web.processes.forms import EndHandoverForm, HandoverForm, HandoverWordsForm
from pilothouse.web.processes.views.reading import crumbs_to, handover_seen, may_shape, own_process, process_seen
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: PilotRequest, code: str) -> HttpResponse:
    """Agree what this process gives or is given; `?as=taker` or `?as=giver` says on which end it stands."""
    process = own_process(request, code)
    end = "taker" if request.GET.get("as") == "taker" else "giver"
    form = HandoverForm(request.POST or None, person=request.person, initial={end: process.pk})
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: agree_handover(act_of(request), unit=process.unit, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Agreed: %s.") % made.what)
            return redirect(f"{page_of(process)}#hand-over-{made.pk}")
    context = {
        "form": form,
        "title": _("Agree a hand-over"),
        "sub": _("Most trouble between departments sits where work changes hands. Say what is given and what good is."),
        "crumbs": crumbs_to(process),
        "back": page_of(process),
        "button_words": _("Agree it"),
    }
    return render_form(request, "processes/form.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, code: str, key: int) -> HttpResponse:
    """Reword a hand-over, or go on to end it."""
    process, handover = _at_hand(request, code, key)
    form = HandoverWordsForm(request.POST or None, initial=_words(handover))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        as_filled(request, handover, form)
        del values["version"]
        if perform(form, lambda: change_handover(act_of(request), handover, **values)) is not None:
            return redirect(f"{page_of(process)}#hand-over-{handover.pk}")
    context = _context(process, handover, form) | {"ending": EndHandoverForm()}
    return render_form(request, "processes/handover.html", context, form)


@require_POST
def end(request: PilotRequest, code: str, key: int) -> HttpResponse:
    """End the agreement."""
    process, handover = _at_hand(request, code, key)
    ending = EndHandoverForm(request.POST)
    as_filled(request, handover, ending)
    if not ending.is_valid():
        context = _context(process, handover, HandoverWordsForm(initial=_words(handover))) | {"ending": ending}
        return render_form(request, "processes/handover.html", context, ending)
    end_handover(act_of(request, why=ending.cleaned_data["why"]), handover)
    messages.success(request, _("Ended: %s. The history remembers it.") % handover.what)
    return redirect(page_of(process))


def _words(handover: Handover) -> dict[str, Any]:
    return {"what": handover.what, "agreed": handover.agreed, "version": handover.version}


def _context(process: Process, handover: Handover, form: Any) -> dict[str, Any]:
    return {
        "process": process,
        "handover": handover,
        "form": form,
        "crumbs": crumbs_to(process),
        "back": page_of(process),
    }


def _at_hand(request: PilotRequest, code: str, key: int) -> tuple[Process, Handover]:
    """The hand-over, where the person may shape one of its ends; not found otherwise."""
    process = process_seen(request, code)
    handover = handover_seen(request, process, key)
    if not _may(request.person, handover):
        raise Http404
    return process, handover


def _may(person: Person, handover: Handover) -> bool:
    return any(may_shape(person, end) for end in (handover.giver, handover.taker) if end is not None)
