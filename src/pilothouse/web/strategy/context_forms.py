"""What people fill in to say what direction rests on, and whether that still holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Indicator
from pilothouse.measures.queries import indicators_seen_by
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.roles import Right
from pilothouse.strategy.models import Finding, Objective, Side
from pilothouse.strategy.queries import live_objectives, objectives_seen
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import PersonField
from pilothouse.web.strategy.forms import units_for

INTERVALS = ((30, _("monthly")), (91, _("quarterly")), (182, _("every half year")), (365, _("yearly")))
WORDS: dict[str, tuple[Any, Any, Any]] = {
    "assumption": (
        _("What do we take for true?"), _("What if it does not hold?"), _("“Airlines keep their evening bank”."),
    ),
    "context": (
        _("What bears on our results?"), _("How does it bear on us?"), _("“Runway works at LGA until spring”."),
    ),
    "party": (_("Who?"), _("What do they need and expect? One a line."), _("“Passengers”, “the tower”.")),
}  # fmt: skip


class GroundForm(forms.Form):
    """What every one of the three kinds says; `sort` is the name of the kind. Objectives and indicators that have ended
    are offered only where it is tied to them already (`known`), or saving it would cut these ties.
    """

    title = forms.CharField(max_length=200)
    text = forms.CharField(max_length=4_000, widget=Lines(4))
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives that rest on it"), queryset=Objective.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    every = forms.TypedChoiceField(label=_("Checked"), coerce=int, choices=INTERVALS, initial=182)
    told_by = forms.ModelChoiceField(
        label=_("Told by the indicator"), queryset=Indicator.objects.none(), required=False,
        empty_label=_("none: somebody looks"),
    )  # fmt: skip
    owner = PersonField(label=_("Owner"), help_text=_("Who looks again when the day comes."))

    def __init__(
        self, *args: Any, person: Person, sort: str, every: int = 0, known: Sequence[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        title, text, example = WORDS[sort]
        self.fields["title"].label, self.fields["title"].help_text = title, example
        self.fields["text"].label = text
        offered = Q(ended_at=None) | Q(pk__in=known)
        self.fields["objectives"].queryset = objectives_seen(person).filter(offered)  # type: ignore[attr-defined]
        self.fields["told_by"].queryset = indicators_seen_by(person).filter(offered)  # type: ignore[attr-defined]
        if every and every not in dict(INTERVALS):
            own = (every, _("every %d days") % every)
            self.fields["every"].choices = [*INTERVALS, own]  # type: ignore[attr-defined]


class NewGroundForm(GroundForm):
    """One of the three, new, with its home."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: Person, sort: str, **kwargs: Any) -> None:
        super().__init__(*args, person=person, sort=sort, **kwargs)
        self.fields["unit"].queryset = units_for(person, Right.DEFINE)  # type: ignore[attr-defined]
        if sort == "context":
            self.fields["side"] = forms.ChoiceField(label=_("Where does it lie?"), choices=Side.choices)
            self.order_fields(["title", "side"])


class EditGroundForm(GroundForm):
    """As it stands, with the version it was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CheckForm(forms.Form):
    """Whether it still holds, and what shows that."""

    finding = forms.ChoiceField(
        label=_("What did you find?"), widget=forms.RadioSelect, choices=Finding.choices,
        error_messages={"required": _("Say whether it still holds, changed, or no longer holds.")},
    )  # fmt: skip
    note = forms.CharField(label=_("What shows it"), max_length=2_000, widget=Lines(3))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ClimateForm(forms.Form):
    """The question that everybody has to answer: yes or no, and why."""

    relevant = forms.TypedChoiceField(
        label=_("Is climate change relevant to our results?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda value: value == "yes",
        error_messages={"required": _("Answer yes or no.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Why"), max_length=4_000, widget=Lines(4),
        help_text=_("Yes: through what, and where it shows. No: what was looked at."),
    )  # fmt: skip
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives that it bears on"), queryset=Objective.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    every = forms.TypedChoiceField(label=_("Checked"), coerce=int, choices=INTERVALS, initial=365)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    owner = PersonField(label=_("Owner"), help_text=_("Who looks again when the day comes."))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objectives"].queryset = live_objectives(person)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_for(person, Right.DECIDE)  # type: ignore[attr-defined]
