"""What people fill in to define processes and to agree hand-overs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Part, Process
from pilothouse.processes.queries import live_processes
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import PersonField


class ProcessForm(forms.Form):
    """What a process is, and where it stands on the map."""

    title = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("A verb and a noun: “Turn an aircraft round”.")
    )
    purpose = forms.CharField(
        label=_("Purpose"), max_length=2_000, widget=Lines(3),
        help_text=_("What comes of it, for whom: one or two sentences."),
    )  # fmt: skip
    owner = PersonField(label=_("Owner"), help_text=_("The one person answerable."))
    part = forms.ChoiceField(
        label=_("Part of the map"), choices=Part.choices, initial=Part.CORE,
        help_text=_("Core processes serve customers; leading ones steer them, supporting ones help them."),
    )  # fmt: skip
    position = forms.IntegerField(
        label=_("Place in its row"), min_value=0, max_value=999, required=False,
        help_text=_("Counted from the left. Left empty: the last one."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """As the operations take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class NewProcessForm(ProcessForm):
    """A new process with its home."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    field_order = ["title", "purpose", "unit", "owner"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [unit.pk for unit in units_where(person, Right.DEFINE)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


class EditProcessForm(ProcessForm):
    """A process as it stands, with the version it was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = True
        self.fields["position"].help_text = _("Counted from the left.")

    @staticmethod
    def of(process: Process) -> dict[str, Any]:
        """The stored values as the form's first ones."""
        names = ("title", "purpose", "owner", "part", "position", "version")
        return {name: getattr(process, name) for name in names}


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=Lines(2))
    version = forms.IntegerField(widget=forms.HiddenInput)


class HandoverForm(forms.Form):
    """What one process gives another; an open end is the world outside."""

    giver = forms.ModelChoiceField(
        label=_("Who gives it"), queryset=Process.objects.none(), required=False, empty_label=_("the customer’s need"),
    )  # fmt: skip
    what = forms.CharField(label=_("What is handed over"), max_length=120)
    taker = forms.ModelChoiceField(
        label=_("Who takes it"), queryset=Process.objects.none(), required=False,
        empty_label=_("the customer, who is served"),
    )  # fmt: skip
    agreed = forms.CharField(
        label=_("What good looks like"), max_length=1_000, required=False, widget=Lines(3),
        help_text=_("By when, how complete, in which shape: what both sides rely on."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "taker"):
            self.fields[name].queryset = live_processes(person)  # type: ignore[attr-defined]


class HandoverWordsForm(forms.Form):
    """The words of a hand-over; its two ends stay."""

    what = forms.CharField(label=_("What is handed over"), max_length=120)
    agreed = forms.CharField(
        label=_("What good looks like"), max_length=1_000, required=False, widget=Lines(3)
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndHandoverForm(forms.Form):
    """Why a hand-over ends."""

    why = forms.CharField(label=_("Why"), max_length=300, required=False)
