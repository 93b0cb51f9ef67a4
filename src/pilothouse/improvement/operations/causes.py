"""Digging for the cause."""

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Cause, Issue, Method
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import filled, one_of
from pilothouse.records.register import refuse_ended
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation


def owns_issue(act: Act, arguments: Arguments) -> bool:
    """The person owns the issue that a cause belongs to."""
    cause = arguments.get("cause")
    return cause is not None and cause.issue.owner_id == act.by.pk


@operation("cause.named", may=any_of(owner, holds(Right.IMPROVE)))
def name_cause(
    act: Act,
    issue: Issue,
    *,
    text: str,
    evidence: str = "",
    method: str = Method.FIVE_WHYS,
    parent: Cause | None = None,
    root: bool = False,
) -> Cause:
    """Answer "why?" once: for the issue itself, or for an answer given before. `root` ends the digging here."""
    refuse_ended(issue)
    if parent is not None and parent.issue_id != issue.pk:
        raise Refused(_("This answer belongs to another issue."), "parent")
    cause = Cause(
        issue=issue,
        parent=parent,
        text=filled(text, "text"),
        evidence=evidence.strip(),
        method=one_of(method, Method.values, "method"),
        root=root,
        at=act.at,
        by_id=act.by.pk,
    )
    cause.save()
    return cause


@operation("cause.changed", may=any_of(owns_issue, holds(Right.IMPROVE)))
def change_cause(act: Act, cause: Cause, *, text: str, evidence: str, method: str, root: bool) -> Cause:
    """Reword an answer, add its evidence, or say that it is the root cause, or not after all."""
    refuse_ended(cause.issue)
    cause.text, cause.evidence = filled(text, "text"), evidence.strip()
    cause.method, cause.root = one_of(method, Method.values, "method"), root
    cause.save()
    return cause


@operation("cause.withdrawn", may=any_of(owns_issue, holds(Right.IMPROVE)))
def withdraw_cause(act: Act, cause: Cause) -> None:
    """Take back an answer that proved wrong; refused while others explain it. The history keeps it."""
    refuse_ended(cause.issue)
    if cause.deeper.exists():
        raise Refused(_("Other answers explain this one; withdraw them first."))
    cause.delete()
