"""What top management fills in to sign a pack."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pilothouse.reviews.models import Decision, Rating
from pilothouse.web.improvement.fields import words
from pilothouse.web.kit.widgets import Lines

QUESTIONS = ("suitable", "adequate", "effective", "aligned")
_ANSWER = {"required": _("Say yes, partly or no: nobody answers for you.")}


class SignForm(forms.Form):
    """The conclusion of 9.3.1 in four ratings, none of them chosen beforehand, and one's password once more. `prove`
    says whether it is one's own; `decisions` are those of the meeting.
    """

    suitable = words(Rating.choices, label=_("Is the system suitable for what we do?"), error_messages=_ANSWER)
    adequate = words(Rating.choices, label=_("Is it adequate: is all of it there?"), error_messages=_ANSWER)
    effective = words(Rating.choices, label=_("Is it effective: does it reach its results?"), error_messages=_ANSWER)
    aligned = words(Rating.choices, label=_("Is it in line with where we are going?"), error_messages=_ANSWER)
    decisions = forms.ModelMultipleChoiceField(
        label=_("Where an answer is not yes: which decisions change it?"), queryset=Decision.objects.none(),
        required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Those of this meeting. Others by their number in the line below."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("In one line"), max_length=800, widget=Lines(2), required=False,
        help_text=_("Where an answer is not yes: what is missing, or why nothing was decided."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Your password"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, prove: Callable[[str], bool], decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prove = prove
        if decisions.exists():
            self.fields["decisions"].queryset = decisions  # type: ignore[attr-defined]
        else:
            del self.fields["decisions"]

    def clean_password(self) -> str:
        """Only whoever knows it signs."""
        password: str = self.cleaned_data["password"]
        if not self.prove(password):
            raise forms.ValidationError(_("This is not your password."))
        return password

    def clean(self) -> dict[str, Any]:
        """An answer that is not yes names what was decided about it, or says why nothing was."""
        given = super().clean() or self.cleaned_data
        doubts = any(given.get(name) not in (None, Rating.YES) for name in QUESTIONS)
        if doubts and not given.get("decisions") and not given.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say which decision changes what is not yes, or in a line why there is none."))
        return given

    def values(self) -> dict[str, Any]:
        """As the operation takes them: the decisions stand at the head of the line."""
        given = self.cleaned_data
        named = ", ".join(one.code for one in given.get("decisions") or ())
        note = f"{named}. {given['note']}".rstrip(" ") if named else given["note"]
        return {name: given[name] for name in QUESTIONS} | {"note": note}
