"""Planning actions, doing them, and the page of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import cancel_action, change_action, complete_action, plan_action
from pilothouse.improvement.queries import proofs_of
from pilothouse.organisation.rights import sees
from pilothouse.records.queries import find
from pilothouse.web.improvement.acting import ActionForm, CompleteForm, PlanForm, ReasonForm
from pilothouse.web.improvement.reading import (
    Verb,
    action_seen,
    carried_out,
    may,
    must,
    sent,
    today_of,
    verb_page,
)
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import onward
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def action(request: PilotRequest, code: str) -> HttpResponse:
    """One task: what, by whom, by when, and whether it worked."""
    found = action_seen(request, code)
    context = {
        "proof": proofs_of([found], request.person).get(found.pk),
        "spark": small_chart(found.series) if found.series else "",
        "verbs": _verbs(request, found),
    }
    return record_page(request, found, "improvement/action.html", context)


def _verbs(request: PilotRequest, action: Action) -> list[Verb]:
    page = page_of(action)
    if action.state != action.life.first:
        return []
    verbs = []
    if may(request, "action.completed", action=action):
        verbs.append(Verb(_("Done"), f"{page}complete/", "check", "main"))
    if may(request, "action.changed", action=action):
        verbs.append(Verb(_("Change"), f"{page}change/", "pencil", "quiet"))
    if may(request, "action.cancelled", action=action):
        verbs.append(Verb(_("Cancel"), f"{page}cancel/", "circle-slash", "quiet"))
    return verbs


@both
def plan(request: PilotRequest, code: str) -> HttpResponse:
    """Plan an action out of any record that the person may see."""
    origin = find(request.person, code)
    if origin is None:
        raise Http404
    must(request, "action.planned", origin=origin)
    form = PlanForm(sent(request), origin=origin, person=request.person, today=today_of(request))
    if request.method == "POST" and form.is_valid():
        done = perform(form, lambda: plan_action(act_of(request), origin=origin, **form.cleaned_data))
        if done is not None:
            words = _("%(code)s is planned; %(person)s does it.") % {"code": done.code, "person": done.owner}
            messages.success(request, words)
            return redirect(onward(request, page_of(origin)))
    lead = _("An action has one owner and one date. With a series, its effect is checked before and after.")
    return verb_page(request, origin, form, title=_("Plan an action"), label=_("Plan"), lead=lead)


@both
def complete(request: PilotRequest, code: str) -> HttpResponse:
    """Done: what, and when."""
    action = action_seen(request, code)
    must(request, "action.completed", action=action)
    form = CompleteForm(sent(request), record=action, today=today_of(request))
    as_filled(request, action, form)
    done = carried_out(
        request, form, lambda: complete_action(act_of(request), action, **form.values()), page_of(action)
    )
    told = action.series is not None and sees(request.person, action.series)
    lead = _("Its effect will be verified on the series: %s.") % action.series if told else ""
    return done or verb_page(request, action, form, title=_("Done"), label=_("Done"), lead=lead)


@both
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Reword."""
    action = action_seen(request, code)
    must(request, "action.changed", action=action)
    form = ActionForm(sent(request), record=action, person=request.person)
    as_filled(request, action, form)
    done = carried_out(request, form, lambda: change_action(act_of(request), action, **form.values()), page_of(action))
    return done or verb_page(request, action, form, title=_("Change"), label=_("Save"))


@both
def cancel(request: PilotRequest, code: str) -> HttpResponse:
    """Give it up, with a reason."""
    action = action_seen(request, code)
    must(request, "action.cancelled", action=action)
    form = ReasonForm(sent(request), record=action)
    as_filled(request, action, form)
    done = carried_out(request, form, lambda: cancel_action(act_of(request), action, **form.values()), page_of(action))
    words: dict[str, Any] = {"title": _("Cancel the action"), "label": _("Cancel the action"), "kind": "danger"}
    return done or verb_page(request, action, form, **words)
