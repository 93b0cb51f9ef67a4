"""One decision: its forecast beside the fact, its actions; the verdict."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.organisation.rights import sees
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import carry_out_decision, judge_decision, put_off_verdict, resume_decision
from pilothouse.reviews.queries import Beside, DecisionCase, Item, Numbers, beside, early, may_be_judged, says_now
from pilothouse.reviews.states import DECISION
from pilothouse.trail.act import Refused
from pilothouse.web.measures.levels import told_of_level
from pilothouse.web.records.detail import hanging_context
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import along, onward, sent_along
from pilothouse.web.reviews.decision_forms import CarriedForm, JudgeForm, ResumeForm
from pilothouse.web.reviews.early import early_told, help_of_later, never_told
from pilothouse.web.reviews.kept import kept_lines
from pilothouse.web.reviews.pictures import comparison_of, picture_of
from pilothouse.web.reviews.views.reading import case_seen, crumbs_to, decision_seen, today_of
from pilothouse.web.reviews.words import measured_of, said_when_due, too_small
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


@require_safe
def decision(request: PilotRequest, code: str) -> HttpResponse:
    """The page of a decision."""
    case = case_seen(request, code)
    return render(
        request, "reviews/decision.html", {**hanging_context(request, case.decision), **_context(request, case)}
    )


def owed_in_meeting(request: PilotRequest, item: Item) -> dict[str, Any]:
    """For an item about a decision that owes its verdict: its forecast beside the fact, as its own page tells them to
    this person, and where the verdict is given, from where one comes back to the item. Nothing for any other.
    """
    record = item.record
    case = case_seen(request, record.code) if record.kind == DECISION.name else None
    if case is None or not case.decision.owes_verdict(today_of(request)):
        return {}
    context = _context(request, case)
    back = sent_along(item.row.review.code, item.pk)
    told = render_to_string("reviews/forecast_and_fact.html", {**context, "along": back}, request)
    return {"forecast": told, "judge_url": f"{page_of(record)}judge/{back}" if context["may_judge"] else ""}


def _context(request: PilotRequest, case: DecisionCase) -> dict[str, Any]:
    today, found = today_of(request), case.decision
    numbers = case.numbers if case.numbers and sees(request.person, case.numbers.series) else None
    began = numbers is not None and found.effect_from is not None and found.effect_from <= today
    fact = beside(found, numbers.trace) if numbers and began else None
    waits = early(found, fact, today, numbers.trace) if fact and numbers else None
    due = found.awaits_verdict(today)
    told = due or (found.too_early(today) and fact is not None and may_be_judged(found, fact, waits, today))
    decides = request.person.may(Right.DECIDE, found.unit.path)
    answers = decides or found.owner_id == request.person.pk
    carrying = found.life.allows("carry_out", found.state)
    measured, reach = measured_of(found, fact)
    return {
        "decision": found,
        "fact": fact,
        "early": waits,
        "early_told": early_told(found, fact, waits, today),
        "too_small": too_small(found, fact),
        "never_told": never_told(fact, waits) if told else "",
        "early_until": found.asked_again_on if found.too_early(today) else waits and waits.again,
        "comparison": comparison_of(found, fact),
        "proposed": DECISION.life.state(says_now(fact, waits)) if fact and (told or fact.outcome) else None,
        "picture": picture_of(numbers.series, request, numbers) if numbers else None,
        "actions": sorted(case.actions, key=lambda action: (action.due or date.max, action.pk)),
        "verdict_due": due,
        "may_be_told": told,
        "may_carry_out": answers and carrying,
        "may_resume": answers and not due and found.life.allows("resume", found.state),
        "successors": case.successors,
        "kept": kept_lines(case.kept, today),
        "may_judge": told and answers,
        "may_put_off": answers and waits is not None and found.too_early(today),
        "may_supersede": decides and not found.owes_verdict(today) and not case.superseded,
        "measured": measured,
        "range": reach,
        "when_due": said_when_due(found, fact),
        "level": _level(found, fact, numbers),
        "crumbs": crumbs_to(found.review if found.review and sees(request.person, found.review) else None),
        "back": page_of(found),
    }


def _level(found: Decision, fact: Beside | None, numbers: Numbers | None) -> list[str]:
    """What "before" rests on, where that had just changed when the decision took effect."""
    if fact is None or numbers is None or found.effect_from is None:
        return []
    return told_of_level(numbers.series, found.effect_from, fact.points, numbers.trace, fact.measured)


@require_http_methods(["GET", "HEAD", "POST"])
def carry_out(request: PilotRequest, code: str) -> HttpResponse:
    """Say that it is carried out."""
    found = _answered_for(request, code, "carry_out")
    form = CarriedForm(request.POST or None, initial={"on": today_of(request)})
    words = {"heading": _("Is it carried out?"), "label": _("Carried out"), "leave": _("Not yet"), "icon": "check"}
    return _verb(request, found, form, words, lambda: carry_out_decision(
        act_of(request), as_filled(request, found), **form.cleaned_data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: PilotRequest, code: str) -> HttpResponse:
    """Take it back."""
    found = _answered_for(request, code, "resume")
    form = ResumeForm(request.POST or None)
    words = {"heading": _("Not carried out after all?"), "label": _("Not carried out"), "leave": _("Leave it")}
    return _verb(request, found, form, words, lambda: resume_decision(
        act_of(request, why=form.cleaned_data["why"]), as_filled(request, found)
    ))  # fmt: skip


def _answered_for(request: PilotRequest, code: str, step: str) -> Decision:
    """The decision, where this person answers for it and its life allows the step; else not found."""
    found = decision_seen(request, code)
    answers = found.owner_id == request.person.pk or request.person.may(Right.DECIDE, found.unit.path)
    if not (answers and found.life.allows(step, found.state)):
        raise Http404
    return found


def _verb(
    request: PilotRequest, found: Decision, form: Form, words: dict[str, Any], do: Callable[[], Decision]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        done = perform(form, do)
        if done is not None:
            messages.success(request, _("%(code)s: %(state)s.") % {"code": done.code, "state": done.standing.label})
            return redirect(onward(request, page_of(done)))
    page = {"record": found, "form": form, "kind": "main", "crumbs": crumbs_to(found)}
    page["back"] = onward(request, page_of(found))
    return render_form(request, "reviews/verb.html", {**page, **words}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: PilotRequest, code: str) -> HttpResponse:
    """Add the line that goes with the computed verdict."""
    case = case_seen(request, code)
    found, context = case.decision, _context(request, case)
    if not (context["may_judge"] or context["may_put_off"]):
        raise Http404
    form = JudgeForm(request.POST or None)
    waits = context["early"]
    if waits is not None:
        form.fields["until"].help_text = help_of_later(found, waits)
    if request.method == "POST" and form.is_valid():
        judged = perform(form, lambda: _said(request, found, form.cleaned_data, waits is not None))
        if judged is not None:
            words = {"code": judged.code, "verdict": judged.standing.label}
            messages.success(request, _("%(code)s: %(verdict)s.") % words)
            return redirect(onward(request, page_of(judged)))
    verdict = context["proposed"]
    button_words = _("So it is: %(verdict)s") % {"verdict": verdict.label} if verdict else _("Save")
    lead = (
        _("It is too early for a verdict. You add one line, and it is asked for again.")
        if waits
        else _("The verdict is computed from the numbers. You add one line.")
    )
    context |= {"form": form, "lead": lead, "button_words": button_words, "crumbs": crumbs_to(found)}
    context |= {"back": onward(request, page_of(found)), "along": along(request)}
    return render_form(request, "reviews/judge.html", context, form)


def _said(request: PilotRequest, found: Decision, given: dict[str, Any], is_early: bool) -> Decision:
    """What was shown as too early is put off, unless no more values will come that could tell; anything else is judged.
    Where the numbers say otherwise by now, either is refused.
    """
    decision, until, untellable = as_filled(request, found), given["until"], given["untellable"]
    shown_early = given["shown"] == "too_early" if given["shown"] else is_early
    if shown_early and not untellable:
        return put_off_verdict(act_of(request), decision, note=given["note"], until=until)
    if until is not None:
        raise Refused(_("Its verdict is given now: no later day is kept with it. Leave this empty."), "until")
    return judge_decision(act_of(request), decision, note=given["note"], untellable=untellable, shown=given["shown"])
