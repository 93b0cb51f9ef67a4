"""Fields of forms: numbers as people type them, people, periods, lines of text."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator
from pilothouse.measures.periods import period_of
from pilothouse.measures.refusals import in_words
from pilothouse.measures.rules import NotANumber
from pilothouse.measures.typed import WRITTEN_HERE, Ambiguous, one_number_typed
from pilothouse.organisation.queries import people


class NumberField(forms.CharField):
    """A number as typed, with a point or a comma; `unit` may stand behind it. None where nothing was typed.

    The numbers beside it in the form decide what 1.234 means; where they do not, it is asked rather than guessed.
    """

    def __init__(self, *, unit: str = "", min_value: float | None = None, whole: bool = False, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off", "size": 8}
        super().__init__(max_length=40, widget=forms.TextInput(attrs), **kwargs)
        self.unit, self.least, self.whole = unit, min_value, whole
        self.beside: Callable[[], Iterable[str]] = tuple

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """The field of a form, which from now on knows the numbers beside it."""
        bound = super().get_bound_field(form, field_name)
        self.beside = lambda: _typed_beside(form, bound)
        return bound

    def clean(self, value: Any) -> Any:
        """The number; an error in plain words where it is none."""
        text = self._without_unit(str(super().clean(value)))
        if not text:
            return None
        try:
            number = one_number_typed(text, self.beside())
        except Ambiguous as problem:
            raise ValidationError(str(problem), code="ambiguous") from None
        except NotANumber as problem:
            raise ValidationError(self.error_messages.get("invalid") or _mended(problem), code="invalid") from None
        if self.whole and not number.is_integer():
            raise ValidationError(_("Write a whole number, such as 1250."), code="whole")
        if self.least is not None and number < self.least:
            told = {"limit_value": f"{self.least:.15g}"}
            raise ValidationError(self.error_messages["min_value"], code="min_value", params=told)
        return int(number) if self.whole else number

    def _without_unit(self, text: str) -> str:
        return text.strip().removesuffix(self.unit).strip()


def _typed_beside(form: forms.BaseForm, mine: forms.BoundField) -> Iterator[str]:
    """The other numbers as they were typed. What this product wrote, and nobody touched, has its own way of writing:
    one left as it stood is read in that and decides for no other.
    """
    if _untouched(mine):
        yield WRITTEN_HERE
        return
    for bound in form:
        if isinstance(bound.field, NumberField) and bound.name != mine.name and not _untouched(bound):
            yield bound.field._without_unit(str(bound.data or ""))


def _untouched(bound: forms.BoundField) -> bool:
    """Whether it came back as it was written. Where the form says what it had written that counts, for what it would
    write now may have moved meanwhile.
    """
    said = bound.field.show_hidden_initial
    written = bound.form.data.get(bound.html_initial_name) if said else bound.initial
    return written not in (None, "") and str(bound.data or "").strip() == str(written)


def _mended(problem: NotANumber) -> str:
    """Why it is none, and what a number looks like."""
    return _("%(why)s Write digits, such as 1250 or 2.5.") % {"why": in_words(problem)}


class DayField(forms.DateField):
    """A date, by the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class PeriodField(DayField):
    """A period, chosen by any day within it; gives its first day."""

    def __init__(self, *, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.frequency = indicator.frequency

    def clean(self, value: Any) -> Any:
        """The first day of the period in which the day lies."""
        day = super().clean(value)
        return period_of(day, self.frequency) if isinstance(day, date) else day


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the people who work here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=people(), **kwargs)
