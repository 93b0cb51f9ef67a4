"""What people fill in about risks and opportunities."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.rights import sees
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.risks.operations.raising import CAUSES
from pilothouse.web.improvement.fields import DayField, PickField, RecordForm, near_series, words
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import NumberField, PersonField
from pilothouse.web.risks.signs import HOW, Offered, SignFields, check_all, wanted

USUAL_DAYS = 91
CAUSE_HELP = _("What is so today and makes it possible.")


class StakeField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Processes and objectives that live, and those at stake already."""

    def __init__(self, *, person: Person, known: Sequence[int] = (), **kwargs: Any) -> None:
        live = Q(kind__in=("process", "objective"), ended_at=None)
        found: QuerySet[Record] = Record.objects.seen_by(person).filter(live | Q(pk__in=known))
        super().__init__(
            queryset=found.order_by("-kind", "number"), required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.type.label}: {obj.title}"


class CauseField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """What may strike several risks at once: live context issues, and of problems those which a risk names already or
    (`known`) came out of.
    """

    def __init__(self, *, person: Person, known: Iterable[Record | None] = ()) -> None:
        named = Risk.objects.filter(shared_cause__isnull=False).order_by().values("shared_cause")
        keys = [one.pk for one in known if one is not None and one.kind in CAUSES]
        mine = Q(kind="context", ended_at=None) | Q(pk__in=named) | Q(pk__in=keys)
        found: QuerySet[Record] = Record.objects.seen_by(person).filter(mine)
        super().__init__(
            queryset=found.order_by("kind", "number"), required=False, empty_label=_("none that is known"),
            label=_("Could one cause strike other risks too? Which?"),
            help_text=_("A storm, a supplier, a law. Risks that name the same are also added up as if their bad years "
                        "came together."),
        )  # fmt: skip

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.type.label}: {obj.title}"


class WordsForm(forms.Form):
    """Cause, event, consequence."""

    title = forms.CharField(
        label=_("What could happen?"), max_length=200, help_text=_("The event, in a few words: “Snow closes a runway”.")
    )
    cause = forms.CharField(
        label=_("Because of"), max_length=2_000, widget=Lines(2), required=False, help_text=CAUSE_HELP
    )
    consequence = forms.CharField(
        label=_("With which consequence?"), max_length=2_000, widget=Lines(2), required=False,
        help_text=_("Who would feel it, and how."),
    )  # fmt: skip


class OpportunityWordsForm(WordsForm):
    """What makes it possible, what could be done, what it would bring."""

    title = forms.CharField(
        label=_("What could be done?"), max_length=200, help_text=_("In a few words: “Electric tugs with a grant”.")
    )
    cause = forms.CharField(
        label=_("Made possible by"), max_length=2_000, widget=Lines(2), required=False, help_text=CAUSE_HELP
    )
    consequence = forms.CharField(
        label=_("What would it bring?"), max_length=2_000, widget=Lines(2), required=False,
        help_text=_("Who would gain by it, and how."),
    )  # fmt: skip


class _NewForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Where?"), queryset=Unit.objects.none(), empty_label=None)
    owner = PersonField(label=_("Who answers for it?"), empty_label=_("choose …"))
    due = DayField(label=_("Look at it again by"), help_text=_("A register nobody looks at protects nobody."))
    field_order = ("title", "cause", "consequence", "unit", "owner", "due", "at_stake")

    def __init__(self, data: Any = None, *, person: Person, today: date, first: dict[str, Any]) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["unit"].queryset = Unit.objects.filter(pk__in=[u.pk for u in units_where(person, Right.IMPROVE)])
        fields["at_stake"] = StakeField(person=person, label=_("What is at stake?"))
        self.initial.update({"owner": person.pk, "unit": person.unit_id, "due": today + timedelta(days=USUAL_DAYS)})
        self.initial.update({name: value for name, value in first.items() if value})
        self.order_fields(self.field_order)


