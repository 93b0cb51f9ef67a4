"""What people fill in to decide, to carry out, and to judge."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Direction, Series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import people, units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.records.queries import find
from pilothouse.reviews.operations import Forecast, PlannedAction
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import NumberField
from pilothouse.web.reviews.forms import DayField, person_field

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


class CarriedForm(forms.Form):
    """What was decided is carried out."""

    on = DayField(label=_("Since when?"))
    note = forms.CharField(
        label=_("How, in a line"), max_length=2_000, required=False, widget=Lines(2),
        help_text=_("What is different from now on, or what came otherwise than decided."),
    )  # fmt: skip


class ResumeForm(forms.Form):
    """It is not carried out after all."""

    why = forms.CharField(label=_("Why"), max_length=300)


class JudgeForm(forms.Form):
    """One line about a verdict; of one that is too early also when it is asked for again, and whether it ever can be
    told. `shown` is what the numbers said on the page: it is for that alone that the line was written.
    """

    note = forms.CharField(label=_("What we make of it"), max_length=2_000, widget=Lines(2))
    until = DayField(label=_("Ask again only on"), required=False)
    untellable = forms.BooleanField(
        label=_("No more values will come that could tell"), required=False, widget=forms.CheckboxInput
    )
    shown = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)


def grouped(series: Iterable[Series], near: Sequence[Series] = ()) -> list[tuple[Any, Any]]:
    """Choices of series: those that are `near` to what is decided about first, the others by their indicator; each
    with its unit of measure.
    """
    first = {one.pk: _measured(one) for one in near}
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in series:
        if one.pk not in first:
            groups.setdefault(one.indicator.title, []).append((one.pk, _measured(one)))
    own = [(_("Where it shows"), list(first.items()))] if first else []
    return [("", _("– no forecast –")), *own, *sorted(groups.items())]


def _measured(series: Series) -> str:
    return f"{series} ({series.indicator.unit_of_measure})"


class DecisionForm(forms.Form):
    """A decision with its forecast and the actions it brings; series `near` to it stand first."""

    title = forms.CharField(
        label=_("What do we decide?"), max_length=200,
        error_messages={"required": _("Say what is decided, in one line.")},
    )  # fmt: skip
    choice = forms.CharField(
        label=_("In detail"), max_length=4_000, required=False, widget=Lines(2),
        help_text=_("Only where the line above does not say it all."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=4_000, widget=Lines(2),
        error_messages={"required": _("Say why: the reason is kept with the decision.")},
    )  # fmt: skip
    owner = person_field(_("Owner"), missing=_("Say who answers for it: a decision has one owner."))
    due = DayField(
        label=_("Carried out by"),
        error_messages={"required": _("Say by when it is carried out: a decision has a date.")},
    )  # fmt: skip
    options = forms.CharField(
        label=_("Options considered"), max_length=4_000, required=False, widget=Lines(2), help_text=_("One a line.")
    )
    dissent = forms.CharField(
        label=_("Dissent"),
        max_length=2_000,
        required=False,
        widget=Lines(2),
        help_text=_("Who saw it otherwise, and why."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(),
        error_messages={"required": _("Say for which unit it is decided.")},
    )  # fmt: skip
    rests_on = forms.ModelMultipleChoiceField(
        label=_("Series it rests on"), queryset=Series.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Kept as it stands now, with its limits and changes. The series of the forecast, what the decision "
                    "is about and the series behind that are kept anyway."),
    )  # fmt: skip
    records = forms.CharField(
        label=_("Records it rests on"), max_length=400, required=False,
        help_text=_("Their numbers, such as ISS-0012, SIG-0003."),
    )  # fmt: skip
    series = forms.ModelChoiceField(label=_("We expect that"), queryset=Series.objects.none(), required=False)
    direction = forms.ChoiceField(
        label=_("will"), choices=[("up", _("rise by")), ("down", _("fall by"))], required=False
    )
    size = NumberField(
        label=_("how much"), min_value=0, required=False,
        help_text=_("In the unit of measure that stands behind the series."),
    )  # fmt: skip
    margin = NumberField(
        label=_("Smallest effect that matters"), min_value=0, required=False,
        help_text=_("In the same unit, if you like. What surely changed by less than this is told as “no change”. With "
                    "0 above (it will not suffer): the smallest harm that matters; it comes true when that is ruled "
                    "out."),
        error_messages={
            "invalid": _("Give the smallest effect that matters as a number."),
            "min_value": _("The smallest effect that matters is more than nothing."),
        },
    )  # fmt: skip
    by = DayField(label=_("Verdict on"), required=False)
    effect_from = DayField(label=_("Takes effect"), required=False, help_text=_("Left empty: when it is carried out."))
    confidence = forms.IntegerField(label=_("How sure, in %"), min_value=1, max_value=99, required=False)

    def __init__(
        self, *args: Any, person: Person, near: Sequence[Series] = (), today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        units = [unit.pk for unit in units_where(person, Right.DECIDE)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)  # type: ignore[attr-defined]
        series = Series.objects.seen_by(person).filter(ended_on=None).select_related("indicator", "unit")
        self.fields["series"].queryset = series  # type: ignore[attr-defined]
        self.fields["series"].choices = grouped(series, near)  # type: ignore[attr-defined]
        self.fields["rests_on"].queryset = series  # type: ignore[attr-defined]
        self.fields["rests_on"].choices = grouped(series, near)[1:]  # type: ignore[attr-defined]
        self.person = person
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
        elif (
            any(given.get(name) is not None for name in (*MISSING_OF_FORECAST, "margin"))
            and "series" not in self.errors
        ):
            self.add_error("series", _("Say on which series the effect will show."))
        for row in range(1, ACTION_ROWS + 1):
            self._whole_action(row)
        self._days_in_order(given)
        return given

    def _days_in_order(self, given: dict[str, Any]) -> None:
        """Days that cannot be are named at once, together with what is missing elsewhere."""
        due, by = given.get("due"), given.get("by")
        if due and self.today and due < self.today:
            self.add_error("due", _("This day has passed already."))
        if due and by and by < due:
            self.add_error("by", _("The verdict comes when it is carried out, not before."))

    def _whole_action(self, row: int) -> None:
        missing = {f"{name}_{row}": words for name, words in MISSING_OF_ACTION.items()}
        if any(self.cleaned_data.get(name) for name in missing):
            for name, words in missing.items():
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, words)

    def clean_records(self) -> list[Record]:
        """The records behind the numbers; one that this person does not see is told like one that does not exist."""
        codes = [code for code in re.split(r"[\s,;]+", self.cleaned_data["records"]) if code]
        found = {code: find(self.person, code) for code in codes}
        if missing := [code for code, record in found.items() if record is None]:
            raise forms.ValidationError(_("There is no record %(codes)s."), params={"codes": ", ".join(missing)})
        return [record for record in found.values() if record is not None]

    def values(self) -> dict[str, Any]:
        """What `decide` takes, from the form."""
        given = self.cleaned_data
        names = ("title", "reason", "owner", "due", "options", "dissent", "unit")
        values = {name: given[name] for name in names}
        values["choice"] = given["choice"] or given["title"]
        values["forecast"] = self._forecast()
        values["evidence"] = [*given["rests_on"], *given["records"]]
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
            margin=given["margin"],
        )  # fmt: skip
