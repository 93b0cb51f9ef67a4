"""Was it on the register? Issues are matched back to risks."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pilothouse.improvement.models import Foreseen, Issue
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import visible
from pilothouse.records.models import Link
from pilothouse.records.register import keep
from pilothouse.risks.models import Risk
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("issue.risk_named", may=any_of(owner, holds(Right.IMPROVE)))
def name_risk(act: Act, issue: Issue, *, risk: Risk | None) -> Foreseen:
    """Say which risk on the register happened, or (None) that none stood there. Another answer takes its place."""
    visible(act, risk, "risk")
    said = Foreseen.objects.filter(issue=issue).first() or Foreseen(issue=issue)
    _untie(said)
    said.risk, said.at, said.by_id = risk, act.at, act.by.pk
    said.save()
    if risk is not None and not _ties(issue, risk).exists():
        Link(record=issue, other=risk, reason=_("this risk happened"), at=act.at, by_id=act.by.pk).save()
    keep(act, issue)
    return said


@operation("issue.risk_withdrawn", may=any_of(owner, holds(Right.IMPROVE)))
def withdraw_risk(act: Act, issue: Issue) -> None:
    """Take back what was said: it is open again whether the issue was foreseen."""
    said = Foreseen.objects.filter(issue=issue).first()
    if said is None:
        raise Refused(_("Nobody has said yet whether it was on the register."))
    _untie(said)
    said.delete()
    keep(act, issue)


def _untie(said: Foreseen) -> None:
    """Remove the link that was made along with the answer; one made by hand stays."""
    if said.pk is not None and said.risk is not None:
        for link in _ties(said.issue, said.risk).filter(at=said.at):
            link.delete()


def _ties(issue: Issue, risk: Risk) -> "QuerySet[Link]":
    found: QuerySet[Link] = Link.objects.filter(record__in=[issue, risk], other__in=[issue, risk])
    return found
