"""Paste or upload: bring a table, see what each column and each row is taken for, then confirm once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.measures.models import Indicator, Route, Series
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.preview import CORRECTION, NEW, REFUSED, SAME, WITHDRAWN, Preview, Verdict, preview_of
from pilothouse.measures.proposals import Choice, Entry, choice_names, entries_of, propose
from pilothouse.measures.queries import indicators_seen_by, running_series
from pilothouse.measures.typed import Ambiguous
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_visible_to
from pilothouse.records.tables import Table, TableProblem
from pilothouse.web.kit.parts import Crumb
from pilothouse.web.kit.widgets import Lines, Upload
from pilothouse.web.measures.drafts import Draft, content_of, find_draft, forget_draft, keep_draft, table_of
from pilothouse.web.measures.entering import entry_units
from pilothouse.web.measures.series_page import today_of
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

LONGEST_PASTE = 2_000_000
SHOWN = 200
CRUMBS = (Crumb(gettext_lazy("Performance"), "/performance/"),)
LABELS = {
    "period": gettext_lazy("Period"),
    "value": gettext_lazy("Value"),
    "numerator": gettext_lazy("Part that counts"),
    "denominator": gettext_lazy("Out of"),
    "unit": gettext_lazy("Unit"),
    "part": gettext_lazy("Part of the unit"),
    "indicator": gettext_lazy("Indicator"),
}


class BringForm(forms.Form):
    """A table, pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("Paste cells from a spreadsheet"), required=False, max_length=LONGEST_PASTE, strip=False,
        widget=Lines(8),
        help_text=gettext_lazy("With the line of column names. Periods as 2026-03-31, 2026-W14, 2026-03 or 2026-Q1."),
    )  # fmt: skip
    file = Upload(
        label=gettext_lazy("Or choose a file"), required=False, help_text=gettext_lazy("CSV or XLSX, at most 10 MB.")
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Unit.objects.none(), empty_label=None,
        help_text=gettext_lazy("Rows may belong to this unit and all below it."),
    )  # fmt: skip
    series = forms.ModelChoiceField(
        label=gettext_lazy("All rows belong to"), queryset=Series.objects.none(), required=False,
        empty_label=gettext_lazy("what their columns say"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Unit], series: "QuerySet[Series]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
        self.fields["series"].queryset = series  # type: ignore[attr-defined]
        if not series:
            del self.fields["series"]

    def clean(self) -> dict[str, Any]:
        """Exactly one of text and file."""
        data = super().clean() or {}
        file = data.get("file")
        if not file and "file" not in self.errors and not (data.get("text") or "").strip():
            raise forms.ValidationError(_("Paste something, or choose a file."))
        return data


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: PilotRequest) -> HttpResponse:
    """First step: the table itself."""
    units = entry_units(request.person)
    if not units:
        raise Http404
    initial = _initial(request, units)
    asked = request.POST.get("series") or initial["series"] or 0
    known = running_series(request.person, today_of(request)).filter(pk=asked if str(asked).isdigit() else 0)
    form = BringForm(request.POST or None, request.FILES or None, units=units, series=known, initial=initial)
    if form.is_valid():
        draft = _kept(request.person, form)
        try:
            table_of(request.person, draft)
        except TableProblem as problem:
            form.add_error("text" if draft.pasted else "file", str(problem))
        else:
            return HttpResponseRedirect(f"/performance/import/{draft.key}/")
    context = {"form": form, "crumbs": CRUMBS, "title": _("Paste or upload values")}
    return render_form(request, "measures/bring.html", context, form)


def _initial(request: PilotRequest, units: Sequence[Unit]) -> dict[str, Any]:
    asked = request.GET.get("series", "")
    found: dict[str, Any] = {"unit": units[0].pk, "series": asked if asked.isdigit() else None}
    if draft := find_draft(request.person, request.GET.get("draft", "")):
        found |= {"unit": draft.unit, "series": draft.series}
        if draft.pasted:
            found["text"] = content_of(request.person, draft).decode()
    return found


def _kept(person: Person, form: BringForm) -> Draft:
    data = form.cleaned_data
    place = {"unit": data["unit"].pk, "series": data["series"].pk if data.get("series") else None}
    if file := data["file"]:
        return keep_draft(person, file.read(), route=Route.FILE, name=file.name, **place)
    return keep_draft(person, data["text"].encode(), route=Route.PASTE, name="", **place)


