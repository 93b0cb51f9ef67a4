"""The page of an opportunity, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.improvement.queries import doings_of
from pilothouse.records.rules import parsed
from pilothouse.risks.models import Opportunity
from pilothouse.risks.operations import drop_opportunity, realise_opportunity, reopen_opportunity
from pilothouse.risks.queries import opportunity_case
from pilothouse.web.improvement.reading import Verb, carried_out, may, must, sent, today_of
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.forms import AgainForm, WhyForm
from pilothouse.web.risks.reading import crumbs_to, opportunity_seen, verb_page
from pilothouse.web.risks.views.risk import assessed
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def page(request: PilotRequest, code: str) -> HttpResponse:
    """An opportunity."""
    number = parsed(code)
    case = opportunity_case(request.person, number[1]) if number else None
    if case is None:
        raise Http404
    found: Opportunity = case.record
    context = {
        "case": case,
        "verbs": _verbs(request, found),
        "doings": doings_of(found, request.person),
        "may_plan": not found.ended and may(request, "action.planned", origin=found),
        "crumbs": crumbs_to(),
        **assessed(case),
    }
    return record_page(request, found, "risks/opportunity.html", context)


def _verbs(request: PilotRequest, found: Opportunity) -> list[Verb]:
    page = page_of(found)
    if found.ended:
        again = may(request, "opportunity.reopened", opportunity=found)
        return [Verb(_("Open again"), f"{page}reopen/", "rotate-ccw")] if again else []
    offered = (
        ("action.planned", Verb(_("Pursue"), f"{page}plan/", "list-plus")),
        ("rating.made", Verb(_("Rate"), f"{page}rate/", "scale")),
        ("estimate.made", Verb(_("Estimate"), f"{page}estimate/", "chart-spline")),
        ("opportunity.realised", Verb(_("Realised"), f"{page}realise/", "circle-check")),
        ("opportunity.changed", Verb(_("Change"), f"{page}change/", "pencil", "quiet")),
        ("opportunity.dropped", Verb(_("Drop"), f"{page}drop/", "circle-slash", "quiet")),
    )
    return [verb for operation, verb in offered if may(request, operation, subject=found)]


def _ended(
    request: PilotRequest, code: str, operation: str, do: Callable[..., Opportunity], words: dict[str, Any]
) -> HttpResponse:
    found = opportunity_seen(request, code)
    must(request, operation, opportunity=found)
    form = WhyForm(sent(request), record=found)
    as_filled(request, found, form)
    done = carried_out(request, form, lambda: do(act_of(request), found, **form.values()), page_of(found))
    return done or verb_page(request, found, form, **words)


@both
def realise(request: PilotRequest, code: str) -> HttpResponse:
    """It was taken: what did it bring?"""
    words = {"title": _("Realised: what did it bring?"), "label": _("Realised")}
    return _ended(request, code, "opportunity.realised", realise_opportunity, words)


@both
def drop(request: PilotRequest, code: str) -> HttpResponse:
    """Let it go."""
    words = {"title": _("Drop the opportunity"), "label": _("Drop it"), "kind": "danger"}
    return _ended(request, code, "opportunity.dropped", drop_opportunity, words)


@both
def reopen(request: PilotRequest, code: str) -> HttpResponse:
    """Take it up again."""
    found = opportunity_seen(request, code)
    must(request, "opportunity.reopened", opportunity=found)
    form = AgainForm(sent(request), record=found, today=today_of(request))
    as_filled(request, found, form)
    done = carried_out(
        request, form, lambda: reopen_opportunity(act_of(request), found, **form.values()), page_of(found)
    )
    if done:
        messages.success(request, _("%s is open again.") % found.code)
    return done or verb_page(request, found, form, title=_("Open it again"), label=_("Open again"))
