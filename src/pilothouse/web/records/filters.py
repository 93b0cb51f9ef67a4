"""Filters of record lists: each is one slot in a sentence, and one condition on what the person may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person, Unit, units_in_sight
from pilothouse.records.models import RecordQuerySet
from pilothouse.records.searching import matching
from pilothouse.records.states import Kind, Text
from pilothouse.web.shell.middleware import PilotRequest

Choices = list[tuple[str, Text]]


class Asked:
    """One request for a list: who asks, on which day, and the units they see."""

    def __init__(self, request: PilotRequest) -> None:
        self.request = request
        self.person = request.person
        self.today = request.now.astimezone(request.organisation.tz).date()

    @property
    def units(self) -> list[Unit]:
        """Units the person may see, root first."""
        return units_in_sight(self.person)


@dataclass(frozen=True)
class Filter:
    """One slot of the sentence.

    `choices(asked)` are its words (None: free text); `apply(records, value, asked)` narrows the records for a
    value other than "". `before` and `after` are the words around the slot, `label` names it for readers.
    """

    name: str
    label: Text
    apply: Callable[[RecordQuerySet, str, Asked], RecordQuerySet]
    choices: Callable[[Asked], Choices] | None = None
    before: Text = ""
    after: Text = ""
    default: str = ""


class PlainSelect(forms.Select):
    """A select without a template for each option: a list has several, and they were a third of its cost."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Markup of the select; every text is escaped."""
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) == str(value or "") else "", label)
                for key, label in self.choices
            ),
        )
        given = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", given, options)


class Sentence(forms.Form):
    """The filters of one list as a form. What is not among a filter's words counts as not asked."""

    def __init__(self, filters: Iterable[Filter], asked: Asked) -> None:
        self.filters = tuple(filters)
        self.asked = asked
        given = asked.request.GET
        super().__init__({each.name: given.get(each.name, each.default) for each in self.filters}, auto_id="by-%s")
        for each in self.filters:
            self.fields[each.name] = self._field(each)

    def _field(self, each: Filter) -> forms.Field:
        if each.choices is None:
            return forms.CharField(
                label=each.label,
                required=False,
                max_length=200,
                widget=forms.TextInput({"type": "search", "size": 14, "autocomplete": "off"}),
            )
        at_once = {
            "hx-get": self.asked.request.path,
            "hx-trigger": "change",
            "hx-include": "closest form",
            "hx-push-url": "true",
        }
        return forms.ChoiceField(
            label=each.label, required=False, choices=each.choices(self.asked), widget=PlainSelect(at_once)
        )

    def narrow(self, records: RecordQuerySet) -> RecordQuerySet:
        """The records that fit the sentence."""
        self.is_valid()
        for each in self.filters:
            value = self.cleaned_data.get(each.name, "")
            if value:
                records = each.apply(records, value, self.asked)
        return records

    @property
    def slots(self) -> list[tuple[Filter, Any]]:
        """Each filter with its field, in the order of the sentence."""
        return [(each, self[each.name]) for each in self.filters]

    @property
    def active(self) -> bool:
        """Does the address ask for anything but the usual?"""
        given = self.asked.request.GET
        return any(given.get(each.name, each.default) != each.default for each in self.filters)


def choices_filter(
    name: str, label: Text, field: str, choices: Iterable[tuple[str, Text]], *, every: Text, before: Text = ""
) -> Filter:
    """A field with fixed values; `every` is the word for all of them ("any severity")."""
    words: Choices = [("", every), *choices]
    return Filter(
        name, label, lambda records, value, asked: records.filter(**{field: value}), lambda asked: words, before
    )


def state_filter(kind: Kind, *, live: bool = True) -> Filter:
    """Live ones, all, or one state; a list of work begins with what lives. The noun follows the slot."""
    states: Choices = [(state.name, state.label) for state in kind.life.states]
    words: Choices = [("live", _("live")), ("all", _("all")), *states]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        if value == "all":
            return records
        return records.live() if value == "live" else records.filter(state=value)

    return Filter("state", _("State"), apply, lambda asked: words, after=kind.plural, default="live" if live else "all")


def unit_filter(before: Text = "") -> Filter:
    """A unit and everything below it, by its code."""

    def words(asked: Asked) -> Choices:
        return [("", _("every unit")), *((unit.code, unit.name) for unit in asked.units)]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        root = next(unit for unit in asked.units if unit.code == value)
        keys = [unit.pk for unit in asked.units if unit.path.startswith(root.path)]
        return records.filter(unit_id=keys[0]) if len(keys) == 1 else records.filter(unit_id__in=keys)

    return Filter("unit", _("Unit"), apply, words, before or _("in"))


def owner_filter(before: Text = "") -> Filter:
    """Mine, nobody's, or those of the person whose key a link brought along."""

    def words(asked: Asked) -> Choices:
        fixed: Choices = [("", _("everybody")), ("me", _("mine")), ("nobody", _("nobody"))]
        value = asked.request.GET.get("owner", "")
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            return fixed
        return fixed + [(str(found.pk), found.name) for found in Person.objects.filter(pk=int(value))]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        if value == "nobody":
            return records.filter(owner=None)
        return records.filter(owner_id=asked.person.pk if value == "me" else int(value))

    return Filter("owner", _("Owner"), apply, words, before or _("of"))


def due_filter(before: Text = "") -> Filter:
    """Overdue, soon, later, or without a date."""
    words: Choices = [
        ("", _("any time")),
        ("late", _("before today")),
        ("week", _("within 7 days")),
        ("month", _("within 30 days")),
        ("none", _("on no date")),
    ]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        reach = {"week": 7, "month": 30}
        conditions = {
            "late": Q(due__lt=asked.today, ended_at=None),
            "none": Q(due=None),
            **{word: Q(due__range=(asked.today, asked.today + timedelta(days=days))) for word, days in reach.items()},
        }
        return records.filter(conditions[value])

    return Filter("due", _("Due"), apply, lambda asked: words, before or _("due"))


def age_filter(before: Text = "") -> Filter:
    """By how long ago it was opened."""
    words: Choices = [("", _("any age")), ("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        return records.filter(created_at__lt=asked.request.now - timedelta(days=int(value)))

    return Filter("age", _("Age"), apply, lambda asked: words, before or _("older than"))


def text_filter(before: Text = "") -> Filter:
    """Words, each also as the beginning of a longer one, found by the search index."""
    return Filter(
        "q", _("Words"), lambda records, value, asked: matching(records, value), None, before or _("that say")
    )
