"""What people fill in about issues and their causes."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from pilothouse.improvement.models import Cause, Issue, Method, Nature, Severity
from pilothouse.improvement.queries import possible_owners
from pilothouse.improvement.rules.wording import title_and_details
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Process
from pilothouse.processes.queries import live_processes
from pilothouse.web.improvement.fields import (
    DayField,
    IssueField,
    PickField,
    RecordForm,
    SeriesField,
    lesson_field,
    words,
)
from pilothouse.web.improvement.picking import Picked
from pilothouse.web.kit.widgets import Lines, Upload
from pilothouse.web.measures.forms import OpenIssueForm
from pilothouse.web.measures.sets import shared_evidence

USUAL_DAYS = 14
IDEA = "idea"
HOW_BAD = [
    ("slight", _("a nuisance")),
    ("serious", _("it hurts")),
    ("grave", _("it stops us")),
    (IDEA, _("not bad: an idea")),
]


class ReportForm(forms.Form):
    """Four fields, made for a phone."""

    what = forms.CharField(
        label=_("What happened, or what could be better?"),
        max_length=10_000,
        widget=Lines(
            4,
            {
                "hx-get": reverse_lazy("improvement:alike"),
                "hx-trigger": "input changed delay:500ms",
                "hx-target": "#alike",
                "hx-swap": "innerHTML",
                "hx-include": "#alike",
            },
        ),
    )
    unit = forms.ModelChoiceField(label=_("Where?"), queryset=Unit.objects.none(), empty_label=None)
    how_bad = words(HOW_BAD, label=_("How bad?"))
    file = Upload(
        label=_("Photo"), required=False, accept="image/*,.pdf,.heic",
        help_text=_("JPEG, PNG, WebP, HEIC or PDF, at most 10 MB."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_where(person, Right.REPORT)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if person.unit_id in {unit.pk for unit in units}:
            self.initial.setdefault("unit", person.unit_id)
        # Chosen among what reads alike, which comes while one types.
        self.fields["recurrence_of"] = IssueField(person=person)
        self.fields["recurrence_of"].widget = forms.HiddenInput()

    def values(self) -> dict[str, Any]:
        """As the operation wants it: title and details, severity and nature, unit, photo, and the time before."""
        given = self.cleaned_data
        title, details = title_and_details(given["what"])
        idea = given["how_bad"] == IDEA
        photo: UploadedFile[Any] | None = given["file"]
        return {
            "unit": given["unit"],
            "title": title,
            "details": details,
            "severity": Severity.SLIGHT if idea else given["how_bad"],
            "nature": Nature.IDEA if idea else Nature.NONCONFORMITY,
            "photo": photo,
            "recurrence_of": given["recurrence_of"],
        }


class JoinForm(forms.Form):
    """Why signals belong to an issue."""

    reason = forms.CharField(
        label=_("Why is it the same trouble?"), max_length=200, required=False,
        help_text=_("Stands beside the link on both pages."),
    )  # fmt: skip


class OpenTogetherForm(OpenIssueForm):
    """One issue for several signals: where it belongs is asked for too."""

    unit = PickField(Unit, label=_("Where"), help_text=_("The unit that works on it, or one above them all."))
    field_order = ("title", "unit")

    def __init__(self, data: Any = None, *, picked: Picked, person: Person, today: date) -> None:
        super().__init__(data)
        able = {unit.pk for unit in units_where(person, Right.REPORT)} | {unit.pk for unit in picked.units}
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=able)
        details = shared_evidence(picked.shared, today) if picked.shared else ""
        first = {"title": picked.title(today)[:200], "owner": picked.owner, "details": details}
        unit = next((key for key in _above_all(picked.units) if key in able), None)
        self.initial.update(first | {"unit": unit, "due": today + timedelta(days=USUAL_DAYS)})


def _above_all(units: list[Unit]) -> list[int]:
    """Keys of the units above all of these, the nearest first; then those of the units themselves."""
    paths = [unit.path.strip("/").split("/") for unit in units]
    common = [steps[0] for steps in zip(*paths, strict=False) if len(set(steps)) == 1]
    return [int(key) for key in reversed(common)] + [unit.pk for unit in units]


class TriageForm(RecordForm):
    """Accept and assign."""

    owner = PickField(Person, label=_("Who answers for it?"))
    due = DayField(label=_("By when?"), help_text=_("The first promise. It stays visible when the date moves."))
    severity = words(Severity.choices, label=_("How bad?"))
    nature = words(Nature.choices, label=_("What is it?"))
    process = PickField(Process, label=_("Process"), required=False)

    def __init__(self, data: Any = None, *, record: Issue, person: Person, today: date) -> None:
        super().__init__(data, record=record)
        choices: Any = self.fields
        choices["owner"].queryset = possible_owners(person, record.unit)
        choices["process"].queryset = _processes(person, record)
        choices["recurrence_of"] = IssueField(
            person=person, label=_("Happened before?"), help_text=_("The number of the issue that has come back.")
        )
        usual = {"due": today + timedelta(days=USUAL_DAYS), "severity": record.severity, "nature": record.nature}
        before = record.recurrence_of.code if record.recurrence_of else ""
        self.initial.update(usual | {"process": record.process_id, "recurrence_of": before})


def _processes(person: Person, issue: Issue) -> Any:
    """Live processes, and the one it belongs to already."""
    return live_processes(person) | Process.objects.seen_by(person).filter(pk=issue.process_id)


class DeclineForm(RecordForm):
    """Say no, with a reason."""

    reason = forms.CharField(
        label=_("Why not?"), widget=Lines(), max_length=4_000, required=False,
        help_text=_("Whoever reported it reads this."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, record: Issue, person: Person) -> None:
        super().__init__(data, record=record)
        self.fields["same_as"] = IssueField(person=person, label=_("Known already as"))


class IssueForm(RecordForm):
    """Reword and regrade."""

    title = forms.CharField(label=_("Title"), max_length=200)
    details = forms.CharField(label=_("What happened"), max_length=10_000, widget=Lines(6), required=False)
    severity = words(Severity.choices, label=_("How bad?"))
    nature = words(Nature.choices, label=_("What is it?"))
    process = PickField(Process, label=_("Process"), required=False)

    def __init__(self, data: Any = None, *, record: Issue, person: Person) -> None:
        super().__init__(data, record=record)
        choices: Any = self.fields
        choices["process"].queryset = _processes(person, record)
        choices["series"] = SeriesField(
            person=person, unit=record.unit, current=record.series_id, label=_("Where it shows in the numbers")
        )
        names = ("title", "details", "severity", "nature", "process_id", "series_id")
        self.initial.update({name.removesuffix("_id"): getattr(record, name) for name in names})
        self.keep_unseen(person, "process")
        self.keep_unseen(person, "series")


class ContainForm(RecordForm):
    """What is done at once."""

    containment = forms.CharField(
        label=_("What keeps it from spreading?"), widget=Lines(4), max_length=4_000,
        help_text=_("Stopped, sorted out, blocked, told to the customer: what protects people today."),
    )  # fmt: skip


class CauseForm(forms.Form):
    """One answer to "why?"."""

    text = forms.CharField(label=_("Why?"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    evidence = forms.CharField(
        label=_("How do we know?"), widget=Lines(2), max_length=2_000, required=False,
        help_text=_("A measurement, a document, a trial. Without it, it is a guess."),
    )  # fmt: skip
    method = forms.ChoiceField(label=_("Found by"), choices=Method.choices)
    root = forms.BooleanField(label=_("This is the root cause: removing it keeps the trouble away"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, cause: Cause | None = None, issue: Issue | None = None) -> None:
        super().__init__(data)
        if cause is not None:
            names = ("text", "evidence", "method", "root", "version")
            self.initial.update({name: getattr(cause, name) for name in names})
        if issue is not None:
            self.fields["parent"] = forms.ModelChoiceField(
                queryset=issue.causes.all(), required=False, widget=forms.HiddenInput
            )

    def values(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RecurrenceForm(RecordForm):
    """The time before."""

    def __init__(self, data: Any = None, *, record: Issue, person: Person) -> None:
        super().__init__(data, record=record)
        earlier = record.recurrence_of
        self.fields["earlier"] = IssueField(
            person=person, label=_("The issue that has come back"), help_text=_("Leave it empty to take the link back.")
        )
        self.initial.update({"earlier": earlier.code if earlier else ""})


class CloseForm(RecordForm):
    """The lesson."""

    lesson = lesson_field()

    def __init__(self, data: Any = None, *, record: Issue) -> None:
        super().__init__(data, record=record)
        self.initial.update({"lesson": record.lesson})


class ReopenForm(RecordForm):
    """Why it is taken up again, by whom and by when."""

    reason = forms.CharField(label=_("Why again?"), widget=Lines(), max_length=4_000)
    owner = PickField(Person, label=_("Who answers for it?"))
    due = DayField(label=_("By when?"))

    def __init__(self, data: Any = None, *, record: Issue, person: Person, today: date) -> None:
        super().__init__(data, record=record)
        choices: Any = self.fields
        choices["owner"].queryset = possible_owners(person, record.unit)
        self.initial.update({"owner": record.owner_id, "due": today + timedelta(days=USUAL_DAYS)})
