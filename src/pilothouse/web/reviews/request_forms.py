"""What people fill in to ask for money or people, to answer, and to say what came of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Process
from pilothouse.processes.queries import live_processes
from pilothouse.reviews.models import ResourceRequest
from pilothouse.reviews.operations import PlannedAction
from pilothouse.reviews.states import REQUEST
from pilothouse.strategy.models import Objective
from pilothouse.strategy.queries import live_objectives
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import NumberField
from pilothouse.web.reviews.decision_forms import MISSING_OF_ACTION, grouped
from pilothouse.web.reviews.forms import DayField, person_field


class AskForm(forms.Form):
    """A request for money or people."""

    title = forms.CharField(
        label=_("What do you need?"), max_length=200,
        error_messages={"required": _("Say in one line what is needed.")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("What for, and what happens without it"), max_length=4_000, widget=Lines(3),
        error_messages={"required": _("Say what it is for.")},
    )  # fmt: skip
    amount = NumberField(label=_("Money"), min_value=1, whole=True, required=False)
    people = NumberField(label=_("People"), required=False, help_text=_("Posts; half a post is 0.5."))
    due = DayField(label=_("Answer needed by"))
    objective = forms.ModelChoiceField(label=_("For the objective"), queryset=Objective.objects.none(), required=False)
    process = forms.ModelChoiceField(label=_("For the process"), queryset=Process.objects.none(), required=False)
    series = forms.ModelChoiceField(
        label=_("Shows in the series"), queryset=Series.objects.none(), required=False,
        help_text=_("Whether it helped, or was missed, is read there later."),
    )  # fmt: skip
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    owner = person_field(_("Who asks"))

    def __init__(self, *args: Any, person: Person, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [unit.pk for unit in units_where(person, Right.IMPROVE)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)  # type: ignore[attr-defined]
        self.fields["objective"].queryset = live_objectives(person)  # type: ignore[attr-defined]
        self.fields["process"].queryset = live_processes(person)  # type: ignore[attr-defined]
        series = Series.objects.seen_by(person).filter(ended_on=None).select_related("indicator", "unit")
        self.fields["series"].queryset = series  # type: ignore[attr-defined]
        self.fields["series"].choices = [("", "–"), *grouped(series)[1:]]  # type: ignore[attr-defined]
        words = _("In %s, whole units.") % currency if currency else _("In whole units.")
        self.fields["amount"].help_text = words


class ChangeRequestForm(AskForm):
    """The same while nobody has answered; unit, owner and day have ways of their own."""

    def __init__(self, *args: Any, record: ResourceRequest, person: Person, currency: str) -> None:
        super().__init__(*args, person=person, currency=currency)
        for name in ("due", "unit", "owner"):
            del self.fields[name]
        for name in ("objective", "process", "series"):
            _keep_known(self.fields[name], getattr(record, name))
        self.initial = {name: getattr(record, name) for name in self.fields}


def _keep_known(field: Any, known: Any) -> None:
    """What was chosen stays to be chosen, also where it lives no more."""
    choices = list(field.choices)
    if known is None or any(known.pk in keys for keys in _keys(choices)):
        return
    model = type(known)
    field.queryset = model.objects.filter(Q(pk__in=field.queryset.order_by().values("pk")) | Q(pk=known.pk))
    field.choices = [*choices, (known.pk, str(known))]


def _keys(choices: Iterable[tuple[Any, Any]]) -> Iterator[set[Any]]:
    """The keys of every group of choices."""
    for key, told in choices:
        grouped_here = isinstance(told, list | tuple)
        yield {getattr(one, "value", one) for one, _said in told} if grouped_here else {getattr(key, "value", key)}


class AnswerForm(forms.Form):
    """Granted, refused or deferred, and what follows."""

    answer = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect,
        choices=[(name, REQUEST.life.step(name).label) for name in ("grant", "refuse", "defer")],
        error_messages={"required": _("Say whether it is granted, refused or deferred.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=2_000, widget=Lines(3),
        error_messages={"required": _("Say why: who asked has to live with it.")},
    )  # fmt: skip
    until = DayField(
        label=_("Until"), required=False,
        help_text=_("Deferred: when it comes back. Otherwise when we look at what came of it; empty, in a quarter."),
    )  # fmt: skip
    todo = forms.CharField(label=_("What is done with it"), max_length=200, required=False)
    who = person_field(_("Who"), required=False)
    when = DayField(label=_("By when"), required=False)

    def clean(self) -> dict[str, Any]:
        """An action is whole or absent."""
        given = super().clean() or self.cleaned_data
        names = ("todo", "who", "when")
        if any(given.get(name) for name in names):
            for name in names:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, MISSING_OF_ACTION[name])
        return given

    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        given = self.cleaned_data
        action = PlannedAction(given["todo"], given["who"], given["when"]) if given["todo"] else None
        return {name: given[name] for name in ("answer", "reason", "until")} | {"action": action}


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.CharField(label=_("What came of it, in a line"), max_length=2_000, widget=Lines(2))


class WithdrawForm(forms.Form):
    """It is not needed any more."""

    why = forms.CharField(label=_("Why is it not needed any more?"), max_length=300)
