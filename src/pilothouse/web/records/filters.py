"""Filters of record lists: each is one slot in a sentence, and one condition on what the person may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db.models import Q
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person, Unit, units_in_sight
from pilothouse.records.models import RecordQuerySet, past_their_day
from pilothouse.records.searching import matching
from pilothouse.records.states import Kind, Text
from pilothouse.web.kit.components.drawing import escaped
from pilothouse.web.kit.components.forms import choice, options, slot, text_input
from pilothouse.web.shell.middleware import PilotRequest

LONGEST = 200
Choices = list[tuple[str, Text]]


class Asked:
    """One request for a list: who asks, for what (its address, unless told otherwise), on which day, and the units
    they see.
    """

    def __init__(self, request: PilotRequest, given: QueryDict | None = None) -> None:
        self.request = request
        self.given = request.GET if given is None else given
        self.person = request.person
        self.today = request.now.astimezone(request.organisation.tz).date()

    @property
    def units(self) -> list[Unit]:
        """Units the person may see, root first."""
        return units_in_sight(self.person)


@dataclass(frozen=True, eq=False)
class Filter:
    """One slot of the sentence.

    `choices` are its words, or say them for who asks (None: free text); `apply(records, value, asked)` narrows the
    records for a value other than "". `before` and `after` are the words around the slot, `label` names it for
    readers. `alike`: a value asks the same of everybody on every day; `apply` meets nobody then.
    """

    name: str
    label: Text
    apply: Callable[[RecordQuerySet, str, Asked], RecordQuerySet]
    choices: Choices | Callable[[Asked], Choices] | None = None
    before: Text = ""
    after: Text = ""
    default: str = ""
    alike: bool = False


Alike = tuple[tuple[Filter, str], ...]
NOBODY = object.__new__(Asked)  # has no person and no day to ask for


def narrow_alike(records: RecordQuerySet, slots: Alike) -> RecordQuerySet:
    """The records that fit filters which ask the same of everybody."""
    for each, value in slots:
        records = each.apply(records, value, NOBODY)
    return records


@dataclass(frozen=True)
class Slot:
    """One filter as it stands in the sentence: its value, and its words (None: free text)."""

    filter: Filter
    value: str
    words: Choices | None

    def drawn(self, path: str) -> SafeString:
        """The words around the slot and its field, which stay on one line; a choice is asked for at once where there
        is script.
        """
        words = f"{escaped(self.filter.before)} {self._field(path)} {escaped(self.filter.after)}"
        return SafeString(f'<span class="phrase">{words}</span>')

    @property
    def said(self) -> str:
        """The filter and what was chosen in it; "" where nothing is left out by it."""
        if self.value in ("", "all"):
            return ""
        word = self.value if self.words is None else next(word for key, word in self.words if key == self.value)
        return f"{self.filter.label}: {word}"

    def _field(self, path: str) -> SafeString:
        name = self.filter.name
        if self.words is None:
            return slot(name, self.filter.label, text_input(name, self.value))
        fixed = self.words is self.filter.choices
        offered = _fixed(self.filter, self.value, get_language()) if fixed else options(self.words, self.value)
        return slot(name, self.filter.label, choice(name, offered, path))


@lru_cache(512)
def _fixed(each: Filter, value: str, language: str | None) -> SafeString:
    """The options of a filter whose words are the same for everybody, drawn once in each language."""
    return options(each.choices, value) if isinstance(each.choices, list) else SafeString("")


class Sentence:
    """The filters of one list. What is not among a filter's words counts as not asked."""

    def __init__(self, filters: Iterable[Filter], asked: Asked) -> None:
        self.filters = tuple(filters)
        self.asked = asked
        self.slots = [self._slot(each) for each in self.filters]

    def _slot(self, each: Filter) -> Slot:
        given = self.asked.given.get(each.name, each.default).strip()
        if each.choices is None:
            fits = "\0" not in given and len(given) <= LONGEST
            return Slot(each, given if fits else "", None)
        words = each.choices(self.asked) if callable(each.choices) else each.choices
        return Slot(each, given if any(key == given for key, _word in words) else "", words)

    def narrow(self, records: RecordQuerySet) -> RecordQuerySet:
        """The records that fit the sentence."""
        for each in self.slots:
            if each.value:
                records = each.filter.apply(records, each.value, self.asked)
        return records

    @property
    def alike(self) -> Alike | None:
        """The filters in use and their values, if these ask the same of everybody on every day."""
        used = [(each.filter, each.value) for each in self.slots if each.value]
        return tuple(used) if all(each.alike for each, _value in used) else None

    @property
    def drawn(self) -> SafeString:
        """The sentence but for its last slot, to stand inside `{% filters %}`."""
        return SafeString(" ".join(each.drawn(self.asked.request.path) for each in self.slots[:-1]))

    @property
    def last(self) -> SafeString:
        """Its last slot, which shares a line with the button."""
        return self.slots[-1].drawn(self.asked.request.path)

    @property
    def chosen(self) -> str:
        """What the list is narrowed to, slot by slot."""
        return " · ".join(said for each in self.slots if (said := each.said))

    @property
    def active(self) -> bool:
        """Does the address ask for anything but the usual?"""
        given = self.asked.given
        return any(given.get(each.name, each.default) != each.default for each in self.filters)


def choices_filter(
    name: str, label: Text, field: str, choices: Iterable[tuple[str, Text]], *, every: Text, before: Text = ""
) -> Filter:
    """A field with fixed values; `every` is the word for all of them ("any severity")."""
    words: Choices = [("", every), *choices]
    return Filter(
        name, label, lambda records, value, asked: records.filter(**{field: value}), words, before,
        alike=True,
    )  # fmt: skip


def state_filter(kind: Kind, *, live: bool = True) -> Filter:
    """Live ones, all, or one state; a list of work begins with what lives. The noun follows the slot."""
    states: Choices = [(state.name, state.label) for state in kind.life.states]
    words: Choices = [("live", _("live")), ("all", _("all")), *states]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        if value == "all":
            return records
        return records.live() if value == "live" else records.filter(state=value)

    usual = "live" if live else "all"
    return Filter("state", _("State"), apply, words, after=kind.plural, default=usual, alike=True)


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
        value = asked.given.get("owner", "")
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
            "late": past_their_day(asked.today),
            "none": Q(due=None),
            **{word: Q(due__range=(asked.today, asked.today + timedelta(days=days))) for word, days in reach.items()},
        }
        return records.filter(conditions[value])

    return Filter("due", _("Due"), apply, words, before or _("due"))


def age_filter(before: Text = "") -> Filter:
    """By how long ago it was opened."""
    words: Choices = [("", _("any age")), ("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        return records.filter(created_at__lt=asked.request.now - timedelta(days=int(value)))

    return Filter("age", _("Age"), apply, words, before or _("older than"))


def text_filter(before: Text = "") -> Filter:
    """Words, each also as the beginning of a longer one, found by the search index."""
    return Filter(
        "q", _("Words"), lambda records, value, asked: matching(records, value), None, before or _("that say")
    )
