"""What is done with many reports at once."""

from collections.abc import Sequence
from datetime import date

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations.issues import decline_issue, triage_issue
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import holds, of_each
from pilothouse.organisation.roles import Right
from pilothouse.records.register import to_each
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation


@operation("issues.triaged", may=of_each(holds(Right.TRIAGE)))
def triage_issues(act: Act, issues: Sequence[Issue], *, owner: Person, due: date) -> list[Issue]:
    """Accept many reports as they are graded, and give them one owner and one date: all of them, or none."""
    return to_each(issues, lambda issue: _triaged(act, issue, owner, due))


def _triaged(act: Act, issue: Issue, owner: Person, due: date) -> Issue:
    return triage_issue(
        act, issue, owner=owner, due=due, severity=issue.severity, nature=issue.nature, process=issue.process,
        recurrence_of=issue.recurrence_of,
    )  # fmt: skip


@operation("issues.declined", may=of_each(holds(Right.TRIAGE)))
def decline_issues(act: Act, issues: Sequence[Issue], *, reason: str) -> list[Issue]:
    """Say no to many reports, with one reason: to all of them, or to none."""
    return to_each(issues, lambda issue: decline_issue(act, issue, reason=reason))
