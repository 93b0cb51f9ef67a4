"""Fields that forms of improvement share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from pilothouse.improvement.models import Issue
from pilothouse.measures.queries import series_seen_by
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import sees
from pilothouse.records.queries import find
from pilothouse.trail.models import Traced
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.measures.fields import NumberField


class DayField(forms.DateField):
    """A date, by the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class IssueField(forms.CharField):
    """An issue by its number, as far as `person` may see it."""

    def __init__(self, *, person: Person, **kwargs: Any) -> None:
        attrs = {"placeholder": "ISS-0000", "autocomplete": "off", "size": 12}
        super().__init__(max_length=20, required=False, widget=forms.TextInput(attrs), **kwargs)
        self.person = person

    def clean(self, value: Any) -> Any:
        """The issue; an error in plain words where there is none of this number."""
        text = str(super().clean(value))
        if not text:
            return None
        found = find(self.person, text)
        if not isinstance(found, Issue):
            raise ValidationError(_("There is no issue with this number."))
        return found


class SeriesField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A series that could show the effect: of the record's unit, below it or above it."""

    def __init__(self, *, person: Person, unit: Unit, current: int | None = None, **kwargs: Any) -> None:
        super().__init__(queryset=near_series(person, unit, current), required=False, empty_label="–", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


def near_series(person: Person, unit: Unit, current: int | None = None) -> Any:
    """Running series the person sees in this unit, in those below it and in those above it; and the current one."""
    steps = unit.path.strip("/").split("/")
    below = Unit.objects.filter(path__startswith=unit.path).values("pk")
    near = Q(ended_on=None, indicator__ended_at=None) & (Q(unit_id__in=steps) | Q(unit_id__in=below))
    return series_seen_by(person).filter(near | Q(pk=current))


def words(choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """A few words to choose from, all of them in sight."""
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs={"class": "words"}), **kwargs)


def smallest_field() -> NumberField:
    """How much would matter, stated before it is known."""
    return NumberField(
        label=_("Smallest effect that matters"), required=False, min_value=0,
        help_text=_("In the unit of the series, if you like. What surely changed by less is “no change”; where it may "
                    "or may not have been so much, it cannot be told."),
        error_messages={
            "invalid": _("Give the smallest effect that matters as a number."),
            "min_value": _("The smallest effect that matters is more than nothing."),
        },
    )  # fmt: skip


def lesson_field() -> forms.CharField:
    """What closing an issue asks of everybody."""
    return forms.CharField(
        label=_("What did we learn?"), widget=Lines(4), max_length=4_000,
        help_text=_("One sentence that helps the next person. It is found by the search."),
    )  # fmt: skip


class PickField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of some rows; the rows are set by the form, which knows who asks."""

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        empty = _("choose …") if kwargs.get("required", True) else "–"
        super().__init__(queryset=model._default_manager.none(), empty_label=empty, **kwargs)


class RecordForm(forms.Form):
    """A form about one row: it carries the version it was filled from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, record: Traced, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.record = record
        self.unseen: tuple[str, ...] = ()
        self.initial.setdefault("version", record.version)

    def keep_unseen(self, person: Person, name: str, *others: str) -> None:
        """Where the row that a field names is out of the person's sight, ask neither about it nor about the others that
        hang on it: what stands there stays. A choice without it would take it away without a word.
        """
        named = getattr(self.record, name)
        if named is not None and not sees(person, named):
            self.unseen += (name, *others)
            for field in (name, *others):
                del self.fields[field]

    def values(self) -> dict[str, Any]:
        """What was filled in, without the version; what is kept stays as it is."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return given | {name: getattr(self.record, name) for name in self.unseen}
