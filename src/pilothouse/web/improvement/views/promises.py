"""Promise reliability: the share kept by the first date as a process behaviour chart, by process and by unit."""

from collections.abc import Mapping

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pilothouse.bridge.reliability import FEWEST, Cell, Promises, cells, monthly, together
from pilothouse.organisation.models import units_in_sight
from pilothouse.organisation.rules import FEWEST_PEOPLE, groups_hidden
from pilothouse.processes.models import Process
from pilothouse.web.improvement.kept_promises import picture_of, sentence_of, untold
from pilothouse.web.improvement.promises_file import Group, file_of
from pilothouse.web.improvement.reading import today_of
from pilothouse.web.kit.pages import Column
from pilothouse.web.shell.middleware import PilotRequest

COLUMNS = (
    Column("of", gettext_lazy("Whose promises")),
    Column("made", gettext_lazy("Promises"), numeric=True),
    Column("share", gettext_lazy("Kept by the first date"), numeric=True),
    Column("moved", gettext_lazy("Dates moved"), numeric=True),
    Column("by", gettext_lazy("By days, on average"), numeric=True),
)
NOBODY = 0  # the process of promises that belong to none


@require_safe
def promises(request: PilotRequest) -> HttpResponseBase:
    """All that the person may see, or (`?process=`, `?unit=`) one process or unit; as a file with `?format=`."""
    today, found = today_of(request), cells(request.person, today_of(request))
    processes = {row.pk: row.title for row in Process.objects.seen_by(request.person).defer("words")}
    units = {unit.pk: unit.name for unit in units_in_sight(request.person)}
    names = {"process": {**processes, NOBODY: _("no process")}, "unit": units}
    kind, key = _asked(request, names)
    groups = {grouping: _groups(found, grouping, names, (kind, key)) for grouping in names}
    secret = any(group.here and not group.told for rows in groups.values() for group in rows)
    picked = [] if secret else [cell for cell in found if kind is None or _key(cell, kind) == key]
    line, whole = monthly(picked, today), sum((cell.promises for cell in picked), Promises())
    title = names[kind][key] if kind else _("All promises in sight")
    if found and (file := file_of(request, title, line, groups)) is not None:
        return file
    context = {
        "title": title,
        "query": f"?{kind}={key}&" if kind else "?",
        "narrowed": kind is not None,
        "secret": secret or (whole.tells and whole.personal),
        "sentence": untold() if secret else sentence_of(whole, line),
        **picture_of(line),
        "columns": COLUMNS,
        "by_process": groups["process"],
        "by_unit": groups["unit"],
        "fewest": FEWEST,
        "people": FEWEST_PEOPLE,
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
    groups = together(found, lambda cell: _key(cell, kind))
    hidden = groups_hidden({key: promises.people for key, promises in groups.items()})
    rows = [
        Group(names[kind].get(key, "–"), f"?{kind}={key}", promises, (kind, key) == here, key not in hidden)
        for key, promises in groups.items()
    ]
    return sorted(rows, key=lambda row: (not row.told, (row.promises.share or 0.0) if row.told else 0.0, row.name))
