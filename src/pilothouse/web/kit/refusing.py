"""What fields say when they refuse: the house's plain words in place of the framework's, each with what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_OF_ALL = {
    "required": _("Fill this in: nothing stands here yet."),
    "min_value": _("Write %(limit_value)s or more."),
    "max_value": _("Write %(limit_value)s or less."),
    "max_length": _("Shorten this to at most %(limit_value)s characters; it has %(show_value)s."),
    "min_length": _("Write at least %(limit_value)s characters; these are %(show_value)s."),
}
_CHOSEN = _("This cannot be chosen here, or no longer. Choose again.")
_OF_EACH: dict[type[forms.Field], dict[str, Any]] = {
    forms.ChoiceField: {"required": _("Choose one."), "invalid_choice": _CHOSEN},
    forms.ModelChoiceField: {"required": _("Choose one."), "invalid_choice": _CHOSEN},
    forms.MultipleChoiceField: {"required": _("Choose at least one."), "invalid_choice": _CHOSEN},
    forms.ModelMultipleChoiceField: {
        "required": _("Choose at least one."), "invalid_choice": _CHOSEN, "invalid_pk_value": _CHOSEN,
    },
    forms.BooleanField: {"required": _("Tick this to go on.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("No file came along. Choose it again."),
        "missing": _("No file came along. Choose it again."),
        "empty": _("This file is empty. Choose another one."),
        "max_length": _("The name of this file is too long: at most %(max)d characters. Rename it."),
    },
    forms.DateField: {"required": _("Choose a day."), "invalid": _("This is no day. Write it as 2026-03-31.")},
    forms.IntegerField: {"invalid": _("Write a whole number in digits, such as 12.")},
    forms.FloatField: {"invalid": _("Write a number in digits, such as 12 or 2.5.")},
    forms.EmailField: {"invalid": _("This is no e-mail address. Write one such as name@example.org.")},
}  # fmt: skip


def speak_plainly() -> None:
    """Give every field of every form these words, unless it has its own. Once, when the product starts."""
    forms.Field.default_error_messages = {**forms.Field.default_error_messages, **_OF_ALL}
    for sort, words in _OF_EACH.items():
        sort.default_error_messages = {**sort.__dict__.get("default_error_messages", {}), **words}
