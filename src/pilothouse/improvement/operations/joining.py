"""A change that somebody already works on needs no second issue."""

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations.checks import visible
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import answer_signal
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.operations import link_records
from pilothouse.records.register import refuse_ended
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation


@operation("issue.joined", may=any_of(owner, holds(Right.IMPROVE)))
def join_signal(act: Act, issue: Issue, *, signal: Signal) -> Issue:
    """Answer a signal with an issue that is open already. Both are linked; where the issue began stays as it was."""
    refuse_ended(issue)
    visible(act, signal, "signal")
    answer_signal(act, signal)
    link_records(act, issue, other=signal, reason=_("shows the same trouble"))
    return issue
