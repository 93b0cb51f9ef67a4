"""Problems paid for more than once: the same trouble in several issues, and what never reached the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from pilothouse.improvement.models import Action
from pilothouse.improvement.queries.repeated import Member, Trouble, troubles
from pilothouse.improvement.recurring import REPEATS
from pilothouse.web.records.export import as_file
from pilothouse.web.records.radar import looked, radar_tabs
from pilothouse.web.shell.middleware import PilotRequest

SHOWN = 40


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
class TroubleLine:
    """One trouble for the eye. `again` is the title of its latest issue, `lessons` are (done action, units missed)."""

    again: str
    what: str
    members: list[Member]
    lessons: list[tuple[Action, str]]


@require_safe
def repeats(request: PilotRequest) -> HttpResponseBase:
    """Groups of issues of the last year that read alike, as far as this person sees them."""
    found = troubles(request.person)
    rows = [(place, one, member) for place, one in enumerate(found, 1) for member in one.members]
    if (file := as_file(request, "repeats", _EXPORTED, rows)) is not None:
        return file
    context = {
        "tabs": radar_tabs("improvement:repeats"),
        "troubles": [_line(one) for one in found[:SHOWN]],
        "more": len(found) - SHOWN,
        "sentence": _sentence(found),
        "looked": looked(request, REPEATS),
    }
    return render(request, "improvement/repeats.html", context)


def _line(trouble: Trouble) -> TroubleLine:
    units = [unit.code for unit in trouble.units]
    words = {"count": len(trouble.members), "units": ", ".join(units)}
    what = ngettext("%(count)d issue at %(units)s", "%(count)d issues at %(units)s", len(trouble.members)) % words
    done = {action.pk: action for member in trouble.members for action in member.actions}
    lessons = [(done[key], ", ".join(unit.code for unit in missed)) for key, missed in trouble.missed.items()]
    return TroubleLine(trouble.members[-1].issue.title, what, trouble.members, lessons)


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
