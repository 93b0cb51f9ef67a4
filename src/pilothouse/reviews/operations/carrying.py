"""Carrying out what was decided: said by its owner, or known from its actions; and taken back where it was not so."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Action, Purpose
from pilothouse.improvement.states import ACTION
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import move
from pilothouse.reviews.models import Decision
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("decision.carried_out", may=any_of(owner, holds(Right.DECIDE)))
def carry_out_decision(act: Act, decision: Decision, *, on: date | None = None, note: str = "") -> Decision:
    """Say that it is carried out, since when (today where nothing is said), and in a line how.

    Where actions carry it out nobody has to: it is carried out on the day the last of them is done. While one of them
    is open this is refused. Without a forecast the decision ends; with one it waits for its verdict. What is said only
    after the day of its verdict is kept, but the verdict is set apart as that of a decision not carried out by then.
    """
    today = the_day(act)
    day = on or today
    if not decision.decided_on <= day <= today:
        raise Refused(_("It was carried out today or before, and not before it was decided."), "on")
    decision.stored()  # locked: an action that is planned meanwhile follows, and takes this back
    if waiting := _still_to_do(decision):
        raise Refused(_("Still to be done: %(codes)s. Complete or cancel this first.") % {"codes": ", ".join(waiting)})
    decision.say_carried(day, today, note.strip())
    return move(act, decision, decision.step_when_carried_out(today))


def _still_to_do(decision: Decision) -> list[str]:
    actions = Action.objects.filter(origin=decision, purpose=Purpose.DECISION, state=ACTION.life.first)
    return [action.code for action in actions.order_by("id")]


@operation("decision.resumed", may=any_of(owner, holds(Right.DECIDE)))
def resume_decision(act: Act, decision: Decision) -> Decision:
    """Take back that it is carried out, with the reason in the act. It is asked for again, by the date that stands.

    Once its verdict is due that is refused: what was said before the numbers were known stands.
    """
    if not act.why.strip():
        raise Refused(_("Say why it is not carried out after all."), "why")
    if decision.awaits_verdict(the_day(act)):
        text = _("Its verdict is due: what was said before stands. Say in the line of the verdict what was not done.")
        raise Refused(text)
    decision.say_carried(None, the_day(act))
    return move(act, decision, "resume")
