"""What the kit writes for a widget is what Django's templates give."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from pilothouse.web.kit.widgets import Widgets

HARD = "<b>\"Zoë\" & 'co'</b>"
CHOICES = [
    ("", "—"),
    (1, 1_000),
    (2.5, 2.5),
    (None, gettext_lazy("Name")),
    (HARD, HARD),
    ("safe", mark_safe("<i>safe</i>")),
    (f"G {HARD}", [("a", "A"), ("b", HARD)]),
    ("Empty", []),
]
ATTRS = {"class": HARD, "required": True, "disabled": False, "maxlength": 7, "title": gettext_lazy("Name"), "x": None}
PLAIN = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput,
    forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.CheckboxInput, forms.FileInput, forms.Textarea,
]  # fmt: skip
VALUES = [
    None,
    "",
    HARD,
    mark_safe("&lt;"),
    0,
    5,
    1234.5,
    Decimal("0.10"),
    date(2026, 3, 1),
    True,
    gettext_lazy("Name"),
]


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_inputs_and_text_areas(kind: type[forms.Widget], value: Any) -> None:
    widget = kind(attrs=ATTRS)
    named = f"n{HARD}"
    by_templates = widget.render(named, value, renderer=DjangoTemplates()).replace(' maxlength="7"', "")
    assert widget.render(named, value, renderer=Widgets()) == by_templates


@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect, forms.RadioSelect])
@pytest.mark.parametrize("value", [None, "", 1, "1", HARD, ("a", "safe"), True], ids=repr)
def test_choices(kind: type[forms.Widget], value: Any) -> None:
    attrs = {name: value for name, value in ATTRS.items() if name != "maxlength"}
    widget = kind(attrs=attrs) if kind is forms.NullBooleanSelect else kind(attrs=attrs, choices=CHOICES)
    drawn, by_templates = (widget.render("n", value, renderer=each) for each in (Widgets(), DjangoTemplates()))
    # Django leaves a line empty after each option.
    assert drawn.replace("\n\n", "\n") == by_templates.replace("\n\n", "\n")
