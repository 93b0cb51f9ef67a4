"""What is done with an issue: one form and one operation each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.operations import (
    change_issue,
    close_issue,
    contain_issue,
    decline_issue,
    name_recurrence,
    reopen_issue,
    triage_issue,
)
from pilothouse.improvement.queries import look_alikes, waiting_for_triage
from pilothouse.improvement.queries.judged import others_apart
from pilothouse.web.improvement.foreseeing import SeriousCloseForm
from pilothouse.web.improvement.forms import (
    CloseForm,
    ContainForm,
    DeclineForm,
    IssueForm,
    RecurrenceForm,
    ReopenForm,
    TriageForm,
)
from pilothouse.web.improvement.reading import carried_out, issue_seen, must, sent, today_of, verb_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

both = require_http_methods(["GET", "HEAD", "POST"])


@both
def triage(request: PilotRequest, code: str) -> HttpResponse:
    """Accept a report and give it its owner; “and next” goes on to the report that has waited longest."""
    issue = issue_seen(request, code)
    must(request, "issue.triaged", issue=issue)
    form = TriageForm(sent(request), record=issue, person=request.person, today=today_of(request))
    as_filled(request, issue, form)
    if request.method == "POST" and form.is_valid():
        done = perform(form, lambda: triage_issue(act_of(request), issue, **form.values()))
        if done is not None:
            words = _("%(code)s: %(person)s answers for it.") % {"code": done.code, "person": done.owner}
            messages.success(request, words)
            return redirect(_next(request) if request.POST.get("then") == "next" else page_of(issue))
    known = look_alikes(request.person, issue.title, today_of(request))
    no_more = {issue.pk, *others_apart(issue)}
    context = {
        "title": _("Accept and assign"),
        "lead": issue.title,
        "alike": [other for other in known if other.issue.pk not in no_more],
        "template": "improvement/triage.html",
    }
    return verb_page(request, issue, form, **context)


def _next(request: PilotRequest) -> str:
    waiting = waiting_for_triage(request.person).first()
    return f"/{waiting.code}/triage/" if waiting else "/improvement/"


@both
def decline(request: PilotRequest, code: str) -> HttpResponse:
    """Say no, with a reason, or because it is known already."""
    issue = issue_seen(request, code)
    must(request, "issue.declined", issue=issue)
    form = DeclineForm(sent(request), record=issue, person=request.person)
    as_filled(request, issue, form)
    done = carried_out(request, form, lambda: decline_issue(act_of(request), issue, **form.values()), page_of(issue))
    if done:
        return done
    lead = _("Saying no is an answer too. Say why, or name the issue in which it is looked after already.")
    return verb_page(request, issue, form, title=_("Decline"), label=_("Decline"), lead=lead)


@both
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Reword and regrade."""
    issue = issue_seen(request, code)
    must(request, "issue.changed", issue=issue)
    form = IssueForm(sent(request), record=issue, person=request.person)
    as_filled(request, issue, form)
    done = carried_out(request, form, lambda: change_issue(act_of(request), issue, **form.values()), page_of(issue))
    return done or verb_page(request, issue, form, title=_("Change"), label=_("Save"))


@both
def contain(request: PilotRequest, code: str) -> HttpResponse:
    """Say what keeps the trouble from spreading."""
    issue = issue_seen(request, code)
    must(request, "issue.contained", issue=issue)
    form = ContainForm(sent(request), record=issue, initial={"containment": issue.containment})
    as_filled(request, issue, form)
    done = carried_out(request, form, lambda: contain_issue(act_of(request), issue, **form.values()), page_of(issue))
    lead = _("Containment protects people today. It removes neither the nonconformity nor its cause.")
    return done or verb_page(request, issue, form, title=_("Contain"), label=_("Save"), lead=lead)


@both
def recurrence(request: PilotRequest, code: str) -> HttpResponse:
    """Say that it happened before."""
    issue = issue_seen(request, code)
    must(request, "issue.recurrence_named", issue=issue)
    form = RecurrenceForm(sent(request), record=issue, person=request.person)
    as_filled(request, issue, form)
    done = carried_out(request, form, lambda: name_recurrence(act_of(request), issue, **form.values()), page_of(issue))
    lead = _("Trouble that comes back is paid for twice. The link shows that the fix did not hold.")
    return done or verb_page(request, issue, form, title=_("Happened before"), label=_("Save"), lead=lead)


@both
def close(request: PilotRequest, code: str) -> HttpResponse:
    """Close with the lesson; what is serious says also whether it was foreseen."""
    issue = issue_seen(request, code)
    must(request, "issue.closed", issue=issue)
    form = (
        SeriousCloseForm(sent(request), record=issue, person=request.person)
        if issue.weighty
        else CloseForm(sent(request), record=issue)
    )
    as_filled(request, issue, form)
    done = carried_out(request, form, lambda: close_issue(act_of(request), issue, **form.values()), page_of(issue))
    lead = _("It closes when no action is open, every effect is verified and, unless it is slight, its cause is named.")
    return done or verb_page(request, issue, form, title=_("Close"), label=_("Close"), lead=lead)


@both
def reopen(request: PilotRequest, code: str) -> HttpResponse:
    """Take it up again."""
    issue = issue_seen(request, code)
    must(request, "issue.reopened", issue=issue)
    form = ReopenForm(sent(request), record=issue, person=request.person, today=today_of(request))
    as_filled(request, issue, form)
    done = carried_out(request, form, lambda: reopen_issue(act_of(request), issue, **form.values()), page_of(issue))
    return done or verb_page(request, issue, form, title=_("Reopen"), label=_("Reopen"))
