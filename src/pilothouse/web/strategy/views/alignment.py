"""Alignment: the number, and every gap between strategy and work with the link that mends it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilothouse.bridge.graph.gaps import Hole, alignment
from pilothouse.bridge.graph.wording import HEADS, pulls_told, shares_told
from pilothouse.measures.chains import Missing
from pilothouse.reviews.danger_wording import danger_sentence
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.export import as_file
from pilothouse.web.records.filters import Asked, Choices, Filter, Sentence, owner_filter, unit_filter
from pilothouse.web.shell.middleware import PilotRequest
from pilothouse.web.strategy.gap_words import GapGroup, GapLine, gap_line, said_of
from pilothouse.web.strategy.views.reading import tabs_at

COLUMNS = (
    Column("record", _("Where")),
    Column("owner", _("Owner")),
    Column("unit", _("Unit")),
    Column("mend", _("What mends it"), hidden_label=True),
)
EXPORTED = (
    (_("Gap"), lambda line: str(HEADS[line.hole.missing])),
    (_("Number"), lambda line: line.record.code),
    (_("Title"), lambda line: line.record.title),
    (_("Against"), lambda line: f"{line.hole.other.code} {line.hole.other.title}" if line.hole.other else ""),
    (_("Said"), lambda line: line.said),
    (_("Unit"), lambda line: line.record.unit.code),
    (_("Owner"), lambda line: line.record.owner.name if line.record.owner else ""),
)


def _of_kind(holes: Any, value: str, asked: Asked) -> Any:
    return [hole for hole in holes if hole.missing == value]


def _of_unit(holes: Any, value: str, asked: Asked) -> Any:
    root = next(unit for unit in asked.units if unit.code == value)
    return [hole for hole in holes if any(one.unit.path.startswith(root.path) for one in _records(hole))]


def _of_owner(holes: Any, value: str, asked: Asked) -> Any:
    wanted = {"nobody": None, "me": asked.person.pk}.get(value, int(value) if value.isdigit() else None)
    return [hole for hole in holes if any(one.owner_id == wanted for one in _records(hole))]


def _records(hole: Hole) -> list[Any]:
    return [one for one in (hole.record, hole.other) if one is not None]


_KINDS: Choices = [("", _("all gaps")), *((missing.value, head) for missing, head in HEADS.items())]
# The list is one of objects that have been read, not of rows to be found: the filters look at these.
FILTERS = (
    Filter("kind", _("Kind of gap"), _of_kind, _KINDS, before=_("Show")),
    replace(unit_filter(), apply=_of_unit),
    replace(owner_filter(), apply=_of_owner),
)


@require_safe
def alignment_page(request: PilotRequest) -> HttpResponseBase:
    """How many objectives have an unbroken chain, on how many somebody works, and where a tie is missing."""
    asked = Asked(request)
    found = alignment(request.person, asked.today)
    sentence = Sentence(FILTERS, asked)
    holes: Any = found.holes
    kept: Any = sentence.narrow(holes)
    if file := as_file(request, "gaps", EXPORTED, (GapLine(hole, said_of(hole, found.series)) for hole in kept)):
        return file
    context = {
        "tabs": tabs_at("alignment"),
        "found": found,
        "shares": shares_told(found.every, found.whole, found.acted),
        "danger": danger_sentence(found.danger),
        "sentence": sentence,
        "columns": COLUMNS,
        "groups": _groups([gap_line(request, hole, found.series) for hole in kept]),
        "count": len(kept),
        "pulls": pulls_told(len(found.pulls.found), found.pulls.compared, found.pulls.untold),
    }
    return render(request, "strategy/alignment.html", context)


def _groups(lines: Sequence[GapLine]) -> list[GapGroup]:
    groups = [GapGroup(missing, [line for line in lines if line.hole.missing is missing]) for missing in Missing]
    return [group for group in groups if group.lines]
