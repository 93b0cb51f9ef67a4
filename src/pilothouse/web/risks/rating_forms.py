"""What people fill in when they rate or estimate a risk or an opportunity."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.risks.models import Opportunity, Risk
from pilothouse.risks.rules import Scale
from pilothouse.risks.states import OWN_DAY
from pilothouse.web.improvement.fields import DayField, RecordForm, words
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import NumberField
from pilothouse.web.risks.forms import USUAL_DAYS

BASIS = _("What it rests on: numbers, cases, who was asked. It is read again next time.")


def _ask_when(form: forms.Form, record: Risk | Opportunity, today: date) -> None:
    """By when somebody looks again; what waits for an answer or is accepted keeps its own day."""
    if record.state not in OWN_DAY:
        form.fields["look_again"] = DayField(label=_("Look at it again by"), required=False)
        form.initial["look_again"] = today + timedelta(days=USUAL_DAYS)


class RateForm(RecordForm):
    """Two levels of the matrix in force."""

    basis = forms.CharField(label=_("Why so?"), max_length=2_000, widget=Lines(2), required=False, help_text=BASIS)

    def __init__(self, data: Any = None, *, record: Risk | Opportunity, scale: Scale, today: date) -> None:
        super().__init__(data, record=record)
        _ask_when(self, record, today)
        benefit = isinstance(record, Opportunity)
        sides = (
            ("likelihood", _("How likely?"), scale.likelihood),
            ("impact", _("How much would it bring?") if benefit else _("How bad?"), scale.consequence),
        )
        for name, label, levels in sides:
            self.fields[name] = words(list(enumerate(levels, 1)), label=label)
            self.initial[name] = getattr(record, name)
        self.order_fields(("likelihood", "impact", "basis", "look_again"))

    def values(self) -> dict[str, Any]:
        """Levels as numbers."""
        given = super().values()
        return {**given, **{name: int(given[name]) for name in ("likelihood", "impact")}}


class EstimateForm(RecordForm):
    """Two ranges, each of which holds with 90 %: what a risk costs, or (`EstimateGainForm`) an opportunity brings."""

    anyhow = _("In whatever your organisation counts losses.")

    often_low = NumberField(
        label=_("How often a year, at least"), help_text=_("0.1 is once in ten years. You should be 95 % sure of it.")
    )
    often_high = NumberField(label=_("How often a year, at most"), help_text=_("Again 95 % sure."))
    loss_low = NumberField(label=_("What one time costs, at least"))
    loss_high = NumberField(label=_("What one time costs, at most"))
    basis = forms.CharField(label=_("Why so?"), max_length=2_000, widget=Lines(2), required=False, help_text=BASIS)

    def __init__(
        self, data: Any = None, *, record: Risk | Opportunity, scale: Scale, first: dict[str, Any], today: date
    ) -> None:
        super().__init__(data, record=record)
        _ask_when(self, record, today)
        counted = _("Counted in %s.") % scale.unit if scale.unit else self.anyhow
        for name in ("loss_low", "loss_high"):
            self.fields[name].help_text = counted
        self.initial.update(first)


class EstimateGainForm(EstimateForm):
    """How often an opportunity can be taken, and what one time brings."""

    anyhow = _("In whatever your organisation counts gains and losses.")

    often_low = NumberField(
        label=_("How often a year it can be taken, at least"),
        help_text=_("What comes about once a year is 0.9 to 1.1: in some years it then comes twice, in others not at "
                    "all. You should be 95 % sure of it."),
    )  # fmt: skip
    often_high = NumberField(label=_("How often a year it can be taken, at most"), help_text=_("Again 95 % sure."))
    loss_low = NumberField(label=_("What one time brings, at least"))
    loss_high = NumberField(label=_("What one time brings, at most"))
