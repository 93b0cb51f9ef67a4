"""Forms: the tag with its hidden fields, one field with label, help and error, a field inside a sentence."""

from collections.abc import Iterable
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, BoundField, ModelChoiceField
from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilothouse.web.kit import icons
from pilothouse.web.kit.components.drawing import draw, escaped, markup
from pilothouse.web.kit.pages import once_token

register = Library()
ALONE = {"checkbox"}
# What Django begins a select with.
UNNAMED = BLANK_CHOICE_DASH[0][1]


@register.simple_block_tag(takes_context=True, end_name="endform")
def form(
    context: Context,
    content: str,
    action: str = "",
    method: str = "post",
    files: bool = False,
    version: Any = None,
    once: str = "",
    id: str = "",
    kind: str = "",
) -> SafeString:
    """A form with its CSRF token, once-token (sent twice is done once) and the version it was filled from."""
    posted = method.lower() == "post"
    pairs = (("action", action), ("id", id), ("enctype", "multipart/form-data" if files else ""))
    given = "".join(f' {key}="{escaped(value)}"' for key, value in pairs if value)
    sort = f"form form-{escaped(kind)}" if kind else "form"
    hidden = _hidden(context.get("csrf_token", ""), once or once_token(), version) if posted else ""
    inside = f"{hidden}{escaped(content)}"
    return SafeString(f'<form method="{"post" if posted else "get"}"{given} class="{sort}">{inside}</form>')


def _hidden(csrf: Any, once: str, version: Any) -> str:
    values = (("csrfmiddlewaretoken", csrf or None), ("once", once), ("version", version))
    return "".join(
        f'<input type="hidden" name="{name}" value="{escaped(value)}">' for name, value in values if value is not None
    )


@register.simple_tag
def field(bound: BoundField, help: Any = "", label: Any = "", wide: bool = False) -> SafeString:
    """One field: label above, help below it, error in words; hidden fields come out bare."""
    if bound.is_hidden:
        return SafeString(str(bound))
    _begin_in_words(bound)
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "") or "text"
    # A placeholder that only repeats the label is noise.
    echo = str(widget.attrs.get("placeholder", "")) == str(bound.label)
    control = bound.as_widget(attrs={"placeholder": ""}) if echo else bound.as_widget()
    told, said = escaped(label or bound.label), _help(bound, help or bound.help_text)
    alone = kind in ALONE and not widget.use_fieldset
    sort = f"field field-{'alone' if alone else kind}{' field-wide' if wide and not alone else ''}"
    sort += " field-wrong" if bound.errors else ""
    if widget.use_fieldset:
        by = f' aria-describedby="{escaped(bound.aria_describedby)}"' if bound.aria_describedby else ""
        legend = f"<legend>{told}{_optional(bound)}</legend>"
        return SafeString(f'<fieldset class="{sort}"{by}>{legend}{said}{control}{_wrong(bound)}</fieldset>')
    named = f'<label for="{escaped(bound.id_for_label)}">{told}'
    if alone:
        tick = f'<div class="tick">{control}{named}</label></div>'
        return SafeString(f'<div class="{sort}">{tick}{said}{_wrong(bound)}</div>')
    return SafeString(f'<div class="{sort}">{named}{_optional(bound)}</label>{said}{control}{_wrong(bound)}</div>')


def _begin_in_words(bound: BoundField) -> None:
    """A select that nobody gave a first choice begins with words instead of a row of dashes."""
    asked = bound.field
    if isinstance(asked, ModelChoiceField) and asked.empty_label == UNNAMED:
        asked.empty_label = _("choose …") if asked.required else "–"


def _optional(bound: BoundField) -> str:
    return "" if bound.field.required else f' <span class="optional">{escaped(_("optional"))}</span>'


def _help(bound: BoundField, help: Any) -> str:
    return f'<div class="help" id="{bound.auto_id}_helptext">{escaped(help)}</div>' if help else ""


def _wrong(bound: BoundField) -> str:
    if not bound.errors:
        return ""
    told = " ".join(escaped(error) for error in bound.errors)
    return f'<p class="wrong" id="{bound.auto_id}_error">{icons.icon("circle-alert")} {told}</p>'


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """All fields of a form in their order, the form's own errors first."""
    return SafeString("".join([form_errors(form), *(field(bound) for bound in form)]))


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString | str:
    """What is wrong with the form as a whole, and links to each field that needs a second look."""
    if not form.errors:
        return ""
    wrong = [bound for bound in form if bound.errors and not bound.is_hidden]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    secret = [bound for bound in form if bound.widget_type == "password"]
    kept = len(secret) < len(form.visible_fields())
    return draw("form_errors", general=[*form.non_field_errors(), *hidden], wrong=wrong, secret=bool(secret), kept=kept)


@register.simple_tag
def in_sentence(bound: BoundField, label: Any = "") -> SafeString:
    """A field inside a filter sentence: no visible label, the words around it are the label for the eye."""
    return markup(
        '<span class="slot"><label class="unseen" for="{}">{}</label>{}</span>',
        bound.id_for_label,
        label or bound.label,
        bound,
    )


def slot(name: str, label: Any, field: SafeString) -> SafeString:
    """A field of a filter sentence (`choice` or `text_input`), written without a form: a list has many of them."""
    return SafeString(
        f'<span class="slot"><label class="unseen" for="by-{name}">{escaped(label)}</label>{field}</span>'
    )


def options(words: Iterable[tuple[str, Any]], value: str) -> SafeString:
    """What a select offers, (key, word) each; the one with the key `value` is chosen."""
    return SafeString(
        "".join(
            f'<option value="{escaped(key)}"{" selected" if key == value else ""}>{escaped(word)}</option>'
            for key, word in words
        )
    )


def choice(name: str, offered: SafeString, path: str) -> SafeString:
    """A select with these `options` that asks `path` for the list anew as soon as it changes."""
    at_once = f'hx-get="{escaped(path)}" hx-trigger="change" hx-include="closest form" hx-push-url="true"'
    return SafeString(f'<select name="{name}" id="by-{name}" {at_once}>{offered}</select>')


def text_input(name: str, value: str) -> SafeString:
    """A search field for words of one's own."""
    given = f' value="{escaped(value)}"' if value else ""
    return SafeString(
        f'<input type="search" name="{name}" id="by-{name}"{given} size="14" maxlength="200" autocomplete="off">'
    )


@register.simple_block_tag(takes_context=True, end_name="endfilters")
def filters(
    context: Context, content: str, clear: str = "", label: Any = "", last: Any = "", chosen: Any = ""
) -> SafeString:
    """A filter that reads as a sentence; it sends by GET, so that the address can be shared.

    `last` is its last slot, which shares a line with the button. With `chosen`, what it narrows to in words, it folds
    on a phone to just that.
    """
    request = context.get("request")
    given = request.GET if request is not None else {}
    return draw(
        "filters",
        content=content, last=last, chosen=chosen, clear=clear or "?", label=label or _("Filter"),
        sort=given.get("sort", ""),
        rows=given.get("rows", ""), active=bool(set(given) - {"sort", "page", "rows", "view", "pick"}),
    )  # fmt: skip


@register.simple_tag
def conflict(differences: Any, who: Any, when: Any = "", same: Any = ()) -> SafeString:
    """Two versions side by side, one choice per field, in a `form`; `same` are (name, value) kept as is."""
    return draw("conflict", differences=differences, who=who, when=when, same=same)
