"""Fields of forms: numbers as people type them, people, periods, lines of text."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Indicator
from pilothouse.measures.periods import period_of
from pilothouse.measures.refusals import in_words
from pilothouse.measures.rules import NotANumber, number_typed
from pilothouse.organisation.queries import people

# "1,234" may mean either: refused rather than guessed.
_GROUPED = re.compile(r"[-\u2212]?\d{1,3}(,\d{3})+")


class NumberField(forms.CharField):
    """A number as typed, with a point or a comma; `unit` may stand behind it. None where nothing was typed."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": 8}
        super().__init__(max_length=40, widget=forms.TextInput(attrs), **kwargs)
        self.unit = unit

    def clean(self, value: Any) -> Any:
        """The number; an error in plain words where it is none."""
        text = str(super().clean(value)).strip()
        if self.unit and text.endswith(self.unit):
            text = text[: -len(self.unit)].strip()
        if not text:
            return None
        if _GROUPED.fullmatch(text):
            raise ValidationError(_("Write it without a comma between the thousands."))
        try:
            return number_typed(text, "," if "," in text and "." not in text else ".")
        except NotANumber as problem:
            raise ValidationError(in_words(problem)) from None


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
