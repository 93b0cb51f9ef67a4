"""What people fill in to plan, hold and close a review."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Indicator
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import people, units_where
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Attendance, Cadence, Forum, Presence
from pilothouse.reviews.tiers import TIERS
from pilothouse.web.kit.widgets import Lines


class DayField(forms.DateField):
    """A date, by the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def person_field(label: Any, *, required: bool = True, missing: Any = "") -> "forms.ModelChoiceField[Person]":
    """One of the people who work here; `missing` is what is said where nobody is named."""
    words = {"required": missing} if missing else {}
    return forms.ModelChoiceField(queryset=people(), label=label, required=required, error_messages=words)


class PlanForm(forms.Form):
    """Call a review."""

    title = forms.CharField(label=_("Which meeting"), max_length=200)
    tier = forms.ChoiceField(
        label=_("Template"), required=False,
        choices=[("", _("none: all that waits")), *((tier.key, tier.label) for tier in TIERS)],
        help_text=_("What comes on its agenda, and which inputs it looks at."),
    )  # fmt: skip
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    on = DayField(label=_("Date"))
    since = DayField(label=_("Looks back to"), help_text=_("Usually the day of the last review."))
    forum = forms.ModelChoiceField(
        label=_("Forum"), queryset=Forum.objects.none(), required=False, empty_label=_("none"),
        help_text=_("The round that meets: how well it judges is counted for it."),
    )  # fmt: skip
    owner = person_field(_("Chair"))
    attendees = forms.ModelMultipleChoiceField(
        label=_("Who takes part"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [unit.pk for unit in units_where(person, Right.PREPARE)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["attendees"].queryset = people()  # type: ignore[attr-defined]
        self.fields["forum"].queryset = Forum.objects.seen_by(person).filter(ended_on=None)  # type: ignore[attr-defined]


class EditForumForm(forms.Form):
    """What a forum is called, and how often it meets."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("“Weekly operations meeting”."))
    cadence = forms.ChoiceField(label=_("Meets"), choices=Cadence.choices, initial=Cadence.MONTH)


class ForumForm(EditForumForm):
    """A new forum with its home."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [unit.pk for unit in units_where(person, Right.PREPARE)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


class InForumForm(forms.Form):
    """To which forum a review belongs; one that meets no more stays where it is `held` already."""

    forum = forms.ModelChoiceField(
        label=_("Forum"), queryset=Forum.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, person: Person, held: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Forum.objects.seen_by(person).filter(ended_on=None) | Forum.objects.filter(Q(pk=held))
        self.fields["forum"].queryset = known  # type: ignore[attr-defined]


class StatementForm(forms.Form):
    """What stands with an input, of a unit and all below; asked for only where there is more than one."""

    text = forms.CharField(label=_("In a sentence or two"), max_length=2_000, widget=Lines(4))
    unit = forms.ModelChoiceField(label=_("It holds for"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)  # type: ignore[attr-defined]


class PromiseInputForm(forms.Form):
    """By when an input that waits is brought; where it was promised before (`again`), why it takes longer."""

    until = forms.DateField(label=_("Promised for"), widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(label=_("Why it takes longer"), max_length=500, widget=Lines(3))

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]


class LeaveInputForm(forms.Form):
    """Why an input that has climbed stays with whoever answers for it."""

    reason = forms.CharField(
        label=_("Why it stays where it is"), max_length=500, widget=Lines(3),
        help_text=_("Whoever it stays with reads this. It climbs again after the next time limit."),
    )  # fmt: skip


class InputOwnerForm(forms.Form):
    """Who answers for an input."""

    owner = person_field(_("Owner"), missing=_("Say who answers for it."))


class TieForm(forms.Form):
    """The indicator that tells about an input."""

    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.none())
    reason = forms.CharField(
        label=_("What it tells of it"), max_length=300, required=False, widget=Lines(2),
        help_text=_("Whoever reads the input sees it beside the number."),
    )  # fmt: skip

    def __init__(self, *args: Any, indicators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """Who is there: one row for each person invited."""

    def __init__(self, *args: Any, rows: Iterable[Attendance], closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        if closed:
            self.fields["why"] = forms.CharField(label=_("Why it is corrected"), max_length=300)
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

    minute = forms.CharField(label=_("Minute"), max_length=4_000, required=False, widget=Lines(2))


class TopicForm(forms.Form):
    """A topic of one's own."""

    title = forms.CharField(label=_("What it is about"), max_length=200)
    owner = person_field(_("Who brings it"), missing=_("Say who brings it."))


class CloseForm(forms.Form):
    """The end of a meeting."""

    summary = forms.CharField(label=_("What the meeting concluded"), max_length=10_000, widget=Lines(3))


class CancelForm(forms.Form):
    """Calling a review off, or opening it again."""

    why = forms.CharField(label=_("Why"), max_length=300)
