"""Reporting a problem or idea: one page, one button."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import report_problem
from pilothouse.improvement.queries import known_issue, look_alikes
from pilothouse.improvement.rules.closing import answered_by
from pilothouse.organisation.queries import people_with, units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.queries import find
from pilothouse.web.improvement.forms import ReportForm
from pilothouse.web.improvement.reading import issue_seen, today_of
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PilotRequest) -> HttpResponse:
    """Report a problem or idea. What was typed survives every error, except the photo, which browsers let go."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportForm(*given, person=request.person)
    if request.method == "POST" and form.is_valid():
        issue = perform(form, lambda: report_problem(act_of(request), **form.values()))
        if issue is not None:
            return redirect(f"/{issue.code}/reported/")
    context = {"form": form, "may_report": bool(units_where(request.person, Right.REPORT))}
    if request.method == "POST":
        context |= _alike(request, request.POST)
    return render_form(request, "improvement/report.html", context, form)


@require_safe
def alike(request: PilotRequest) -> HttpResponse:
    """Issues that read like what is typed: those that somebody works on, and what mended those that are closed."""
    return render(request, "improvement/alike.html", _alike(request, request.GET))


def _alike(request: PilotRequest, given: QueryDict) -> dict[str, Any]:
    """`found`, with the one that was chosen already as the time before (`before`), whatever is typed by now; `closed`:
    some of them are.
    """
    found = look_alikes(request.person, given.get("what", "")[:500], today_of(request))
    before = find(request.person, given.get("recurrence_of", ""))
    if isinstance(before, Issue) and before.pk not in {one.issue.pk for one in found}:
        found.append(known_issue(request.person, before))
    return {"found": found, "before": before, "closed": any(one.issue.ended for one in found)}


@require_safe
def reported(request: PilotRequest, code: str) -> HttpResponse:
    """Thanks: the number, who answers, and by when."""
    issue = issue_seen(request, code)
    by = answered_by(issue.created_at.astimezone(request.organisation.tz).date())
    able = people_with(Right.TRIAGE, issue.unit)
    # Whoever also decides in reviews triages only where nobody else does.
    usual = [person for person in able if not person.may(Right.DECIDE, issue.unit.path)]
    context = {"issue": issue, "by": by, "who": next(iter(usual or able), None), "today": today_of(request)}
    return render(request, "improvement/reported.html", context)
