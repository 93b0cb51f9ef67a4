"""By when somebody looks at it again, from when on its signs are news, and when it is no longer borne."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from pilothouse.measures.models import Reading
from pilothouse.records.checks import the_day
from pilothouse.records.operations import add_note
from pilothouse.records.register import keep, move
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.trail.act import Act

ANSWER_WITHIN = timedelta(days=7)


def set_next_look(record: Risk | Opportunity, day: date | None) -> None:
    """Set the next day. It begins anew with every look, so that it is no promise that was moved."""
    record.due = record.first_due = day


def latest_known(series: int) -> tuple[date | None, float | None]:
    """The latest period of which the series has a value, and that value; a sign that is set now tells of later ones."""
    known = Reading.objects.filter(series=series).values_list("latest_period", "latest").first()
    return known or (None, None)


def no_longer_accepted(risk: Risk) -> None:
    """Nobody bears it any more. Who saves the risk keeps it."""
    risk.accepted_by = risk.accepted_at = None
    risk.acceptance = ""


def acceptance_falls(act: Act, risk: Risk, why: str) -> None:
    """What was accepted is another risk now: it is open again, says why, and asks its owner within a week.

    One that waits for the answer to a warning goes on waiting, but can no longer go back to being accepted.
    """
    if risk.accepted_by_id is None:
        return
    no_longer_accepted(risk)
    if risk.state == "accepted":
        set_next_look(risk, the_day(act) + ANSWER_WITHIN)
        move(act, risk, "reopen")
    else:
        keep(act, risk)
    add_note(act, risk, text=_("No longer accepted: %s") % why)
