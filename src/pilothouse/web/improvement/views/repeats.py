"""Problems paid for more than once: the same trouble in several issues, and what never reached the others."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from pilothouse.improvement.models import Action, Issue
from pilothouse.improvement.queries.repeated import REPEATS, Member, Trouble, perhaps_same, troubles
from pilothouse.organisation.models import Unit
from pilothouse.web.improvement.reading import may
from pilothouse.web.improvement.said import JUDGED, Judgement, judgements, tie
from pilothouse.web.records.export import as_file
from pilothouse.web.records.radar import looked, radar_tabs
from pilothouse.web.shell.middleware import PilotRequest

SHOWN = 40
ASKED = 12  # pairs that are perhaps the same: more at once would be a form to fill in
MOST_MEMBERS = 40  # of a group out of which one may be taken: of more, words are a poor sign

# One row an issue: `group` counts the troubles in the order of the page.
_EXPORTED: tuple[tuple[Any, Callable[[tuple[int, Trouble, Member]], Any]], ...] = (
    (gettext_lazy("Group"), lambda row: row[0]),
    (gettext_lazy("Number"), lambda row: row[2].issue.code),
    (gettext_lazy("Issue"), lambda row: row[2].issue.title),
    (gettext_lazy("Unit"), lambda row: row[2].issue.unit.code),
    (gettext_lazy("State"), lambda row: str(row[2].issue.standing.label)),
    (gettext_lazy("Owner"), lambda row: row[2].issue.owner.name if row[2].issue.owner else None),
    (gettext_lazy("Reported"), lambda row: row[2].issue.created_at),
    (gettext_lazy("Root causes"), lambda row: "; ".join(row[2].causes)),
    (gettext_lazy("Actions"), lambda row: "; ".join(f"{one.code} {one.title}" for one in row[2].actions)),
    (gettext_lazy("Done, and never reached"), lambda row: _missed(row[1], row[2])),
)


def _missed(trouble: Trouble, member: Member) -> str:
    """“ACT-0007: JFK, LGA” of each done action of this issue that others never got."""
    missed = [(one.code, trouble.missed[one.pk]) for one in member.actions if one.pk in trouble.missed]
    return "; ".join(f"{code}: {', '.join(unit.code for unit in units)}" for code, units in missed)


@dataclass(frozen=True)
class MemberLine:
    """One issue of a trouble for the eye: its links with earlier ones, the one that it is come back, and whether words
    alone brought it here and this person may tell it from the others.
    """

    member: Member
    ties: list[Judgement]
    before: Issue | None
    stray: bool


@dataclass(frozen=True)
class TroubleLine:
    """One trouble for the eye. `again` is the title of its latest issue, `lessons` are (done action, units missed)."""

    again: str
    what: str
    lines: list[MemberLine]
    lessons: list[tuple[Action, str]]

    @property
    def strays(self) -> bool:
        return any(line.stray for line in self.lines)


@dataclass(frozen=True)
class Question:
    """Two issues that are perhaps the same; `where` they are, and whether this person may say so."""

    issues: tuple[Issue, Issue]
    where: str
    may: bool

    @property
    def codes(self) -> str:
        return _("%(one)s and %(other)s") % {"one": self.issues[0].code, "other": self.issues[1].code}


@require_safe
def repeats(request: PilotRequest) -> HttpResponseBase:
    """Groups of issues of the last year that are one trouble, and pairs that perhaps are, as far as this person sees
    them.
    """
    found = troubles(request.person)
    rows = [(place, one, member) for place, one in enumerate(found, 1) for member in one.members]
    if (file := as_file(request, "repeats", _EXPORTED, rows)) is not None:
        return file
    asked = perhaps_same(request.person, ASKED + 1)
    judged = judgements(request, JUDGED)
    context = {
        "tabs": radar_tabs("improvement:repeats"),
        "troubles": [_line(request, one, judged) for one in found[:SHOWN]],
        "more": len(found) - SHOWN,
        "sentence": _sentence(found),
        "questions": [_question(request, (pair.issue, pair.other)) for pair in asked[:ASKED]],
        "more_questions": len(asked) > ASKED,
        "judged": judged,
        "looked": looked(request, REPEATS),
    }
    return render(request, "improvement/repeats.html", context)


def _line(request: PilotRequest, trouble: Trouble, judged: Sequence[Judgement]) -> TroubleLine:
    members = trouble.members
    words = {"count": len(members), "units": _where(trouble.units)}
    what = ngettext("%(count)d issue at %(units)s", "%(count)d issues at %(units)s", len(members)) % words
    done = {action.pk: action for member in members for action in member.actions}
    lessons = [(done[key], _where(missed)) for key, missed in trouble.missed.items()]
    strays, known = _strays(request, members, judged), {one.issue.pk: one.issue for one in members}
    lines = [
        MemberLine(
            one,
            [tie(request, link) for link in one.links if max(link.record_id, link.other_id) == one.issue.pk],
            known.get(one.issue.recurrence_of_id),
            one.issue.pk in strays,
        )
        for one in members
    ]
    return TroubleLine(members[-1].issue.title, what, lines, lessons)


def _strays(request: PilotRequest, members: list[Member], judged: Sequence[Judgement]) -> set[int]:
    """Issues (keys) that this person may tell from the others; of two it is enough to ask about the later one. None of
    which somebody has said something that the worker has not heard yet, and none that people's word holds together
    with another of them, also over one that is not here: telling it apart would change nothing.
    """
    if len(members) > MOST_MEMBERS:
        return set()
    issues = {member.issue.pk: member.issue for member in members}
    said = {one.recurrence_of_id for one in issues.values()} | {
        pk for one in judged if {one.one.pk, one.other.pk} <= issues.keys() for pk in (one.one.pk, one.other.pk)
    }
    held = Counter(one.held for one in members if one.held is not None)
    free = [one for one in members[len(members) == 2 :] if one.held is None or held[one.held] == 1]
    asked = [one for one in free if one.issue.pk not in said and not one.said(issues)]
    return {
        member.issue.pk
        for member in asked
        if may(
            request, "issue.told_apart", issue=member.issue, others=[o for o in issues.values() if o != member.issue]
        )
    }


def _question(request: PilotRequest, issues: tuple[Issue, Issue]) -> Question:
    units = sorted({one.unit for one in issues}, key=lambda unit: str(unit.code))
    able = may(request, "issue.said_same", issue=issues[1], other=issues[0])
    return Question(issues, _where(units), able)


def _where(units: Sequence[Unit]) -> str:
    return ", ".join(unit.code for unit in units)


def _sentence(found: list[Trouble]) -> str:
    """“3 problems came up more than once in the last year, 2 of them in several units.”"""
    if not found:
        return ""
    count, wide = len(found), sum(len(one.units) > 1 for one in found)
    head = ngettext(
        "%d problem came up more than once in the last year",
        "%d problems came up more than once in the last year",
        count,
    )
    tail: Any = _("%d of them in several units") % wide if wide else _("none of them in several units")
    return f"{head % count}, {tail}."
