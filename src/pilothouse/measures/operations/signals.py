"""Answers to signals. None stays unanswered silently."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.models import Signal
from pilothouse.measures.operations.limits import set_baseline
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import visible
from pilothouse.records.models import Link, Record
from pilothouse.records.register import move
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("signal.explained", may=any_of(owner, holds(Right.ANSWER)))
def explain_signal(act: Act, signal: Signal, *, explanation: str) -> Signal:
    """Answer a signal with its known cause; nothing else has to be done about it."""
    if not explanation.strip():
        raise Refused(_("Say what the cause is."), "explanation")
    signal.explanation = explanation.strip()
    signal.answered_at = act.at
    return move(act, signal, "explain")


@operation("signal.answered", may=any_of(owner, holds(Right.ANSWER)))
def answer_signal(act: Act, signal: Signal) -> Signal:
    """Answer a signal with the issue that is opened from it (called by the operation that opens it)."""
    signal.answered_at = act.at
    return move(act, signal, "answer")


@operation("signal.reopened", may=any_of(owner, holds(Right.ANSWER)))
def reopen_signal(act: Act, signal: Signal) -> Signal:
    """Ask for an answer again: the issue was not about this change (called by the operation that takes it out)."""
    signal.answered_at = None
    return move(act, signal, "reopen")


@operation("signal.rebased", may=any_of(owner, holds(Right.ANSWER)))
def rebase_signal(
    act: Act, signal: Signal, *, first: date, last: date, reason: str, left_out: Sequence[date] = ()
) -> Signal:
    """Answer a signal by a new baseline of its series: this is the usual from now on. Needs the right to set one."""
    set_baseline(act, signal.series, first=first, last=last, reason=reason, left_out=left_out)
    return explain_signal(act, signal, explanation=_("New baseline: %s") % reason.strip())


def tie_signals(act: Act, record: Record, signals: Sequence[Record], reason: str) -> None:
    """Tie signals to what was raised out of them, once each, whoever answers them; and indicators of which several
    units changed together in the same event. Called by operations that raise it; what the record came out of is tied to
    it already.
    """
    for key, signal in sorted({signal.pk: signal for signal in signals}.items()):
        visible(act, signal, "tied")
        if key != record.origin_id:
            Link(record=record, other=signal, reason=reason, at=act.at, by_id=act.by.pk).save()
