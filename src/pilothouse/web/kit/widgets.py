"""The widgets that nearly every form has, written without templates: drawing these took half of a form's page.

What is written is what Django's own templates give, but for empty lines and `maxlength`: a browser that stops taking
letters swallows words in silence, where the form says how much is too long. Every other widget is left to Django.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import FileField, FileInput, Textarea
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pilothouse.records.rules import MAX_FILE
from pilothouse.web.kit.components.drawing import escaped

Widget = Mapping[str, Any]
_FOLDER = "django/forms/widgets/"
_OPTION = f"{_FOLDER}select_option.html"


class Lines(Textarea):
    """A text area of so many rows whose ends of line count as one character, as they do where it is typed: browsers
    send two.
    """

    def __init__(self, rows: int = 3, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": rows, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, without the carriage returns."""
        found = super().value_from_datadict(data, files, name)
        return found.replace("\r\n", "\n") if isinstance(found, str) else found


class Upload(FileField):
    """A file of at most 10 MB: the browser says so when one is chosen, before anything is sent and lost; where it does
    not, the form comes back with what was typed.
    """

    too_large = _("This file is larger than 10 MB. Choose a smaller one.")

    def __init__(self, *, accept: str = "", **given: Any) -> None:
        size = {"data-most": MAX_FILE, "data-too-large": self.too_large}
        super().__init__(widget=FileInput(size | ({"accept": accept} if accept else {})), **given)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, if it is not too large."""
        file = super().clean(data, initial)
        if file and file.size > MAX_FILE:
            raise ValidationError(self.too_large)
        return file


class Widgets(DjangoTemplates):
    """Django's renderer of forms, with a shorter way for inputs, text areas and plain selects."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """The markup of a widget, or of anything else a form is drawn by."""
        write = _WRITTEN.get(template_name)
        if write is not None and _is_plain(context["widget"]):
            return SafeString(write(context["widget"]))
        return SafeString(super().render(template_name, context, request))


def _is_plain(widget: Widget) -> bool:
    options = (option for _name, options, _place in widget.get("optgroups", ()) for option in options)
    return all(option["template_name"] == _OPTION for option in options)


def _attributes(given: Mapping[str, Any]) -> str:
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{_text(value)}"'
        for name, value in given.items()
        if value is not False and name != "maxlength"
    )


def _text(value: Any) -> str:
    return escaped(value if isinstance(value, str | Promise) else str(value))


def _shown(value: Any) -> str:
    return escaped(value if isinstance(value, str | Promise) else localize(value))


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escaped(widget["name"])}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget: Widget) -> str:
    inside = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>\n{inside}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _place in widget["optgroups"])
    return f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>{groups}\n</select>'


def _group(name: Any, options: list[Widget]) -> str:
    inside = "".join(
        f'\n  <option value="{_text(option["value"])}"{_attributes(option["attrs"])}>{_shown(option["label"])}</option>'
        for option in options
    )
    return f'\n  <optgroup label="{_shown(name)}">{inside}\n  </optgroup>' if name else inside


_INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox", "file")
_WRITTEN: dict[str, Callable[[Widget], str]] = {
    **{f"{_FOLDER}{name}.html": _input for name in ("input", *_INPUTS)},
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
}
