"""One decision: its forecast beside the fact, its actions; the verdict."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.improvement.models import Action
from pilothouse.organisation.rights import sees
from pilothouse.organisation.roles import Right
from pilothouse.records.queries import came_of
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import judge_decision
from pilothouse.reviews.queries import beside
from pilothouse.reviews.states import DECISION
from pilothouse.web.records.detail import hanging_context
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.forms import JudgeForm
from pilothouse.web.reviews.pictures import comparison_of, picture_of
from pilothouse.web.reviews.views.reading import crumbs_to, decision_seen, today_of
from pilothouse.web.reviews.words import measured_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform


@require_safe
def decision(request: PilotRequest, code: str) -> HttpResponse:
    """The page of a decision."""
    found = decision_seen(request, code)
    context = {**hanging_context(request, found), **_context(request, found)}
    # What was decided is locked, its day included.
    context["may"] = {**context["may"], "move_due": False}
    return render(request, "reviews/decision.html", context)


def _context(request: PilotRequest, found: Decision) -> dict[str, Any]:
    today = today_of(request)
    day = found.expected_by or found.due
    series = found.series if found.series and sees(request.person, found.series) else None
    fact = beside(found) if series and found.effect_from and found.effect_from <= today else None
    actions = Action.objects.seen_by(request.person).filter(pk__in=came_of([found.pk])).with_people()
    due = found.state == "running" and day is not None and day <= today
    decides = request.person.may(Right.DECIDE, found.unit.path)
    measured, reach = measured_of(found, fact)
    return {
        "decision": found,
        "fact": fact,
        "comparison": comparison_of(found, fact),
        "proposed": DECISION.life.state(fact.outcome) if fact and fact.outcome else None,
        "picture": picture_of(series, request),
        "actions": sorted(actions, key=lambda action: (action.due or date.max, action.pk)),
        "verdict_day": day,
        "verdict_due": due,
        "successors": list(found.superseded_by.seen_by(request.person)),
        "may_judge": due and (decides or found.owner_id == request.person.pk),
        "may_supersede": decides and not found.superseded_by.exists(),
        "measured": measured,
        "range": reach,
        "crumbs": crumbs_to(found.review if found.review and sees(request.person, found.review) else None),
        "back": page_of(found),
    }


@require_http_methods(["GET", "POST"])
def judge(request: PilotRequest, code: str) -> HttpResponse:
    """Add the line that goes with the computed verdict."""
    found = decision_seen(request, code)
    context = _context(request, found)
    if not context["may_judge"]:
        raise Http404
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        judged = perform(form, lambda: judge_decision(act_of(request), as_filled(request, found), **form.cleaned_data))
        if judged is not None:
            words = {"code": judged.code, "verdict": judged.standing.label}
            messages.success(request, _("%(code)s: %(verdict)s.") % words)
            return redirect(page_of(judged))
    fact = context["fact"]
    early = fact is not None and fact.outcome is None
    verdict = context["proposed"]
    button_words = _("So it is: %(verdict)s") % {"verdict": verdict.label} if verdict else _("Save")
    context |= {"form": form, "too_early": early, "button_words": button_words, "crumbs": crumbs_to(found)}
    return render(request, "reviews/judge.html", context)
