"""What people fill in to plan, hold and close a review, to decide and to judge."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Direction, Series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import people, units_where
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Attendance, Presence
from pilothouse.reviews.operations import Forecast, PlannedAction

ACTION_ROWS = 3
# What is said where a part of a forecast or an action is missing, by the name of its field.
MISSING_OF_FORECAST = {
    "size": _("Say by how much: a forecast has a size."),
    "by": _("Say on which day forecast and fact are compared."),
    "confidence": _("Say how sure you are, from 1 to 99 %."),
}
MISSING_OF_ACTION = {
    "todo": _("Say what is to be done."),
    "who": _("Say who does it."),
    "when": _("Say by when it is done."),
}


class DayField(forms.DateField):
    """A date, by the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def lines(rows: int = 2) -> forms.Textarea:
    """A text of a few lines."""
    return forms.Textarea(attrs={"rows": rows})


def person_field(label: Any, *, required: bool = True, missing: Any = "") -> "forms.ModelChoiceField[Person]":
    """One of the people who work here; `missing` is what is said where nobody is named."""
    words = {"required": missing} if missing else {}
    return forms.ModelChoiceField(queryset=people(), label=label, required=required, error_messages=words)


class PlanForm(forms.Form):
    """Call a review."""

    title = forms.CharField(label=_("Which meeting"), max_length=200)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    on = DayField(label=_("Date"))
    since = DayField(label=_("Looks back to"), help_text=_("Usually the day of the last review."))
    owner = person_field(_("Chair"))
    attendees = forms.ModelMultipleChoiceField(
        label=_("Who takes part"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [unit.pk for unit in units_where(person, Right.PREPARE)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["attendees"].queryset = people()  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """Who is there: one row for each person invited."""

    def __init__(self, *args: Any, rows: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        everybody = [(None, "–"), *((person.pk, str(person)) for person in people())]
        words = [(choice.value, choice.label) for choice in Presence if choice != Presence.INVITED]
        for row in self.rows:
            known = row.presence if row.presence != Presence.INVITED else Presence.PRESENT
            self.fields[f"presence_{row.person_id}"] = forms.ChoiceField(
                label=str(row.person), choices=words, initial=known, widget=forms.RadioSelect
            )
            self.fields[f"delegate_{row.person_id}"] = forms.TypedChoiceField(
                label=_("Sent"),
                choices=everybody,
                initial=row.delegate_id,
                required=False,
                coerce=int,
                empty_value=None,
            )
        self.fields["also"] = forms.ModelMultipleChoiceField(
            label=_("Came without being invited"), required=False, widget=forms.CheckboxSelectMultiple,
            queryset=people().exclude(pk__in=[row.person_id for row in self.rows]),
        )  # fmt: skip

    def lines(self) -> list[dict[str, Any]]:
        """Name and fields of each row."""
        return [
            {"person": row.person, "presence": self[f"presence_{row.person_id}"],
             "delegate": self[f"delegate_{row.person_id}"]}
            for row in self.rows
        ]  # fmt: skip

    def presences(self) -> dict[int, tuple[Presence, int | None]]:
        """As the operation takes it. Somebody named as sent by a person who is there or missing is left out."""
        found: dict[int, tuple[Presence, int | None]] = {}
        for row in self.rows:
            presence = Presence(self.cleaned_data[f"presence_{row.person_id}"])
            sent = self.cleaned_data[f"delegate_{row.person_id}"] if presence == Presence.DELEGATED else None
            found[row.person_id] = (presence, sent)
        for person in self.cleaned_data["also"]:
            found[person.pk] = (Presence.PRESENT, None)
        return found


class MinuteForm(forms.Form):
    """What was said about an item."""

    minute = forms.CharField(label=_("Minute"), max_length=4_000, required=False, widget=lines())


class ActionForm(forms.Form):
    """An action agreed in the meeting."""

    title = forms.CharField(label=_("What to do"), max_length=200)
    owner = person_field(_("Who"))
    due = DayField(label=_("By when"))


class CloseForm(forms.Form):
    """The end of a meeting."""

    summary = forms.CharField(label=_("What the meeting concluded"), max_length=10_000, widget=lines(3))


class CancelForm(forms.Form):
    """Calling a review off."""

    why = forms.CharField(label=_("Why"), max_length=300)


class CarriedForm(forms.Form):
    """What was decided is carried out."""

    on = DayField(label=_("Since when?"))
    note = forms.CharField(
        label=_("How, in a line"), max_length=2_000, required=False, widget=lines(),
        help_text=_("What is different from now on, or what came otherwise than decided."),
    )  # fmt: skip


class ResumeForm(forms.Form):
    """It is not carried out after all."""

    why = forms.CharField(label=_("Why"), max_length=300)


class JudgeForm(forms.Form):
    """One line about a verdict."""

    note = forms.CharField(label=_("What we make of it"), max_length=2_000, widget=lines())
    untellable = forms.BooleanField(
        label=_("No more values will come that could tell"), required=False, widget=forms.CheckboxInput
    )


def grouped(series: Iterable[Series]) -> list[tuple[Any, Any]]:
    """Choices of series, those of one indicator together."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in series:
        groups.setdefault(one.indicator.title, []).append((one.pk, str(one)))
    return [("", _("– no forecast –")), *sorted(groups.items())]


class DecisionForm(forms.Form):
    """A decision with its forecast and the actions it brings."""

    title = forms.CharField(
        label=_("What do we decide?"), max_length=200,
        error_messages={"required": _("Say what is decided, in one line.")},
    )  # fmt: skip
    choice = forms.CharField(
        label=_("In detail"), max_length=4_000, required=False, widget=lines(),
        help_text=_("Only where the line above does not say it all."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=4_000, widget=lines(),
        error_messages={"required": _("Say why: the reason is kept with the decision.")},
    )  # fmt: skip
    owner = person_field(_("Owner"), missing=_("Say who answers for it: a decision has one owner."))
    due = DayField(
        label=_("Carried out by"),
        error_messages={"required": _("Say by when it is carried out: a decision has a date.")},
    )  # fmt: skip
    options = forms.CharField(
        label=_("Options considered"), max_length=4_000, required=False, widget=lines(), help_text=_("One a line.")
    )
    dissent = forms.CharField(
        label=_("Dissent"),
        max_length=2_000,
        required=False,
        widget=lines(),
        help_text=_("Who saw it otherwise, and why."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(),
        error_messages={"required": _("Say for which unit it is decided.")},
    )  # fmt: skip
    series = forms.ModelChoiceField(label=_("We expect that"), queryset=Series.objects.none(), required=False)
    direction = forms.ChoiceField(
        label=_("will"), choices=[("up", _("rise by")), ("down", _("fall by"))], required=False
    )
    size = forms.FloatField(label=_("how much"), min_value=0, required=False)
    by = DayField(label=_("Verdict on"), required=False)
    effect_from = DayField(label=_("Takes effect"), required=False, help_text=_("Left empty: when it is carried out."))
    confidence = forms.IntegerField(label=_("How sure, in %"), min_value=1, max_value=99, required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [unit.pk for unit in units_where(person, Right.DECIDE)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)  # type: ignore[attr-defined]
        series = Series.objects.seen_by(person).filter(ended_on=None).select_related("indicator", "unit")
        self.fields["series"].queryset = series  # type: ignore[attr-defined]
        self.fields["series"].choices = grouped(series)  # type: ignore[attr-defined]
        everybody = [("", "–"), *((one.pk, str(one)) for one in people())]
        self.fields["owner"].choices = everybody  # type: ignore[attr-defined]
        for row in range(1, ACTION_ROWS + 1):
            self.fields[f"todo_{row}"] = forms.CharField(label=_("What to do"), max_length=200, required=False)
            self.fields[f"who_{row}"] = person_field(_("Who"), required=False)
            self.fields[f"who_{row}"].choices = everybody  # type: ignore[attr-defined]
            self.fields[f"when_{row}"] = DayField(label=_("By when"), required=False)

    def action_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each action."""
        rows = range(1, ACTION_ROWS + 1)
        return [(self[f"todo_{row}"], self[f"who_{row}"], self[f"when_{row}"]) for row in rows]

    def clean(self) -> dict[str, Any]:
        """A forecast is whole or absent, and so is each action."""
        given = super().clean() or self.cleaned_data
        if given.get("series"):
            for name, words in MISSING_OF_FORECAST.items():
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, words)
        elif any(given.get(name) is not None for name in MISSING_OF_FORECAST) and "series" not in self.errors:
            self.add_error("series", _("Say on which series the effect will show."))
        for row in range(1, ACTION_ROWS + 1):
            self._whole_action(row)
        return given

    def _whole_action(self, row: int) -> None:
        missing = {f"{name}_{row}": words for name, words in MISSING_OF_ACTION.items()}
        if any(self.cleaned_data.get(name) for name in missing):
            for name, words in missing.items():
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, words)

    def values(self) -> dict[str, Any]:
        """What `decide` takes, from the form."""
        given = self.cleaned_data
        names = ("title", "reason", "owner", "due", "options", "dissent", "unit")
        values = {name: given[name] for name in names}
        values["choice"] = given["choice"] or given["title"]
        values["forecast"] = self._forecast()
        values["actions"] = [
            PlannedAction(given[f"todo_{row}"], given[f"who_{row}"], given[f"when_{row}"])
            for row in range(1, ACTION_ROWS + 1)
            if given[f"todo_{row}"]
        ]
        return values

    def _forecast(self) -> Forecast | None:
        given = self.cleaned_data
        if not given["series"]:
            return None
        effect_from: date | None = given["effect_from"]
        return Forecast(
            series=given["series"], direction=Direction(given["direction"] or "up"), size=given["size"],
            by=given["by"], confidence=given["confidence"], effect_from=effect_from,
        )  # fmt: skip
