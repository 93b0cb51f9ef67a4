"""Closing an issue, and opening it again."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations.foreseeing import Foresaid, name_risk
from pilothouse.improvement.queries import standing_of
from pilothouse.improvement.rules.closing import obstacles
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import ahead, answerable, filled
from pilothouse.records.operations import add_note
from pilothouse.records.register import move
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Owner = Person

OBSTACLES = {
    "actions": gettext_lazy("Actions are still open: complete or cancel them first."),
    "unproved": gettext_lazy("The effect of an action is not verified yet."),
    "cause": gettext_lazy("Name the root cause first: what is serious or grave closes with its cause."),
    "lesson": gettext_lazy("Say in a sentence what was learnt."),
    "foreseen": gettext_lazy("Say whether it was foreseen; that it is not known is an answer too."),
}
# What the form of closing asks for itself.
ASKED = ("lesson", "foreseen")


@operation("issue.closed", may=any_of(owner, holds(Right.IMPROVE)))
def close_issue(act: Act, issue: Issue, *, lesson: str, foreseen: Foresaid | None = None) -> Issue:
    """Close an issue with its lesson; refused while work is open, an effect unverified or the cause unnamed. What is
    serious or grave says also whether it was foreseen, now or before: not known is an answer, silence is none.
    """
    for obstacle in obstacles(standing_of(issue, lesson, said=foreseen is not None)):
        raise Refused(str(OBSTACLES[obstacle]), obstacle if obstacle in ASKED else None)
    if foreseen is not None:
        name_risk(act, issue, risk=foreseen.risk, known=foreseen.known)
    issue.lesson = lesson.strip()
    return move(act, issue, "close")


@operation("issue.reopened", may=any_of(owner, holds(Right.IMPROVE)))
def reopen_issue(act: Act, issue: Issue, *, reason: str, owner: Owner | None = None, due: date | None = None) -> Issue:
    """Take up again what was closed or declined, with the reason; what never had an owner and a date needs both."""
    text = _("Reopened: %s") % filled(reason, "reason")
    issue.owner = answerable(act, owner or issue.owner, issue.unit)
    if due is not None or issue.due is None:
        issue.due = ahead(act, due)
        issue.first_due = issue.first_due or issue.due
    reopened = move(act, issue, "reopen")
    add_note(act, issue, text=text)
    return reopened