class NewRiskForm(_NewForm, WordsForm):
    """A risk with its home and owner, and its first signs; `origin` is what it comes out of, `offered` are the series
    of that which may warn early.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        person: Person,
        today: date,
        first: dict[str, Any],
        origin: Record | None = None,
        offered: Offered | None = None,
    ) -> None:
        super().__init__(data, person=person, today=today, first=first)
        self.fields["shared_cause"] = CauseField(person=person, known=[origin])
        self.order_fields((*self.field_order[:3], "shared_cause", *self.field_order[3:]))
        self.of_words = list(self.fields)
        self.offered = offered or Offered()
        self.signs = [
            SignFields(self, series, tick=place < self.offered.ticked, today=today)
            for place, series in enumerate(self.offered.series)
        ]

    @property
    def plain(self) -> list[forms.BoundField]:
        """Its fields without those of the signs."""
        return [self[name] for name in self.of_words]

    def clean(self) -> dict[str, Any]:
        """What was filled in; an error beside each sign that does not fit."""
        given = super().clean() or {}
        check_all(self.signs)
        return given

    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        return {name: self.cleaned_data[name] for name in self.of_words} | {"signs": wanted(self.signs)}


class NewOpportunityForm(_NewForm, OpportunityWordsForm):
    """An opportunity with its home and owner."""


class ChangeForm(RecordForm, WordsForm):
    """Reword an opportunity, or (`ChangeRiskForm`) a risk."""

    def __init__(self, data: Any = None, *, record: Risk | Opportunity, person: Person) -> None:
        super().__init__(data, record=record)
        known = list(record.stakes.values_list("at_stake", flat=True))
        self.fields["at_stake"] = StakeField(person=person, known=known, label=_("What is at stake?"))
        self.initial.update({name: getattr(record, name) for name in ("title", "cause", "consequence")})
        self.initial["at_stake"] = known


class ChangeRiskForm(ChangeForm):
    """Reword a risk; a cause that the writer may not see stays as it is."""

    def __init__(self, data: Any = None, *, record: Risk, person: Person) -> None:
        super().__init__(data, record=record, person=person)
        self.kept = record.shared_cause
        if self.kept is None or sees(person, self.kept):
            self.fields["shared_cause"] = CauseField(person=person, known=(record.shared_cause, record.origin))
            self.initial["shared_cause"] = record.shared_cause_id
            self.order_fields(("title", "cause", "shared_cause", "consequence", "at_stake"))

    def values(self) -> dict[str, Any]:
        """What was filled in, with the cause that stays."""
        return {"shared_cause": self.kept, **super().values()}


class ChangeOpportunityForm(ChangeForm, OpportunityWordsForm):
    """Reword an opportunity."""


class AcceptForm(RecordForm):
    """Until when it is borne, and why."""

    until = DayField(label=_("Accepted until"), help_text=_("On that day somebody is asked again."))
    reason = forms.CharField(label=_("Why is it borne?"), widget=Lines(), max_length=2_000)

    def __init__(self, data: Any = None, *, record: Risk, today: date) -> None:
        super().__init__(data, record=record)
        self.initial["until"] = today + timedelta(days=2 * USUAL_DAYS)


class WhyForm(RecordForm):
    """A reason."""

    reason = forms.CharField(label=_("Why?"), widget=Lines(), max_length=2_000)


class AgainForm(RecordForm):
    """Until when somebody looks again, and why."""

    due = DayField(label=_("Look at it again by"))
    reason = forms.CharField(label=_("Why?"), widget=Lines(), max_length=2_000)

    def __init__(self, data: Any = None, *, record: Risk | Opportunity, today: date) -> None:
        super().__init__(data, record=record)
        self.initial["due"] = today + timedelta(days=USUAL_DAYS)


class WatchForm(forms.Form):
    """A sign on a series."""

    series = PickField(Series, label=_("Which numbers warn early?"))
    how = words(HOW, label=_("When does it warn?"), initial="0")
    level = NumberField(
        label=_("The line"), required=False, help_text=_("As the numbers are shown. Only for above or below.")
    )

    def __init__(self, data: Any = None, *, record: Risk, person: Person) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["series"].queryset = near_series(person, record.unit)

    def values(self) -> dict[str, Any]:
        """As the operation takes them: a change to the worse has no line."""
        side = int(self.cleaned_data["how"])
        level = self.cleaned_data["level"]
        return {"series": self.cleaned_data["series"], "side": side, "level": level if side or level else None}
