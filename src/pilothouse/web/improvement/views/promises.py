"""Promise reliability: the share kept by the first date as a process behaviour chart, by process and by unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from pilothouse import charts
from pilothouse.bridge.reliability import FEWEST, Cell, Monthly, Promises, cells, monthly, together
from pilothouse.organisation.models import units_in_sight
from pilothouse.processes.models import Process
from pilothouse.web.improvement.reading import today_of
from pilothouse.web.kit.components.marks import num
from pilothouse.web.kit.pages import Column
from pilothouse.web.measures.words import chart_words
from pilothouse.web.shell.middleware import PilotRequest

COLUMNS = (
    Column("of", gettext_lazy("Whose promises")),
    Column("made", gettext_lazy("Promises"), numeric=True),
    Column("share", gettext_lazy("Kept by the first date"), numeric=True),
    Column("moved", gettext_lazy("Dates moved"), numeric=True),
    Column("by", gettext_lazy("By days, on average"), numeric=True),
)
NOBODY = 0  # the process of promises that belong to none


@dataclass(frozen=True)
class Group:
    """One process or unit as a line; `here`: the chart is about it."""

    name: str
    url: str
    promises: Promises
    here: bool


@require_safe
def promises(request: PilotRequest) -> HttpResponse:
    """All that the person may see, or (`?process=`, `?unit=`) one process or unit."""
    today, found = today_of(request), cells(request.person, today_of(request))
    processes = {row.pk: row.title for row in Process.objects.seen_by(request.person).defer("words")}
    units = {unit.pk: unit.name for unit in units_in_sight(request.person)}
    names = {"process": {**processes, NOBODY: _("no process")}, "unit": units}
    kind, key = _asked(request, names)
    picked = [cell for cell in found if kind is None or _key(cell, kind) == key]
    line, whole = monthly(picked, today), sum((cell.promises for cell in picked), Promises())
    context = {
        "title": names[kind][key] if kind else _("All promises in sight"),
        "narrowed": kind is not None,
        "whole": whole,
        "sentence": _sentence(whole, line),
        **_picture(line),
        "columns": COLUMNS,
        "by_process": _groups(found, "process", names, (kind, key)),
        "by_unit": _groups(found, "unit", names, (kind, key)),
        "fewest": FEWEST,
    }
    return render(request, "improvement/promises.html", context)


def _asked(request: PilotRequest, names: Mapping[str, Mapping[int, str]]) -> tuple[str | None, int]:
    for kind, known in names.items():
        text = request.GET.get(kind, "")
        if text:
            if not (text.isascii() and text.isdigit() and int(text[:12]) in known):
                raise Http404
            return kind, int(text[:12])
    return None, NOBODY


def _key(cell: Cell, kind: str) -> int:
    return cell.unit if kind == "unit" else cell.process or NOBODY


def _groups(
    found: list[Cell], kind: str, names: Mapping[str, Mapping[int, str]], here: tuple[str | None, int]
) -> list[Group]:
    rows = [
        Group(names[kind].get(key, "–"), f"?{kind}={key}", promises, (kind, key) == here)
        for key, promises in together(found, lambda cell: _key(cell, kind)).items()
    ]
    return sorted(rows, key=lambda row: (not row.promises.tells, row.promises.share or 0.0, row.name))


def _sentence(whole: Promises, line: Monthly) -> str:
    if whole.share is None:
        return _("Too few promises have come to their day to tell.")
    told = _("%(kept)d of %(made)d promises were kept by the date first promised: %(share)s %%.") % {
        "kept": whole.kept,
        "made": whole.made,
        "share": num(whole.share, 0),
    }
    return f"{told} {_judged(line)}"


def _judged(line: Monthly) -> str:
    if all(value is None for value in line.centre):
        return _("Too few months to say what routine variation is.")
    outside = sum(side != 0 for side in line.side)
    if not outside:
        return _("The months differ no more than chance lets them.")
    return (
        ngettext(
            "%d month lies outside of what chance explains.", "%d months lie outside of what chance explains.", outside
        )
        % outside
    )


def _picture(line: Monthly) -> dict[str, Any]:
    labels = [date_format(month, "M Y") for month in line.months]
    rows = [
        [label, str(one.made), _share(one), str(one.moved) if one.tells else "–"]
        for label, one in zip(labels, line.promises, strict=True)
        if one.made
    ]
    context = {"table_columns": [_("Month"), _("Promises"), _("Kept, %"), _("Dates moved")], "table_rows": rows[::-1]}
    if all(share is None for share in line.shares):
        return {**context, "svg": ""}
    last = len(line.months) - 1
    known = any(value is not None for value in line.centre)
    chart = charts.BehaviourChart(
        key="promises",
        title=_("Promises kept by their first date"),
        values=line.shares,
        unit="%",
        dates=line.months,
        labels=tuple(labels),
        spans=(charts.LimitSpan(0, last, line.centre, line.lower, line.upper),) if known else (),
        signals=tuple(
            charts.SignalMark(place, "better" if side > 0 else "worse", labels[place])
            for place, side in enumerate(line.side)
            if side
        ),
        digits=0,
        words=chart_words(),
    )
    return {**context, "svg": charts.both_sizes(chart)}


def _share(one: Promises) -> str:
    return _("too few to tell") if one.share is None else num(one.share, 0)
