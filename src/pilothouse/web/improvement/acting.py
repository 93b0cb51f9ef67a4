"""What people fill in about actions and effects."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.improvement.models import Action, Issue, Purpose, Verification
from pilothouse.improvement.queries import Proposal, possible_owners
from pilothouse.improvement.rules.effects import FEWEST, MOST, VERDICTS
from pilothouse.improvement.states import VERIFICATION
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.web.improvement.fields import DayField, PickField, RecordForm, SeriesField, smallest_field, words
from pilothouse.web.improvement.forms import USUAL_DAYS
from pilothouse.web.kit.widgets import Lines

POINTS = 8
OF_AN_ISSUE = (Purpose.CORRECTION, Purpose.CORRECTIVE, Purpose.IMPROVEMENT)
SHOWS = _("Where its effect will show: before and after are compared on this series.")


class PlanForm(forms.Form):
    """A task with one owner and a date."""

    title = forms.CharField(label=_("What will be done?"), max_length=200)
    purpose = words(
        (), label=_("What is it for?"),
        help_text=_("A correction removes the nonconformity. A corrective action removes its cause."),
    )  # fmt: skip
    owner = PickField(Person, label=_("Who does it?"))
    due = DayField(label=_("By when?"), help_text=_("The first promise. It stays visible when the date moves."))
    details = forms.CharField(label=_("More about it"), max_length=4_000, widget=Lines(), required=False)

    def __init__(self, data: Any = None, *, origin: Record, person: Person, today: date) -> None:
        super().__init__(data)
        choices: Any = self.fields
        choices["owner"].queryset = possible_owners(person, origin.unit)
        purposes = _purposes_of(origin)
        choices["purpose"].choices = [(purpose.value, purpose.label) for purpose in purposes]
        choices["series"] = SeriesField(person=person, unit=origin.unit, label=_("Series"), help_text=SHOWS)
        choices["smallest"] = smallest_field()
        self.initial.update(
            {
                "due": today + timedelta(days=USUAL_DAYS),
                "purpose": purposes[0] if len(purposes) == 1 else None,
                "owner": origin.owner_id,
                "series": getattr(origin, "series_id", None),
            }
        )


def _purposes_of(origin: Record) -> tuple[Purpose, ...]:
    if isinstance(origin, Issue):
        return OF_AN_ISSUE
    if isinstance(origin, Risk | Opportunity):
        return (Purpose.TREATMENT,)
    return tuple(purpose for purpose in Purpose if purpose is not Purpose.TREATMENT)


class ActionForm(RecordForm):
    """Reword an action."""

    title = forms.CharField(label=_("What will be done?"), max_length=200)
    purpose = words(Purpose.choices, label=_("What is it for?"))
    details = forms.CharField(label=_("More about it"), max_length=4_000, widget=Lines(), required=False)

    def __init__(self, data: Any = None, *, record: Action, person: Person) -> None:
        super().__init__(data, record=record)
        self.fields["series"] = SeriesField(
            person=person, unit=record.unit, current=record.series_id, label=_("Series"), help_text=SHOWS
        )
        self.fields["smallest"] = smallest_field()
        names = ("title", "purpose", "details", "series_id", "smallest")
        self.initial.update({name.removesuffix("_id"): getattr(record, name) for name in names})


class CompleteForm(RecordForm):
    """What was done, and when."""

    outcome = forms.CharField(label=_("What was done?"), widget=Lines(4), max_length=4_000)
    done_on = DayField(label=_("When?"), help_text=_("The day from which it could show in the numbers."))

    def __init__(self, data: Any = None, *, record: Action, today: date) -> None:
        super().__init__(data, record=record)
        self.initial.update({"outcome": record.outcome, "done_on": today})
        if record.series_id is not None:
            self.fields["points"] = forms.IntegerField(
                label=_("New values to wait for"), min_value=FEWEST, max_value=MOST, initial=POINTS,
                help_text=_("Fixed now, so that nobody looks until it fits. Eight are enough for most changes."),
            )  # fmt: skip


class ReasonForm(RecordForm):
    """A reason."""

    reason = forms.CharField(label=_("Why?"), widget=Lines(), max_length=4_000)


class VerdictForm(RecordForm):
    """What a person makes of the numbers."""

    verdict = words((), label=_("Your verdict"))
    reason = forms.CharField(
        label=_("Why?"), widget=Lines(), max_length=2_000,
        help_text=_("What else changed at the same time? What did people on the spot see?"),
    )  # fmt: skip
    due = DayField(
        label=_("Next date of the action"), required=False,
        help_text=_("Only where it did not work: the action reopens, with this date."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, record: Verification, proposal: Proposal) -> None:
        super().__init__(data, record=record)
        life = VERIFICATION.life
        offered = VERDICTS if proposal.ready else ("cannot_be_told",)
        choices: Any = self.fields
        choices["verdict"].choices = [(name, life.state(name).label) for name in offered]
        if proposal.ready:
            self.initial.update({"verdict": proposal.verdict})
