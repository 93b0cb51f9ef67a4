"""What top management fills in to sign a pack."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.reviews.models import Rating
from pilothouse.web.kit.widgets import Lines


class SignForm(forms.Form):
    """The conclusion of 9.3.1 in four ratings, and one's password once more. `prove` says whether it is one's own."""

    suitable = forms.ChoiceField(label=_("Is the system suitable for what we do?"), choices=Rating.choices)
    adequate = forms.ChoiceField(label=_("Is it adequate: is all of it there?"), choices=Rating.choices)
    effective = forms.ChoiceField(label=_("Is it effective: does it reach its results?"), choices=Rating.choices)
    aligned = forms.ChoiceField(label=_("Is it in line with where we are going?"), choices=Rating.choices)
    note = forms.CharField(label=_("In one line"), max_length=1_000, widget=Lines(2), required=False,
                           help_text=_("Needed where an answer is not yes."))  # fmt: skip
    password = forms.CharField(
        label=_("Your password"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, prove: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prove = prove

    def clean_password(self) -> str:
        """Only whoever knows it signs."""
        password: str = self.cleaned_data["password"]
        if not self.prove(password):
            raise forms.ValidationError(_("This is not your password."))
        return password
