"""The page of an issue."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pilothouse.improvement.models import Issue, Purpose
from pilothouse.improvement.operations.closing import OBSTACLES
from pilothouse.improvement.queries import Doing, Why, case_of, open_things
from pilothouse.improvement.rules.closing import Standing, answered_by, obstacles
from pilothouse.records.rules import parsed
from pilothouse.web.bridge.reaching import reach_context
from pilothouse.web.improvement.reading import Verb, may, today_of
from pilothouse.web.improvement.said import told_from
from pilothouse.web.improvement.words import way_of
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest

GROUPS = (
    (gettext_lazy("Corrections: remove the nonconformity"), {Purpose.CORRECTION}),
    (gettext_lazy("Corrective actions: remove the cause"), {Purpose.CORRECTIVE}),
    (gettext_lazy("Improvements and other actions"), {Purpose.IMPROVEMENT, Purpose.INITIATIVE, Purpose.DECISION}),
)
# Of each step of the life: its operation and its icon.
STEPS = {
    "triage": ("issue.triaged", "user-check"),
    "decline": ("issue.declined", "circle-slash"),
    "close": ("issue.closed", "circle-check"),
    "reopen": ("issue.reopened", "rotate-ccw"),
}


@require_safe
def issue(request: PilotRequest, code: str) -> HttpResponse:
    """What happened, what keeps it in check, why it happened, what is done, and whether it worked."""
    number = parsed(code)
    case = case_of(request.person, number[1]) if number else None
    if case is None:
        raise Http404
    found, tree, doings = case.issue, case.whys, case.doings
    today = today_of(request)
    works = may(request, "issue.contained", issue=found) and not found.ended
    context = {
        "way": way_of(found, tree, doings, today) if found.state != "reported" else [],
        "answer_by": answered_by(found.created_at.astimezone(request.organisation.tz).date()),
        "whys": tree,
        "groups": _groups(doings),
        "again": case.again,
        "told_from": told_from(request, found, case.apart),
        "spark": small_chart(found.series) if found.series else "",
        "works": works,
        "before_closing": _before_closing(found, tree, doings) if works else [],
        **reach_context(request.person, _process_of(found)),
        **_verbs(request, found),
    }
    return record_page(request, found, "improvement/issue.html", context)


def _process_of(issue: Issue) -> int | None:
    """The process it is about: its own, else that of the indicator it shows in."""
    return issue.process_id or (issue.series.indicator.process_id if issue.series else None)


def _groups(doings: list[Doing]) -> list[tuple[Any, list[Doing]]]:
    groups = [(label, [d for d in doings if d.action.purpose in purposes]) for label, purposes in GROUPS]
    return [group for group in groups if group[1]]


def _before_closing(issue: Issue, tree: list[Why], doings: list[Doing]) -> list[Any]:
    """What stands between an open issue and its end, but for what the form of closing asks."""
    if issue.state == "reported":
        return []
    live, unproved = open_things(doings)
    roots = sum(why.cause.root for why in tree)
    standing = Standing(issue.severity, issue.nature, roots, live, unproved, lesson="-", said=True)
    return [OBSTACLES[name] for name in obstacles(standing)]


def _verbs(request: PilotRequest, issue: Issue) -> dict[str, Any]:
    """The steps of the life that are open to this person, and what else they may do."""
    page = page_of(issue)
    verbs = [
        Verb(step.label, f"{page}{step.name}/", icon, "main" if step.name == "triage" else "plain")
        for step in issue.steps
        for operation, icon in (STEPS[step.name],)
        if may(request, operation, issue=issue)
    ]
    if not issue.ended and may(request, "issue.changed", issue=issue):
        verbs.append(Verb(_("Change"), f"{page}change/", "pencil", "quiet"))
    return {"verbs": verbs}