class MappingForm(forms.Form):
    """Which column is what; and for rows that do not say it, which indicator and unit they belong to."""

    def __init__(self, *args: Any, table: Table, person: Person, single: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("– no column –")), *((str(i), name) for i, name in enumerate(table.header))]
        for name in choice_names():
            if single and name in {"unit", "part", "indicator"}:
                continue
            self.fields[name] = forms.TypedChoiceField(
                label=LABELS[name], choices=columns, required=False, coerce=int, empty_value=None
            )
        if not single:
            indicators = indicators_seen_by(person).filter(ended_at=None)
            self.fields["every_indicator"] = _Titled(
                label=_("Where no column names the indicator"), queryset=indicators, required=False, empty_label="–"
            )
            self.fields["every_unit"] = forms.ModelChoiceField(
                label=_("Where no column names the unit"),
                queryset=units_visible_to(person),
                required=False,
                empty_label="–",
            )

    def choice(self) -> Choice:
        """The columns chosen."""
        return Choice(**{name: self.cleaned_data.get(name) for name in choice_names()})

    def completed(self, entries: Sequence[Entry]) -> list[Entry]:
        """Entries with the indicator and unit that their rows do not name."""
        indicator, unit = self.cleaned_data.get("every_indicator"), self.cleaned_data.get("every_unit")
        return [
            replace(
                entry,
                indicator=entry.indicator or (indicator.code if indicator else ""),
                unit=entry.unit or (unit.code if unit else ""),
            )
            for entry in entries
        ]


class _Titled(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Indicator) -> str:
        return obj.title


class ConfirmForm(forms.Form):
    """The last step; a reason where values that stand are corrected."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are corrected"), required=False, max_length=300, widget=Lines(2)
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


@dataclass(frozen=True)
class Seen:
    """What the table is taken for: the mapping, and what would become of each row; `problem` where nobody can tell."""

    mapping: MappingForm
    preview: Preview | None
    problem: str = ""

    @property
    def shown(self) -> list[Verdict]:
        """Refused rows first, then strange periods, then corrections, then the rest; at most two hundred."""
        order = {REFUSED: 0, CORRECTION: 2, NEW: 3, WITHDRAWN: 4, SAME: 5}
        verdicts = self.preview.verdicts if self.preview else ()
        return sorted(verdicts, key=lambda one: (1 if one.doubt else order[one.verdict], one.line))[:SHOWN]


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PilotRequest, key: str) -> HttpResponse:
    """Second step: what each column and row is taken for; and the confirmation."""
    draft = find_draft(request.person, key)
    units = entry_units(request.person)
    unit = next((one for one in units if draft is not None and one.pk == draft.unit), None)
    if draft is None or unit is None:
        raise Http404
    table = table_of(request.person, draft)
    seen = _look(request, draft, table, unit)
    preview = seen.preview
    form = ConfirmForm(request.POST or None, needs_reason=preview is not None and preview.needs_reason)
    if form.is_valid() and preview is not None and preview.sound:
        done = perform(form, lambda: _record(request, draft, unit, preview, form.cleaned_data["reason"]))
        if done is not None:
            forget_draft(request.person, draft)
            messages.success(request, _told(done))
            return HttpResponseRedirect("/performance/")
    context = {
        "form": form, "seen": seen, "draft": draft, "table": table, "sample": table.rows[:4], "crumbs": CRUMBS,
        "counts": seen.preview.counts if seen.preview else {}, "unit": unit, "title": _("Check before it is recorded"),
    }  # fmt: skip
    return render_form(request, "measures/check.html", context, form)


def _look(request: PilotRequest, draft: Draft, table: Table, unit: Unit) -> Seen:
    series = Series.objects.seen_by(request.person).select_related("indicator", "unit").filter(pk=draft.series).first()
    proposal = propose(table)
    asked: Any = request.POST if request.method == "POST" else request.GET
    guessed = {name: getattr(proposal, name) for name in choice_names()}
    given = (
        asked if "period" in asked else {name: "" if index is None else str(index) for name, index in guessed.items()}
    )
    mapping = MappingForm(given, table=table, person=request.person, single=series is not None, auto_id="map-%s")
    if not mapping.is_valid():
        return Seen(mapping, None, _("Choose the columns again."))
    try:
        entries = mapping.completed(entries_of(table, mapping.choice()))
    except Ambiguous as problem:
        return Seen(mapping, None, str(problem))
    return Seen(mapping, preview_of(unit, entries, today_of(request), series))


def _record(request: PilotRequest, draft: Draft, unit: Unit, preview: Preview, reason: str) -> int:
    made = record_measurements(
        act_of(request, why=reason), unit=unit, rows=preview.rows, route=draft.route, name=draft.name,
        file_digest=draft.digest, reason=reason,
    )  # fmt: skip
    return made.rows if made else 0


def _told(count: int) -> str:
    if not count:
        return _("Every value stood there already; nothing changed.")
    return ngettext("%d value recorded.", "%d values recorded.", count) % count
