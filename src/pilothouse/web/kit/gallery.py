"""The gallery: every component in every state on one page, with made-up rows and no database."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pilothouse.web.kit import gallery_samples as samples
from pilothouse.web.kit.pages import Page
from pilothouse.web.kit.widgets import Lines, Upload


class SampleForm(forms.Form):
    """One field of each kind."""

    what = forms.CharField(
        label=_("What happened?"),
        help_text=_("One sentence is enough."),
        widget=Lines(3),
    )
    where = forms.ChoiceField(label=_("Where?"), choices=[("lga", "LGA"), ("jfk", "JFK"), ("ewr", "EWR")])
    how_bad = forms.ChoiceField(
        label=_("How bad?"),
        choices=[("note", _("A nuisance")), ("harm", _("It hurts")), ("stop", _("It stops us"))],
        widget=forms.RadioSelect(attrs={"class": "words"}),
    )
    photo = Upload(label=_("Photo"), required=False)
    by = forms.DateField(label=_("By when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    share = forms.FloatField(label=_("Value"), required=False, help_text=_("In per cent, at most 15 digits."))
    sure = forms.BooleanField(label=_("I have looked at the chart"), required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class SentenceForm(forms.Form):
    """The words of a filter."""

    state = forms.ChoiceField(label=_("State"), choices=[("open", _("open")), ("all", _("all"))], required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("lga", "LGA"), ("", _("any unit"))], required=False)
    text = forms.CharField(label=_("Text"), required=False, max_length=80)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state: look here before making a new one; the tests look here too."""
    values = samples.everything()
    values |= {
        "form": SampleForm(),
        "wrong_form": SampleForm({"what": "", "where": "moon", "how_bad": "", "share": "ninety"}),
        "sentence": SentenceForm({"state": "open", "unit": "lga"}),
        "page": Page(samples.ROWS, number=2, size=len(samples.ROWS), more=True, total=1000, capped=True),
        "first_page": Page(samples.ROWS, more=True, size=len(samples.ROWS)),
    }
    return render(request, "kit/gallery.html", values)
