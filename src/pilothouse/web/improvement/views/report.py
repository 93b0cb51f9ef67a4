"""Reporting a problem or idea: one page, one button."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.improvement.operations import report_problem
from pilothouse.improvement.queries import look_alikes
from pilothouse.improvement.rules.closing import answered_by
from pilothouse.organisation.queries import people_with, units_where
from pilothouse.organisation.roles import Right
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
    return render_form(request, "improvement/report.html", context, form)


@require_safe
def alike(request: PilotRequest) -> HttpResponse:
    """Live issues that read like what is being typed."""
    found = look_alikes(request.person, request.GET.get("what", "")[:500])
    return render(request, "improvement/alike.html", {"found": found})


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
