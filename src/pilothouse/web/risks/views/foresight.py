"""The hit rate of the register: serious issues matched back to risks."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.improvement.operations import name_risk, withdraw_risk
from pilothouse.improvement.operations.foreseeing import closed_with_answer
from pilothouse.improvement.queries import Hit, hits
from pilothouse.improvement.queries.foresight import MOST
from pilothouse.improvement.rules import foresight
from pilothouse.improvement.rules.foresight import Foresight
from pilothouse.organisation.rights import sees
from pilothouse.web.improvement.foreseeing import ForeseenForm, said_in_words, said_of
from pilothouse.web.improvement.reading import issue_seen, may, must, sent, today_of
from pilothouse.web.improvement.words import risk_grounds
from pilothouse.web.records.export import as_file
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.reading import crumbs_to, verb_page
from pilothouse.web.risks.views.home import tabs
from pilothouse.web.risks.words import FORESIGHTS, told
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

EXPORTED: tuple[tuple[Any, Callable[[dict[str, Any]], Any]], ...] = (
    (gettext_lazy("Issue"), lambda line: line["hit"].issue.code),
    (gettext_lazy("Title"), lambda line: line["hit"].issue.title),
    (gettext_lazy("Severity"), lambda line: line["hit"].issue.get_severity_display()),
    (gettext_lazy("Unit"), lambda line: line["hit"].issue.unit.code),
    (gettext_lazy("Began"), lambda line: line["hit"].began),
    (gettext_lazy("Was it foreseen?"), lambda line: str(line["words"])),
    (gettext_lazy("Risk"), lambda line: line["risk"].code if line["risk"] else ""),
    (gettext_lazy("Title of the risk"), lambda line: line["risk"].title if line["risk"] else ""),
    (gettext_lazy("Rated then"), lambda line: line["rated"] if line["risk"] else ""),
    (gettext_lazy("Warned, days before"), lambda line: line["hit"].warned if line["risk"] else None),
    (gettext_lazy("Perhaps"), lambda line: ", ".join(risk.code for risk, _why in line["likely"])),
)


@require_safe
def hit_rate(request: PilotRequest) -> HttpResponseBase:
    """Was what happened on the register, rated how, and warned how early?"""
    there = hits(request.person, today_of(request))
    found = there[:MOST]
    counts = Counter(hit.foresight for hit in found)
    lines = [_line(request, hit) for hit in found]
    if (file := as_file(request, "hit-rate", EXPORTED, lines)) is not None:
        return file
    seen = [line["hit"] for line in lines if line["risk"] and line["hit"].foresight is Foresight.FORESEEN]
    context = {
        "tabs": tabs("hit_rate"),
        "lines": lines,
        "rate": foresight.hit_rate(hit.foresight for hit in found),
        "most": MOST if len(there) > MOST else 0,
        "counts": [(*FORESIGHTS[one], counts[one]) for one in Foresight if counts[one]],
        "seen": len(seen),
        "warned": sum(hit.warned is not None for hit in seen),
        "crumbs": crumbs_to(),
    }
    return render(request, "risks/hit_rate.html", context)


def _line(request: PilotRequest, hit: Hit) -> dict[str, Any]:
    words, mark = FORESIGHTS[hit.foresight]
    return {
        "hit": hit,
        "words": words,
        "mark": mark,
        "risk": hit.risk if hit.risk is not None and sees(request.person, hit.risk) else None,
        "rated": " · ".join(told(one) for one in (hit.rating, hit.estimate) if one is not None),
        "likely": [(risk, risk_grounds(grounds)) for risk, grounds in hit.likely],
        "may": may(request, "issue.risk_named", issue=hit.issue),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def foreseen(request: PilotRequest, code: str) -> HttpResponse:
    """Say which risk this issue was, or that none stood there."""
    issue = issue_seen(request, code)
    must(request, "issue.risk_named", issue=issue)
    said = said_of(issue)
    form = ForeseenForm(sent(request), record=issue, person=request.person)
    as_filled(request, issue, form)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["foreseen"]
        if perform(form, lambda: name_risk(act_of(request), issue, risk=answer.risk, known=answer.known)) is not None:
            messages.success(request, _("Noted. It counts in the hit rate of the register."))
            return redirect("risks:hit_rate")
    lead = _("%(issue)s: was it on the register before it happened? Hindsight is kept apart: a risk registered "
             "afterwards, or closed before, does not count as foreseen.") % {"issue": issue}  # fmt: skip
    context = {
        "title": _("Was it foreseen?"),
        "label": _("So it is"),
        "lead": lead,
        "said": said and said_in_words(said, request.person),
        "template": "risks/foreseen.html",
        "issue": issue,
        "crumbs": crumbs_to(issue),
        "may_withdraw": not closed_with_answer(issue),
    }
    return verb_page(request, issue, form, **context)


@require_POST
def withdraw(request: PilotRequest, code: str) -> HttpResponse:
    """Take back what was said."""
    issue = issue_seen(request, code)
    must(request, "issue.risk_withdrawn", issue=issue)
    withdraw_risk(act_of(request), issue)
    messages.success(request, _("Taken back. It is open again whether it was foreseen."))
    return redirect(page_of(issue))
