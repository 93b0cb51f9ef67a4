"""Was it on the register? Issues are matched back to risks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Foreseen, Issue
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import visible
from pilothouse.records.models import Link
from pilothouse.records.queries import ties_between
from pilothouse.records.register import keep
from pilothouse.risks.models import Risk
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@dataclass(frozen=True)
class Foresaid:
    """An answer to "was it foreseen?": the risk that happened; or that none stood on the register; or, not `known`,
    that this cannot be said any more.
    """

    risk: Risk | None = None
    known: bool = True


@operation("issue.risk_named", may=any_of(owner, holds(Right.IMPROVE)))
def name_risk(act: Act, issue: Issue, *, risk: Risk | None, known: bool = True) -> Foreseen:
    """Say which risk on the register happened, or (None) that none stood there; or, not `known`, that nobody knows.
    Another answer takes its place.
    """
    visible(act, risk, "risk")
    if risk is not None and not known:
        raise Refused(_("Name the risk, or say that it is not known: not both."), "risk")
    said = Foreseen.objects.filter(issue=issue).first() or Foreseen(issue=issue)
    _untie(said)
    said.risk, said.unknown, said.at, said.by_id = risk, None if known else True, act.at, act.by.pk
    said.save()
    if risk is not None and not ties_between(issue, risk).exists():
        Link(record=issue, other=risk, reason=_("this risk happened"), at=act.at, by_id=act.by.pk).save()
    keep(act, issue)
    return said


@operation("issue.risk_withdrawn", may=any_of(owner, holds(Right.IMPROVE)))
def withdraw_risk(act: Act, issue: Issue) -> None:
    """Take back what was said: it is open again whether the issue was foreseen. What closed with an answer keeps one,
    which may be that it is not known.
    """
    said = Foreseen.objects.filter(issue=issue).first()
    if said is None:
        raise Refused(_("Nobody has said yet whether it was on the register."))
    if closed_with_answer(issue):
        raise Refused(_("It is closed, and keeps an answer. Give another one, or say that it is not known."))
    _untie(said)
    said.delete()
    keep(act, issue)


def closed_with_answer(issue: Issue) -> bool:
    """Has closing asked whether it was foreseen? Then an answer is only given for another."""
    return bool(issue.state == "closed" and issue.weighty)


def _untie(said: Foreseen) -> None:
    """Remove the link that was made along with the answer; one made by hand stays."""
    if said.pk is not None and said.risk is not None:
        for link in ties_between(said.issue, said.risk).filter(at=said.at):
            link.delete()
