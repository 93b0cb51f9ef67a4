"""Promise reliability: the share kept by the first date as a process behaviour chart, by process and by unit."""

from collections.abc import Mapping

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pilothouse.bridge.reliability import FEWEST, Part, Promises, monthly
from pilothouse.mirror.promises import NO_PROCESS, Seen, told_to
from pilothouse.organisation.models import units_in_sight
from pilothouse.organisation.rules import FEWEST_PEOPLE
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


@require_safe
def promises(request: PilotRequest) -> HttpResponseBase:
    """All that the person may see, or (`?process=`, `?unit=`) one process or unit; as a file with `?format=`."""
    seen = told_to(request.person, today_of(request))
    processes = {row.pk: row.title for row in Process.objects.seen_by(request.person).defer("words")}
    units = {unit.pk: unit.name for unit in units_in_sight(request.person)}
    names = {"process": {**processes, NO_PROCESS: _("no process")}, "unit": units}
    kind, key = _asked(request, names)
    groups = {grouping: _groups(seen, grouping, names[grouping], (kind, key)) for grouping in names}
    line = monthly(_parts(seen, kind, key))
    title = names[kind][key] if kind else _("All promises in sight")
    if seen.rows and (file := file_of(request, title, line, groups)) is not None:
        return file
    secret = not line.parts and any(group.here or kind is None for rows in groups.values() for group in rows)
    context = {
        "title": title,
        "query": f"?{kind}={key}&" if kind else "?",
        "narrowed": kind is not None,
        "secret": secret,
        "sentence": untold() if secret else sentence_of(line),
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
    return None, NO_PROCESS


def _parts(seen: Seen, kind: str | None, key: int) -> list[Part]:
    if kind is None:
        return seen.line()
    return seen.of_units({key}) if kind == "unit" else seen.of_process(key)


def _groups(seen: Seen, kind: str, names: Mapping[int, str], here: tuple[str | None, int]) -> list[Group]:
    """What is told first, the least reliable at the top."""
    rows = [
        Group(names.get(key, "–"), f"?{kind}={key}", told, (kind, key) == here)
        for key, told in seen.groups(kind).items()
    ]
    return sorted(rows, key=lambda row: (row.promises is None, _share(row.promises), row.name))


def _share(told: Promises | None) -> float:
    return (told.share or 0.0) if told is not None else 0.0
