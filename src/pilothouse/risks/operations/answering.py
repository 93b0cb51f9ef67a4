"""What is done with a risk, and how its owner answers a warning: accept, act, or decline with a reason."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import ahead, filled, the_day
from pilothouse.records.operations import add_note
from pilothouse.records.register import move, refuse_step
from pilothouse.risks.appetite import in_force
from pilothouse.risks.estimates import add_up_again
from pilothouse.risks.models import Answer, Risk, Trip, Tripwire
from pilothouse.risks.operations.looking import ANSWER_WITHIN, latest_known, no_longer_accepted, set_next_look
from pilothouse.risks.queries import beyond
from pilothouse.risks.states import SETTLED
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("risk.accepted", may=any_of(owner, holds(Right.DECIDE)))
def accept_risk(act: Act, risk: Risk, *, until: date, reason: str) -> Risk:
    """Bear a risk as it is until a day, with the reason. Who accepted it stands with it.

    Only a rated or estimated risk can be accepted; one beyond appetite (its rating, or what it may cost in a year) only
    by who may decide for its unit.
    """
    refuse_step(risk, "accept")
    if risk.likelihood is None and risk.yearly is None:
        raise Refused(_("Rate it first: nobody can accept what nobody has sized up."))
    decides = isinstance(act.by, Person) and act.by.may(Right.DECIDE, risk.unit.path)
    if not decides and Risk.objects.filter(beyond(in_force(), Risk.objects.filter(pk=risk.pk)), pk=risk.pk).exists():
        raise Refused(_("It lies beyond the appetite, so only top management can accept it. Treat it, or ask them."))
    risk.acceptance = filled(reason, "reason")
    set_next_look(risk, ahead(act, until))
    risk.accepted_by_id, risk.accepted_at = act.by.pk, act.at
    _answer(act, risk, Answer.ACCEPTED, risk.acceptance)
    return move(act, risk, "accept")


@operation("risk.treated", may=any_of(owner, holds(Right.IMPROVE)))
def treat_risk(act: Act, risk: Risk, *, due: date) -> Risk:
    """Say that something is done about it, by a day on which it is looked at again (called by the operation that plans
    the action).
    """
    if risk.state == "treated":
        return risk
    _answer(act, risk, Answer.TREATED, "")
    no_longer_accepted(risk)
    set_next_look(risk, due)
    return move(act, risk, "treat")


@operation("risk.warning_declined", may=any_of(owner, holds(Right.ANSWER)))
def decline_warning(act: Act, risk: Risk, *, reason: str) -> Risk:
    """Say that a warning says nothing new about the risk, with the reason. It stands as it stood before; where its
    acceptance has fallen meanwhile it is open.
    """
    filled(reason, "reason")
    first = risk.trips.filter(answered_at=None).order_by("id").first()
    if risk.state != "tripped" or first is None:
        raise Refused(_("No warning waits for an answer."))
    fallen = first.was == "accepted" and risk.accepted_by_id is None
    set_next_look(risk, the_day(act) + ANSWER_WITHIN if fallen else first.was_due)
    _answer(act, risk, Answer.DECLINED, reason.strip())
    return move(act, risk, SETTLED["open" if fallen else first.was])


@operation("risk.closed", may=any_of(owner, holds(Right.TRIAGE)))
def close_risk(act: Act, risk: Risk, *, reason: str) -> Risk:
    """Take a risk off the register, with the reason: it cannot happen any more, or stands elsewhere."""
    text = filled(reason, "reason")
    _answer(act, risk, Answer.CLOSED, text)
    no_longer_accepted(risk)
    closed = move(act, risk, "close")
    add_note(act, risk, text=_("Closed: %s") % text)
    add_up_again(risk.unit, act.at)
    return closed


@operation("risk.reopened", may=any_of(owner, holds(Right.TRIAGE)))
def reopen_risk(act: Act, risk: Risk, *, due: date, reason: str) -> Risk:
    """Open a risk again that was closed, is no longer accepted or whose treatment is over; look at it by a day.

    What its signs showed while it was closed is no news.
    """
    text = filled(reason, "reason")
    if risk.ended:
        _watch_from_now(act, risk)
    set_next_look(risk, ahead(act, due))
    no_longer_accepted(risk)
    opened = move(act, risk, "reopen")
    add_note(act, risk, text=_("Opened again: %s") % text)
    add_up_again(risk.unit, act.at)
    return opened


def _watch_from_now(act: Act, risk: Risk) -> None:
    for wire in Tripwire.objects.filter(record=risk, ended_at=None):
        wire.at, wire.since = act.at, latest_known(wire.series_id)[0]
        wire.save()


def _answer(act: Act, risk: Risk, answer: str, reason: str) -> None:
    """Answer every warning that waits: they ask one question."""
    for trip in Trip.objects.filter(record=risk, answered_at=None):
        trip.answer, trip.reason = answer, reason
        trip.answered_at, trip.answered_by_id = act.at, act.by.pk
        trip.save()
