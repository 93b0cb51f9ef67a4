"""What people fill in to define indicators, to set baselines and targets, and to answer signals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.improvement.models import Severity
from pilothouse.measures.models import Direction, Frequency, Indicator, Series, Signal, Source, ValueKind
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Process
from pilothouse.processes.queries import live_processes
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import live_objectives
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import DayField, NumberField, PeriodField, PersonField

SCALES = [(1.0, _("as it is")), (100.0, _("times 100 (per cent)")), (1000.0, _("times 1\u202f000 (per thousand)")),
          (1_000_000.0, _("times 1\u202f000\u202f000 (per million)"))]  # fmt: skip


def units_for(person: Person, right: Right) -> Any:
    """Units in which the person holds a right."""
    return Unit.objects.filter(pk__in=[unit.pk for unit in units_where(person, right)])


class IndicatorForm(forms.Form):
    """A definition, whole."""

    title = forms.CharField(label=_("Name"), max_length=200)
    definition = forms.CharField(
        label=_("Operational definition"), max_length=4_000, widget=Lines(4),
        help_text=_("What exactly is counted or measured, what is left out, and where the numbers come from: "
                    "so exact that two people get the same value."),
    )  # fmt: skip
    value_kind = forms.ChoiceField(
        label=_("Kind of value"), choices=ValueKind.choices,
        help_text=_("Proportions and rates keep both numbers, so that small samples are not mistaken for change."),
    )  # fmt: skip
    unit_of_measure = forms.CharField(
        label=_("Unit of measure"), max_length=40, help_text=_("%, minutes, per 1\u202f000 …")
    )
    scale = forms.TypedChoiceField(label=_("Shown"), choices=SCALES, coerce=float, initial=1.0)
    decimals = forms.IntegerField(label=_("Decimals"), min_value=0, max_value=6, initial=1)
    direction = forms.ChoiceField(label=_("Which way is better"), choices=Direction.choices)
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency.choices, initial=Frequency.MONTH)
    season = forms.IntegerField(
        label=_("Season"), required=False, min_value=2, max_value=366,
        help_text=_("Where the same season comes back: after how many periods (12 for months of a year). "
                    "Judging then begins after one full season and eight values."),
    )  # fmt: skip
    process = forms.ModelChoiceField(
        label=_("Process"), queryset=Process.objects.none(), required=False, empty_label="–"
    )
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives it tells about"), queryset=Objective.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"].queryset = live_processes(person)  # type: ignore[attr-defined]
        self.fields["objectives"].queryset = live_objectives(person)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """As the operations take them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version"}}


class NewIndicatorForm(IndicatorForm):
    """A definition with its home and owner, and where it is measured first."""

    unit = forms.ModelChoiceField(label=_("Unit that defines it"), queryset=Unit.objects.none(), empty_label=None)
    owner = PersonField(label=_("Owner"), help_text=_("The one person who answers for it."))

    field_order = ["title", "definition", "unit", "owner"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["unit"].queryset = units_for(person, Right.DEFINE)  # type: ignore[attr-defined]


class EditIndicatorForm(IndicatorForm):
    """A definition as it stands, with the version it was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def of(indicator: Indicator) -> dict[str, Any]:
        """The stored definition as the form's first values."""
        names = ("title", "definition", "value_kind", "unit_of_measure", "scale", "decimals", "direction")
        more = ("frequency", "season", "process")
        objectives = [serving.objective_id for serving in indicator.servings.all()]
        return {name: getattr(indicator, name) for name in names + more} | {"objectives": objectives}


class SeriesForm(forms.Form):
    """Where an indicator is measured."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    label = forms.CharField(
        label=_("Part"), required=False, max_length=60,
        help_text=_("Only where a part of the unit is measured on its own: a line, a product, a carrier."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(person, Right.DEFINE)  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """A wanted value by a day."""

    def __init__(self, *args: Any, series: Series, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = series.indicator.unit_of_measure
        self.fields["value"] = NumberField(label=_("Target, in %s") % unit, unit=unit)
        self.fields["by"] = DayField(label=_("By"))
        self.fields["objective"] = forms.ModelChoiceField(
            label=_("For the objective"), required=False, queryset=live_objectives(person)
        )


class BaselineForm(forms.Form):
    """The span of values that shows what is usual here, and why."""

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"] = PeriodField(label=_("From"), indicator=series.indicator)
        self.fields["last"] = PeriodField(label=_("To"), indicator=series.indicator)
        self.fields["left_out"] = DaysField(
            label=_("Leave out"), required=False,
            help_text=_("Periods with a known cause of their own, as dates with spaces between: 2013-02-04 2013-02-11"),
        )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("Why are these values the usual ones?"), max_length=300, widget=Lines(2)
        )


class DaysField(forms.CharField):
    """Some dates with spaces or commas between; gives a list."""

    def clean(self, value: Any) -> Any:
        """The dates, each once."""
        one = forms.DateField()
        return sorted({one.clean(part) for part in str(super().clean(value)).replace(",", " ").split()})


class ExplainForm(forms.Form):
    """A signal with a known cause."""

    explanation = forms.CharField(
        label=_("What is the cause?"), max_length=4_000, widget=Lines(3),
        help_text=_("For a change whose cause is known and needs no further work. It stays with the signal for ever."),
    )  # fmt: skip


class OpenIssueForm(forms.Form):
    """Work on a signal as an issue."""

    title = forms.CharField(label=_("What is wrong, or what helped?"), max_length=200)
    owner = PersonField(label=_("Who works on it"))
    due = DayField(label=_("By when"))
    severity = forms.ChoiceField(label=_("How bad"), choices=Severity.choices, initial=Severity.SERIOUS)
    details = forms.CharField(label=_("What is known"), required=False, max_length=10_000, widget=Lines(3))

    @staticmethod
    def about(signal: Signal) -> dict[str, Any]:
        """What the signal says already."""
        return {"title": signal.title, "owner": signal.owner_id}


class SourceForm(forms.Form):
    """A file and a query that yield measurements."""

    name = forms.CharField(label=_("Name"), max_length=120)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=None,
        help_text=_("Values come in for this unit and all below it."),
    )  # fmt: skip
    owner = PersonField(label=_("Owner"), help_text=_("Who is asked when it fails."))
    path = forms.CharField(
        label=_("File"), max_length=300,
        help_text=_("CSV, Parquet or XLSX in the folder for sources, by its name there."),
    )  # fmt: skip
    sql = forms.CharField(
        label=_("Query"),
        max_length=20_000,
        widget=Lines(12, {"spellcheck": "false", "class": "code"}),
    )
    every_hours = forms.IntegerField(
        label=_("Refresh every … hours"), required=False, min_value=1, max_value=24 * 366,
        help_text=_("Empty: only when somebody asks for it."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(person, Right.DEFINE)  # type: ignore[attr-defined]

    @staticmethod
    def of(source: Source) -> dict[str, Any]:
        """The stored source as the form's first values."""
        return {name: getattr(source, name) for name in ("name", "unit", "owner", "path", "sql", "every_hours")}
