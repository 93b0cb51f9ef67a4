"""What people fill in on any record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import people
from pilothouse.web.kit.widgets import Lines, Upload


class NoteForm(forms.Form):
    """A remark."""

    text = forms.CharField(label=_("Note"), max_length=10_000, help_text=_("Markdown is understood."), widget=Lines(4))


class FileForm(forms.Form):
    """A file to keep."""

    file = Upload(label=_("File"), help_text=_("PDF, image, office document, CSV or text; at most 10 MB."))


class LinkForm(forms.Form):
    """Another record, by its number."""

    other = forms.CharField(label=_("Number of the other record"), max_length=20, widget=forms.TextInput({"size": 12}))
    reason = forms.CharField(label=_("Why they belong together"), max_length=200, required=False)


class UnlinkForm(forms.Form):
    """Why two records are not linked any more."""

    why = forms.CharField(
        label=_("Why they do not belong together"), max_length=200,
        help_text=_("The link goes; why is kept as a note on the record."),
    )  # fmt: skip


class Versioned(forms.Form):
    """A form that changes a record as it stood when the form was filled."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class HandOverForm(Versioned):
    """The new owner."""

    owner = forms.ModelChoiceField(label=_("New owner"), queryset=Person.objects.none())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = people()  # type: ignore[attr-defined]


class AcceptForm(Versioned):
    """By when who takes it over promises it."""

    until = forms.DateField(
        label=_("Promised for"), widget=forms.DateInput({"type": "date"}),
        help_text=_("It becomes yours. The date first promised stays visible."),
    )  # fmt: skip


class DeclineForm(forms.Form):
    """Why it stays with whom it was."""

    reason = forms.CharField(
        label=_("Why it stays where it is"), max_length=500, widget=Lines(3),
        help_text=_("Whoever it stays with reads this. It climbs no further before the next time limit."),
    )  # fmt: skip


class MoveDueForm(Versioned):
    """Another date, and why."""

    due = forms.DateField(label=_("New date"), widget=forms.DateInput({"type": "date"}))
    why = forms.CharField(
        label=_("Why the date moves"), max_length=500, help_text=_("The date first promised stays visible.")
    )
