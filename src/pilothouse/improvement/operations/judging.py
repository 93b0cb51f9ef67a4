"""What people say of issues that read alike: the same trouble, or something else."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Apart, Issue
from pilothouse.improvement.queries.judged import apart_of, said_same, same_trouble
from pilothouse.improvement.queries.repeated import REPEATS
from pilothouse.improvement.rules.judged import held_together
from pilothouse.measures.surveys import ask_for_survey
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import visible
from pilothouse.records.models import Link, Record
from pilothouse.records.operations import link_records
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.operation import Arguments, operation

_MAY_CHANGE = any_of(owner, holds(Right.TRIAGE))


def _one_of_them(act: Act, arguments: Arguments) -> bool:
    """Who may change the issue, or all the others that are spoken of."""
    others = arguments["others"] if "others" in arguments else [arguments["other"]]
    return _may_change(act, [arguments["issue"]]) or _may_change(act, others)


def _one_of_those(act: Act, arguments: Arguments) -> bool:
    """Who may change one of the two issues."""
    apart = arguments["apart"]
    return _may_change(act, [apart.issue]) or _may_change(act, [apart.other])


def _may_change(act: Act, issues: Sequence[Issue]) -> bool:
    return bool(issues) and all(_MAY_CHANGE(act, {"act": act, "issue": one}) for one in issues)


@operation("issue.said_same", may=_one_of_them)
def say_same(act: Act, issue: Issue, *, other: Issue) -> Link:
    """Say that two issues are the same trouble: they are linked, and stand in one group whatever their words."""
    _all_seen(act, issue, [other])
    _refuse_apart(issue, other)
    if said_same(issue, other) is not None:
        raise Refused(_("%(one)s and %(other)s are linked already.") % _codes(issue, other))
    first, second = (issue, other) if _may_change(act, [issue]) else (other, issue)
    link = link_records(act, first, other=second, reason=_("the same trouble"))
    _group_anew(act)
    return link


@operation("issue.told_apart", may=_one_of_them)
def tell_apart(act: Act, issue: Issue, *, others: Sequence[Issue]) -> list[Apart]:
    """Say that an issue is not the trouble of these others: words alone never bring them together again. Refused where
    what people said holds it together with one of them, also over others: it would be kept and change nothing.
    """
    _all_seen(act, issue, others)
    _refuse_held(issue, others)
    made = []
    for other in others:
        if apart_of(issue, other) is None:
            older, later = sorted((issue, other), key=lambda one: one.pk)
            one = Apart(issue=older, other=later, at=act.at, by_id=act.by.pk)
            one.save()
            made.append(one)
    if not made:
        raise Refused(_("Somebody has said so already."))
    _group_anew(act)
    return made


@operation("issue.apart_taken_back", may=_one_of_those)
def take_back_apart(act: Act, apart: Apart) -> None:
    """Take back that two issues are not the same trouble: their words count again."""
    _all_seen(act, apart.issue, [apart.other])
    apart.delete()
    _group_anew(act)


def _all_seen(act: Act, issue: Issue, others: Sequence[Issue]) -> None:
    """They are several issues, the actor sees all of them, and nobody else judges them meanwhile."""
    for one in (issue, *others):
        visible(act, one, "other")
    # Of two who judge the same issues at once the later one sees what the first has said.
    keys = [issue.pk, *(one.pk for one in others)]
    list(Record.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    if not others or issue.pk in {one.pk for one in others}:
        raise Refused(_("Name two issues."), "other")


def _refuse_apart(issue: Issue, other: Issue) -> None:
    if why := issue.parted(other):
        raise Refused(why)


def _refuse_held(issue: Issue, others: Sequence[Issue]) -> None:
    """Over which issue they are held together is not told: it may be out of the actor's sight."""
    for other in others:
        if said_same(issue, other) is not None:
            words = _("%(one)s and %(other)s are linked: take the link off first, or leave them together.")
            raise Refused(words % _codes(issue, other))
    held = held_together(same_trouble())
    for other in others:
        if issue.pk in held and held[issue.pk] == held.get(other.pk):
            words = _("People have said what makes %(one)s and %(other)s one trouble: that goes before this.")
            raise Refused(words % _codes(issue, other))


def _codes(issue: Issue, other: Issue) -> dict[str, str]:
    return {"one": issue.code, "other": other.code}


def _group_anew(act: Act) -> None:
    """On the next round of the worker, without waiting for its usual time."""
    if not isinstance(act.by, Person):
        raise NotAllowed("repeats")
    ask_for_survey(REPEATS, act.at, act.by)
