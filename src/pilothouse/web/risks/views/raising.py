"""New risks and opportunities, and their words."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.models import Issue
from pilothouse.improvement.queries import signals_of
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import holds_somewhere, units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.records.queries import find
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.risks.operations import Sign, change_opportunity, change_risk, open_opportunity, open_risk
from pilothouse.web.improvement.picking import Picked, answered_and_tied, picked
from pilothouse.web.improvement.reading import carried_out, must, sent, today_of
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.forms import ChangeOpportunityForm, ChangeRiskForm, NewOpportunityForm, NewRiskForm
from pilothouse.web.risks.proposing import proposed
from pilothouse.web.risks.reading import crumbs_to, either_seen, verb_page
from pilothouse.web.risks.signs import Offered, offered, offered_again
from pilothouse.web.risks.words import asks_at_once
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

both = require_http_methods(["GET", "HEAD", "POST"])


def _origin(request: PilotRequest, code: str) -> Record | None:
    """The record that made somebody think of it; not found where the person may not see it."""
    if not code:
        return None
    found = find(request.person, code)
    if found is None:
        raise Http404
    return found


def _first(request: PilotRequest, origin: Record | None) -> dict[str, Any]:
    """What is known already: from the origin, or (`?at_stake=PRC-0001`) from the page that asked."""
    if origin is None:
        asked = find(request.person, request.GET.get("at_stake", ""))
        return {"at_stake": [asked.pk] if asked is not None else []}
    able = {unit.pk for unit in units_where(request.person, Right.IMPROVE)}
    at_stake = [key for key in (getattr(origin, "process_id", None),) if key]
    if isinstance(origin, Signal) and origin.series.indicator.process_id:
        at_stake = [origin.series.indicator.process_id]
    unit = origin.unit_id if origin.unit_id in able else None
    return {"unit": unit, "owner": origin.owner_id, "at_stake": at_stake, "cause": origin.title}


def _offered(request: PilotRequest, chosen: Picked, origin: Record | None) -> Offered:
    """The series that may warn early: those of what it is raised from, or those that the form had listed."""
    if request.method == "POST":
        again = offered_again(request.person, request.POST.getlist("sign"))
        if again is None:
            raise Http404
        return again
    return offered(request.person, chosen.series or _behind(request.person, origin))


def _behind(person: Person, origin: Record | None) -> dict[int, bool]:
    """The series that a signal or an issue is about, and whether each got worse."""
    if isinstance(origin, Signal):
        return Picked([origin]).series
    if not isinstance(origin, Issue):
        return {}
    named = {origin.series_id: True} if origin.series_id else {}
    return {**Picked(tied=signals_of(person, origin)).series, **named}


def _registered(risk: Risk, signs: Sequence[Sign]) -> str:
    if not signs:
        return _("%s is on the register. Now rate it, and say what warns early.") % risk.code
    told = ngettext("%(code)s is on the register and watches %(count)d sign. Now rate it.",
                    "%(code)s is on the register and watches %(count)d signs. Now rate it.", len(signs))  # fmt: skip
    return told % {"code": risk.code, "count": len(signs)}


@both
def open_new(request: PilotRequest) -> HttpResponse:
    """Register a risk; `?origin=ISS-0042` says what made somebody think of it. Of `?signal=SIG-0001`, once or more, it
    answers those that wait and is tied to the others. The series of what it is raised from are offered as its signs.
    """
    if not holds_somewhere(request.person, Right.IMPROVE):
        raise Http404
    chosen = picked(request)
    origin = _origin(request, request.GET.get("origin", "")) or chosen.origin
    together = len(chosen.every) > 1 or chosen.indicator
    first = proposed(request.person, chosen, request.now, today_of(request)) if together else _first(request, origin)
    form = NewRiskForm(
        sent(request), person=request.person, today=today_of(request), first=first, origin=origin,
        offered=_offered(request, chosen, origin),
    )  # fmt: skip
    if together:
        form.fields["cause"].help_text = _(
            "What they share is more likely the cause than each of them: say what it is."
        )
    late = request.method == "POST" and bool(chosen.answered)
    if request.method == "POST" and not late and form.is_valid():
        given = {**form.values(), "origin": origin, "answers": chosen.signals, "tied": chosen.ties}
        made = perform(form, lambda: open_risk(act_of(request), **given))
        if made is not None:
            messages.success(request, " ".join([_registered(made, given["signs"]), *answered_and_tied(chosen)]))
            if made.state == "tripped":
                messages.warning(request, asks_at_once())
            return redirect(page_of(made))
    title = _("Register a risk")
    lead = _("Cause, event, consequence: three short sentences that somebody else understands in a year.")
    answer = _form(request, form, title, lead, origin, picked=chosen, late=late)
    answer.status_code = 409 if late else answer.status_code
    return answer


@both
def open_new_opportunity(request: PilotRequest) -> HttpResponse:
    """Register an opportunity."""
    if not holds_somewhere(request.person, Right.IMPROVE):
        raise Http404
    origin = _origin(request, request.GET.get("origin", ""))
    form = NewOpportunityForm(
        sent(request), person=request.person, today=today_of(request), first=_first(request, origin)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: open_opportunity(act_of(request), **form.cleaned_data, origin=origin))
        if made is not None:
            messages.success(request, _("%s is on the register.") % made.code)
            return redirect(page_of(made))
    title, lead = _("Register an opportunity"), _("A favourable circumstance that somebody could take, or let go.")
    return _form(request, form, title, lead, origin)


def _form(request: PilotRequest, form: Any, title: str, lead: str, origin: Record | None, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "label": _("Register"), "origin": origin,
               "crumbs": crumbs_to(), "back": page_of(origin) if origin else "/risks/",
               "kind": "main", **more}  # fmt: skip
    return render_form(request, "risks/new.html", context, form)


@both
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Reword a risk or an opportunity."""
    found = either_seen(request, code)
    benefit = isinstance(found, Opportunity)
    must(request, "opportunity.changed" if benefit else "risk.changed", record=found)
    kind: Any = ChangeOpportunityForm if benefit else ChangeRiskForm
    form = kind(sent(request), record=found, person=request.person)
    as_filled(request, found, form)
    do: Any = change_opportunity if benefit else change_risk
    done = carried_out(request, form, lambda: do(act_of(request), found, **form.values()), page_of(found))
    return done or verb_page(request, found, form, title=_("Change %s") % found.code, label=_("Save"))
