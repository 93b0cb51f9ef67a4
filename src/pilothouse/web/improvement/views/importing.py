"""Bringing issues in from a spreadsheet: read, match the columns, look at every verdict, then all or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.operations import import_issues
from pilothouse.improvement.operations.importing import PROBLEMS
from pilothouse.improvement.queries import directory_for
from pilothouse.improvement.rules.sheets import FIELDS, RowVerdict, guessed, judged
from pilothouse.organisation.models import Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.rules import MAX_FILE
from pilothouse.records.tables import Table, TableProblem, as_text, from_text, read_text, read_upload
from pilothouse.web.kit.widgets import Lines, Upload
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

LABELS = {
    "title": gettext_lazy("Title"), "details": gettext_lazy("Details"), "unit": gettext_lazy("Unit"),
    "nature": gettext_lazy("What it is"), "severity": gettext_lazy("How bad"), "owner": gettext_lazy("Owner"),
    "due": gettext_lazy("Due"), "state": gettext_lazy("State"), "lesson": gettext_lazy("Lesson"),
}  # fmt: skip
SHOWN_BAD, SHOWN_GOOD = 100, 10


class SheetForm(forms.Form):
    """A file, or cells pasted."""

    file = Upload(
        label=gettext_lazy("File"), required=False, accept=".csv,.xlsx,.txt",
        help_text=gettext_lazy("CSV or XLSX, at most 10 MB; the first row holds the headings."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=gettext_lazy("Or paste cells, with their headings"), required=False, max_length=MAX_FILE,
        widget=Lines(5),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit of rows that name none"), queryset=Unit.objects.none(), required=False
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])

    def table(self) -> Table | None:
        """The table given; None, with an error of the form, where there is none or it cannot be read."""
        given = self.cleaned_data
        try:
            if file := given["file"]:
                return read_upload(file.name, file.read())
            return read_text(given["pasted"])
        except TableProblem as problem:
            self.add_error("file" if given["file"] else "pasted", str(problem))
            return None


class MatchForm(forms.Form):
    """Which column holds which field."""

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=MAX_FILE, strip=False)
    place = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, heads: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "–"), *((str(i), head.strip() or str(i + 1)) for i, head in enumerate(heads))]
        for name in FIELDS:
            needed = name == "title"
            self.fields[f"is_{name}"] = forms.ChoiceField(label=LABELS[name], choices=columns, required=needed)

    def columns(self) -> dict[str, int]:
        """Field to column, as chosen."""
        chosen = {name: self.cleaned_data.get(f"is_{name}", "") for name in FIELDS}
        return {name: int(place) for name, place in chosen.items() if place}


@dataclass(frozen=True)
class Told:
    """A row as the preview shows it."""

    line: int
    title: str
    problems: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: PilotRequest) -> HttpResponse:
    """The first step: the sheet."""
    units = _units(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*given, units=units)
    if request.method == "POST" and form.is_valid() and (table := form.table()):
        unit = form.cleaned_data["unit"]
        start = {"sheet": as_text(table), "place": unit.pk if unit else None}
        start |= {f"is_{name}": str(place) for name, place in guessed(table.header).items()}
        return _preview(request, MatchForm(start, heads=table.header), table)
    return render_form(request, "improvement/import.html", {"form": form}, form)


@require_http_methods(["POST"])
def rows(request: PilotRequest) -> HttpResponse:
    """The second step: look at every verdict, match again, and bring in."""
    _units(request)
    try:
        table = from_text(request.POST.get("sheet", ""))
    except TableProblem:
        return redirect("improvement:import")
    return _preview(request, MatchForm(request.POST, heads=table.header), table)


def _units(request: PilotRequest) -> list[Unit]:
    units = units_where(request.person, Right.TRIAGE)
    if not units:
        raise Http404
    return units


def _preview(request: PilotRequest, form: MatchForm, table: Table) -> HttpResponse:
    form.is_valid()
    unit = next((unit for unit in _units(request) if unit.pk == form.cleaned_data.get("place")), None)
    columns = form.columns()
    verdicts = judged(list(zip(table.lines, table.rows, strict=True)), columns, directory_for(request.person, unit))
    bad = [verdict for verdict in verdicts if verdict.row is None]
    good = [verdict.row for verdict in verdicts if verdict.row is not None]
    if request.POST.get("do") == "import" and not bad and not form.errors:
        done = perform(form, lambda: import_issues(act_of(request), rows=good))
        if done is not None:
            words = ngettext("%d issue brought in.", "%d issues brought in.", len(done)) % len(done)
            messages.success(request, words)
            return redirect("improvement:issues")
    context = {
        "form": form,
        "good": len(good),
        "bad": len(bad),
        "told": [_told(verdict, columns) for verdict in bad[:SHOWN_BAD]],
        "sample": good[:SHOWN_GOOD],
        "more_bad": max(len(bad) - SHOWN_BAD, 0),
        "names": {unit.pk: unit.code for unit in Unit.objects.all()},
    }
    return render(request, "improvement/import_rows.html", context)


def _told(verdict: RowVerdict, columns: dict[str, int]) -> Told:
    place = columns.get("title")
    title = verdict.cells[place] if place is not None and place < len(verdict.cells) else ""
    return Told(verdict.line, title[:90], [_problem(*problem) for problem in verdict.problems])


def _problem(field: str, problem: str, words: str) -> str:
    if not words:
        return f"{LABELS[field]} {PROBLEMS[problem]}"
    return _("%(field)s: “%(words)s” %(problem)s") % {
        "field": LABELS[field], "words": words, "problem": PROBLEMS[problem],
    }  # fmt: skip
