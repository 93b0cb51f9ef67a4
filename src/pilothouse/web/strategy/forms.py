"""What people fill in to say where the organisation is going."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Indicator, Series, Target
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.strategy.models import Objective, Policy, Theme
from pilothouse.strategy.queries import live_objectives, live_themes
from pilothouse.strategy.states import OBJECTIVE
from pilothouse.web.improvement.fields import smallest_field
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import DayField, NumberField, PersonField


def units_for(person: Person, right: Right) -> Any:
    """Units in which the person holds a right."""
    return Unit.objects.filter(pk__in=[unit.pk for unit in units_where(person, right)])


class InUnitForm(forms.Form):
    """Something new with its home and owner; `RIGHT` says in which units it may begin."""

    RIGHT = Right.DEFINE

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    owner = PersonField(label=_("Owner"), help_text=_("The one person answerable."))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(person, self.RIGHT)  # type: ignore[attr-defined]


class PolicyForm(InUnitForm):
    """The intentions of top management."""

    RIGHT = Right.DECIDE

    title = forms.CharField(label=_("In one line"), max_length=200)
    text = forms.CharField(
        label=_("The policy"), max_length=10_000, widget=Lines(8),
        help_text=_("What customers can rely on, what is never traded away, how we mean to get better."),
    )  # fmt: skip
    field_order = ["title", "text", "unit", "owner"]

    # Which policy was read while this one was written, and in which version.
    replaces = forms.ModelChoiceField(queryset=Policy.objects.all(), required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"replaces", "version"}}


class ThemeForm(forms.Form):
    """A strategic strand."""

    title = forms.CharField(label=_("Theme"), max_length=200)
    text = forms.CharField(label=_("What it means"), max_length=2_000, required=False, widget=Lines(3))


class NewThemeForm(InUnitForm, ThemeForm):
    """A new strand with its home and owner."""

    field_order = ["title", "text", "unit", "owner"]


class EditThemeForm(ThemeForm):
    """A strand as it stands, with the version it was read in."""

    owner = PersonField(label=_("Owner"))
    position = forms.IntegerField(label=_("Place among the themes"), min_value=0, max_value=999)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ObjectiveForm(forms.Form):
    """A result to be achieved."""

    title = forms.CharField(
        label=_("Result to be achieved"), max_length=200,
        help_text=_("A state of affairs, not an activity: “Passengers leave when we said”."),
    )  # fmt: skip
    due = DayField(label=_("By"))
    serves = forms.ModelChoiceField(
        label=_("Serves the objective"),
        queryset=Objective.objects.none(),
        required=False,
        empty_label=_("none above it"),
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False,
        empty_label=_("that of the objective it serves, or none"),
    )  # fmt: skip
    why = forms.CharField(label=_("Why it matters"), max_length=2_000, required=False, widget=Lines(3))

    def __init__(self, *args: Any, person: Person, apart_from: Objective | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = live_objectives(person)
        if apart_from is not None:
            others = others.exclude(pk=apart_from.pk)
        self.fields["serves"].queryset = others  # type: ignore[attr-defined]
        self.fields["theme"].queryset = live_themes(person)  # type: ignore[attr-defined]


class NewObjectiveForm(ObjectiveForm):
    """A new result with its home and owner."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    owner = PersonField(label=_("Owner"), help_text=_("The one person answerable."))
    field_order = ["title", "due", "unit", "owner"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["unit"].queryset = units_for(person, Right.DEFINE)  # type: ignore[attr-defined]


class EditObjectiveForm(ObjectiveForm):
    """A result as it stands; moving its date asks for a reason."""

    owner = PersonField(label=_("Owner"))
    reason = forms.CharField(
        label=_("Why the date moves"), max_length=500, required=False,
        help_text=_("Only where it does. The date first promised stays visible."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["title", "owner", "due", "reason"]


class EndForm(forms.Form):
    """How an objective ended, and what it taught."""

    step = forms.ChoiceField(
        label=_("How it ended"),
        widget=forms.RadioSelect,
        choices=[(step.name, step.label) for step in OBJECTIVE.life.steps],
    )
    reason = forms.CharField(label=_("What shows it, and what we take from it"), max_length=2_000, widget=Lines(3))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=Lines(2))
    version = forms.IntegerField(widget=forms.HiddenInput)


def grouped(series: Iterable[Series]) -> list[tuple[Any, Any]]:
    """Choices of series, those of one indicator together."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in series:
        label = f"{one.indicator.title}, {one.indicator.unit_of_measure}"
        groups.setdefault(label, []).append((one.pk, f"{one.unit.name} · {one.label}" if one.label else one.unit.name))
    return list(groups.items())


class TargetForm(forms.Form):
    """A wanted value of a series by a day."""

    series = forms.ModelChoiceField(label=_("Series"), queryset=Series.objects.none())
    value = NumberField(label=_("Target"), help_text=_("In the unit of measure the series is shown in."))
    by = DayField(label=_("By"))

    def __init__(self, *args: Any, series: Any, due: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].initial = due
        self.fields["series"].queryset = series  # type: ignore[attr-defined]
        self.fields["series"].choices = [("", "–"), *grouped(series)]  # type: ignore[attr-defined]


class BearForm(forms.Form):
    """Bear knowingly that a target is not met, until a day."""

    target = forms.ModelChoiceField(label=_("Which target"), queryset=Target.objects.none(), empty_label=None)
    reason = forms.CharField(
        label=_("Why is it borne?"), max_length=600, widget=Lines(3),
        help_text=_("What would it cost to change it, and why is that not worth it, or not yet?"),
    )  # fmt: skip
    until = DayField(label=_("Ask again on"), help_text=_("On the target's date at the latest."))

    def __init__(self, *args: Any, targets: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.fields["target"]
        found.queryset = Target.objects.filter(pk__in=[one.pk for one in targets])  # type: ignore[attr-defined]
        found.choices = [(one.pk, str(one.series)) for one in targets]  # type: ignore[attr-defined]
        if len(targets) == 1:
            found.widget = forms.HiddenInput()
            found.initial = targets[0].pk


class MeasureForm(forms.Form):
    """The indicator that tells about the objective."""

    indicator = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(),
        help_text=_("Which number would tell us that we are getting there?"),
    )  # fmt: skip

    def __init__(self, *args: Any, indicators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]


class InitiativeForm(forms.Form):
    """An action that is to bring the objective nearer."""

    title = forms.CharField(label=_("What to do"), max_length=200)
    owner = PersonField(label=_("Who"))
    due = DayField(label=_("By when"))
    details = forms.CharField(label=_("In detail"), max_length=4_000, required=False, widget=Lines(3))
    series = forms.ModelChoiceField(
        label=_("Which series it is to move"), queryset=Series.objects.none(), required=False,
        help_text=_("Named, its effect is verified on that series once it is done."),
    )  # fmt: skip

    def __init__(self, *args: Any, series: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series  # type: ignore[attr-defined]
        self.fields["series"].choices = [("", "–"), *grouped(series)]  # type: ignore[attr-defined]
        self.fields["smallest"] = smallest_field()


class ServeForm(forms.Form):
    """The objective that something serves."""

    objective = forms.ModelChoiceField(label=_("Objective"), queryset=Objective.objects.none())
    reason = forms.CharField(label=_("How it brings it nearer"), max_length=200, required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = live_objectives(person)  # type: ignore[attr-defined]
