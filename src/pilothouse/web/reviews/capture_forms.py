"""What a captured line is checked in: an action or a decision, and which of several people or days was meant."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.queries import people
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.reviews.forms import DayField, person_field

# Each question that a line leaves open, the field that its answer stands in, and what that is called beside it.
MEANT = {"who_is_meant": ("owner", _("Somebody else")), "which_day": ("due", _("Another day"))}
OTHER = "other"


def one_of(label: Any, meant: Mapping[str, Any], told: Iterable[tuple[str, str]], other: Any) -> forms.TypedChoiceField:
    """One click for each thing that may be `meant`, or for another one that stands in the field below (None)."""
    return forms.TypedChoiceField(
        label=label, choices=[*told, (OTHER, other)], coerce=meant.get, empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "words"}), error_messages={"required": _("Say which.")},
    )  # fmt: skip


def which_person(likely: Sequence[int]) -> forms.TypedChoiceField:
    """Who of several is meant."""
    meant = {str(person.pk): person for person in people().filter(pk__in=likely)}
    told = [(key, person.name) for key, person in meant.items()]
    return one_of(_("Who is meant?"), meant, told, _("somebody else, chosen below"))


def which_day(days: Sequence[date]) -> forms.TypedChoiceField:
    """Which of several days is meant."""
    meant = {day.isoformat(): day for day in days}
    told = [(key, date_format(day, "D j M Y")) for key, day in meant.items()]
    return one_of(_("Which day is meant?"), meant, told, _("another day, given below"))


class ActionForm(forms.Form):
    """An action agreed in the meeting. Where a line may mean several (`likely`, `days`), a click says which."""

    title = forms.CharField(label=_("What to do"), max_length=200)
    owner = person_field(_("Who"), missing=_("Say who."))
    due = DayField(label=_("By when"), error_messages={"required": _("Say by when.")})

    def __init__(self, *args: Any, likely: Sequence[int] = (), days: Sequence[date] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if likely:
            self.fields["who_is_meant"] = which_person(likely)
        if days:
            self.fields["which_day"] = which_day(days)
        self.order_fields(["title", "reason", *MEANT, "owner", "due"])
        for asked in self._asked():
            field, label = MEANT[asked]
            self.fields[field].required, self.fields[field].label = self.data.get(asked) == OTHER, label

    def _asked(self) -> list[str]:
        return [asked for asked in MEANT if asked in self.fields]

    @property
    def meant(self) -> list[forms.BoundField]:
        """The questions that the line left open."""
        return [self[asked] for asked in self._asked()]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for asked in self._asked():
            field, _label = MEANT[asked]
            clicked, below = found.pop(asked, None), found.get(field)
            if clicked and below and clicked != below:
                self.add_error(field, _("Two different ones are given: above and here."))
            found[field] = clicked or below
        return found


class QuickDecisionForm(ActionForm):
    """A decision in thirty seconds: what, why, who and by when; a forecast and all else stand in the long form."""

    title = forms.CharField(label=_("What do we decide?"), max_length=200)
    reason = forms.CharField(
        label=_("Why"), max_length=4_000, widget=Lines(2), error_messages={"required": _("Say why.")}
    )
