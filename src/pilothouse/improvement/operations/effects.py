"""Did it work? The numbers propose, a person confirms."""

import math
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Action, Verification
from pilothouse.improvement.operations.following import follow_actions
from pilothouse.improvement.queries import propose_verdict
from pilothouse.improvement.rules.effects import VERDICTS, step_for, too_early_for
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import ahead, filled, one_of, the_day
from pilothouse.records.models import concrete
from pilothouse.records.register import move
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("effect.verified", may=any_of(owner, holds(Right.VERIFY)))
def verify_effect(
    act: Act, verification: Verification, *, verdict: str, reason: str, due: date | None = None
) -> Verification:
    """Confirm what the numbers show, or overrule it; either way with a reason, and both stay on record.

    Better: the action is effective. No change or worse: it reopens, with `due` as its next date where given.
    Cannot be told: it ends without proof. While the numbers are too few, only the last may be said.
    """
    one_of(verdict, VERDICTS, "verdict")
    proposal = propose_verdict(verification, the_day(act))
    if too_early_for(verdict, proposal.shown):
        raise Refused(
            _("Only %(have)d of %(want)d values are in: it is too early to tell.")
            % {"have": proposal.shift.after_points, "want": verification.points},
            "verdict",
        )
    shift = proposal.shift
    verification.effect = _finite(shift.effect)
    verification.low, verification.high = _finite(shift.low), _finite(shift.high)
    verification.proposed, verification.reason = proposal.verdict, filled(reason, "reason")
    move(act, verification, verdict)
    _judge_action(act, verification, verdict, due)
    return verification


def _judge_action(act: Act, verification: Verification, verdict: str, due: date | None) -> None:
    action = concrete(verification.origin) if verification.origin is not None else None
    if not isinstance(action, Action):
        return
    step = step_for(verdict)
    if step == "reopen":
        action.done_on = None
        action.due = ahead(act, due) if due is not None else action.due
    move(act, action, step)
    follow_actions(act, action.origin)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
