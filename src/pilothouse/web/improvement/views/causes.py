"""Five whys: adding, rewording and withdrawing answers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.models import Cause, Issue
from pilothouse.improvement.operations import change_cause, name_cause, withdraw_cause
from pilothouse.web.improvement.fields import RecordForm
from pilothouse.web.improvement.forms import CauseForm
from pilothouse.web.improvement.reading import carried_out, issue_seen, must, sent, verb_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of

both = require_http_methods(["GET", "HEAD", "POST"])


def _of(issue: Issue, key: Any) -> Cause:
    text = str(key)
    asked = int(text) if text.isdigit() and len(text) < 19 else 0
    found: Cause | None = Cause.objects.filter(issue=issue, pk=asked).first()
    if found is None:
        raise Http404
    found.issue = issue
    return found


def _back(issue: Issue) -> str:
    return f"{page_of(issue)}#whys"


@both
def name(request: PilotRequest, code: str) -> HttpResponse:
    """Answer "why?" for the issue, or (`?below=`) for an answer given before."""
    issue = issue_seen(request, code)
    must(request, "cause.named", issue=issue)
    below = request.POST.get("parent") or request.GET.get("below")
    parent = _of(issue, below) if below else None
    form = CauseForm(sent(request), issue=issue)
    form.initial["parent"] = parent.pk if parent else None
    done = carried_out(request, form, lambda: name_cause(act_of(request), issue, **form.values()), _back(issue))
    lead = _("Why did this happen: “%s”?") % (parent.text if parent else issue.title)
    return done or verb_page(request, issue, form, title=_("Ask why"), label=_("Add the answer"), lead=lead)


@both
def change(request: PilotRequest, code: str, key: int) -> HttpResponse:
    """Reword an answer, add its evidence, mark the root cause."""
    issue = issue_seen(request, code)
    cause = _of(issue, key)
    must(request, "cause.changed", cause=cause)
    form = CauseForm(sent(request), cause=cause)
    as_filled(request, cause, form)
    done = carried_out(request, form, lambda: change_cause(act_of(request), cause, **form.values()), _back(issue))
    return done or verb_page(request, issue, form, title=_("Change the answer"), label=_("Save"))


@both
def withdraw(request: PilotRequest, code: str, key: int) -> HttpResponse:
    """Take an answer back, after asking once."""
    issue = issue_seen(request, code)
    cause = _of(issue, key)
    must(request, "cause.withdrawn", cause=cause)
    form = RecordForm(sent(request), record=cause)
    as_filled(request, cause, form)
    done = carried_out(request, form, lambda: withdraw_cause(act_of(request), cause), _back(issue))
    lead = _("“%s” leaves the tree. The history keeps it.") % cause.text
    words = {"title": _("Withdraw the answer"), "label": _("Withdraw"), "kind": "danger"}
    return done or verb_page(request, issue, form, lead=lead, **words)
