"""A change that somebody already works on needs no second issue."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Issue
from pilothouse.improvement.queries.joined import tie_of
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import answer_signal, reopen_signal
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import filled, visible
from pilothouse.records.models import Link
from pilothouse.records.queries import ties_between
from pilothouse.records.register import refuse_ended
from pilothouse.trail.act import Act, Conflict, Refused
from pilothouse.trail.operation import operation


@operation("issue.joined", may=any_of(owner, holds(Right.IMPROVE)))
def join_signals(act: Act, issue: Issue, *, signals: Sequence[Signal], reason: str = "") -> Issue:
    """Answer signals, all or none, with an issue that is open already. Where the issue began stays as it was."""
    if not signals:
        raise Refused(_("Pick at least one signal."), "signals")
    # The issue itself is not saved, so its lock and version are asked for: it may close while this waits.
    stored = issue.stored()
    if stored is None or stored.version != issue.version:
        raise Conflict(stored, issue)
    refuse_ended(stored)
    answer_with(act, issue, signals, reason.strip() or _("shows the same trouble"))
    return issue


def answer_with(act: Act, issue: Issue, signals: Sequence[Signal], reason: str) -> None:
    """Answer each signal once with this issue and link both. Called by operations that bring signals to an issue."""
    # In the order of their keys, so that two people who pick the same signals do not wait for each other.
    for _key, signal in sorted({signal.pk: signal for signal in signals}.items()):
        visible(act, signal, "signals")
        answer_signal(act, signal)
        # The tie of the answer takes the place of one made by hand, and keeps its words: it leads back.
        words = reason
        for link in ties_between(issue, signal):
            words = link.reason or words
            link.delete()
        Link(record=issue, other=signal, reason=words, at=act.at, by_id=act.by.pk).save()


@operation("signal.released", may=any_of(owner, holds(Right.IMPROVE)))
def release_signal(act: Act, issue: Issue, *, signal: Signal) -> Signal:
    """Take a joined signal out of an issue again, with a reason: it is not the same trouble and asks for an answer."""
    refuse_ended(issue)
    visible(act, signal, "signal")
    filled(act.why, "reason")
    tie = tie_of(signal)
    if tie is None or tie.record_id != issue.pk:
        raise Refused(_("%(code)s did not join this issue.") % {"code": signal.code})
    tie.delete()
    return reopen_signal(act, signal)
