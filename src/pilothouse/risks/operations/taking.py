"""What becomes of opportunities."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import ahead, filled
from pilothouse.records.operations import add_note
from pilothouse.records.register import move
from pilothouse.risks.models import Opportunity
from pilothouse.risks.operations.looking import set_next_look
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation


@operation("opportunity.pursued", may=any_of(owner, holds(Right.IMPROVE)))
def pursue_opportunity(act: Act, opportunity: Opportunity, *, due: date) -> Opportunity:
    """Say that something is done about it, by a day on which it is looked at again (called by the operation that plans
    the action).
    """
    if opportunity.state == "pursued":
        return opportunity
    set_next_look(opportunity, due)
    return move(act, opportunity, "pursue")


@operation("opportunity.realised", may=any_of(owner, holds(Right.DEFINE)))
def realise_opportunity(act: Act, opportunity: Opportunity, *, reason: str) -> Opportunity:
    """Say that it was taken, and what it brought."""
    text = filled(reason, "reason")
    realised = move(act, opportunity, "realise")
    add_note(act, opportunity, text=_("Realised: %s") % text)
    return realised


@operation("opportunity.dropped", may=any_of(owner, holds(Right.DEFINE)))
def drop_opportunity(act: Act, opportunity: Opportunity, *, reason: str) -> Opportunity:
    """Let it go, with the reason."""
    text = filled(reason, "reason")
    dropped = move(act, opportunity, "drop")
    add_note(act, opportunity, text=_("Dropped: %s") % text)
    return dropped


@operation("opportunity.reopened", may=any_of(owner, holds(Right.DEFINE)))
def reopen_opportunity(act: Act, opportunity: Opportunity, *, due: date, reason: str) -> Opportunity:
    """Take up again what was dropped or thought realised; look at it by a day."""
    text = filled(reason, "reason")
    set_next_look(opportunity, ahead(act, due))
    opened = move(act, opportunity, "reopen")
    add_note(act, opportunity, text=_("Opened again: %s") % text)
    return opened
