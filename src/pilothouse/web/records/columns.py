"""Columns of record lists: what a cell shows, what the export says, what the database may sort by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.db.models import Case, Choices, When
from django.db.models.expressions import Col
from django.db.models.functions import Lower
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.records.states import Text
from pilothouse.web.kit.components.drawing import escaped
from pilothouse.web.kit.components.marks import due_on, person, short_date
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.marks import state_mark

# The person's own key, though the record has it too: so that names and keys are walked through in one index.
PERSON_ID = Col(Person._meta.db_table, Person._meta.pk)
BY_TITLE = (Lower("title"), "id")
NOTHING = "–"
Value = str | int | float | date | datetime | None


@dataclass(frozen=True)
class ListColumn:
    """One column of a list.

    `cell(record, today)` is what the page shows (markup, or text that will be escaped); `value(record)` is what
    the export says. `sort` is what the database sorts by (names of fields or expressions that an index serves, one
    of the record's id last); without it the column does not sort. Rows where `filled` is empty come last either way.
    What is only drawn is not `exported`.
    """

    key: str
    label: Text
    cell: Callable[[Any, date], Any]
    value: Callable[[Any], Value]
    sort: tuple[Any, ...] = ()
    numeric: bool = False
    unit: Text = ""
    exported: bool = True
    filled: str = ""

    @property
    def head(self) -> Column:
        """The same column as the kit's table head draws it."""
        return Column(self.key, self.label, self.numeric, self.sort, self.unit)


def plain_column(
    key: str,
    label: Text,
    value: Callable[[Any], Value],
    *,
    sort: tuple[Any, ...] = (),
    numeric: bool = False,
    filled: str = "",
) -> ListColumn:
    """A column whose cell is simply its value."""
    return ListColumn(
        key, label, lambda record, today: _shown(value(record), today), value, sort, numeric, filled=filled
    )


def _shown(value: Value, today: date) -> Any:
    if isinstance(value, date):
        return short_date(value, today).replace(" ", "\u00a0")
    return NOTHING if value is None or value == "" else value


def word_column(key: str, label: Text, field: str, words: type[Choices], *, sort: tuple[Any, ...] = ()) -> ListColumn:
    """A column of a field with fixed values, each shown by its word; sorted by the stored values unless told."""

    @cache
    def word(value: Any, language: str | None) -> str:  # said in that language
        return str(words(value).label)

    def value(record: Any) -> str:
        return word(getattr(record, field), get_language())

    return ListColumn(key, label, lambda record, today: value(record), value, sort or (field, "record_id"))


def in_order(field: str, words: type[Choices]) -> Case:
    """A field with fixed values in the order in which these are declared. No index serves it: for small tables."""
    return Case(*(When(**{field: value}, then=place) for place, value in enumerate(words.values)))


def title_column(label: Text = "") -> ListColumn:
    """Title as the link to the record, its number beside it. Stands first; exports as the title alone."""

    def cell(record: Record, today: date) -> SafeString:
        code = record.code
        return SafeString(f'<a href="/{code}/">{escaped(record.title)}</a> <span class="number">{code}</span>')

    return ListColumn("title", label or _("Title"), cell, lambda record: record.title, BY_TITLE)


def state_column() -> ListColumn:
    """The state as word and shape; sorts in the order of life."""
    return ListColumn(
        "state",
        _("State"),
        lambda record, today: state_mark(record.standing),
        lambda record: str(record.standing.label),
        ("stage", "-id"),
    )


def unit_column() -> ListColumn:
    """The unit by its short code."""
    return ListColumn(
        "unit",
        _("Unit"),
        lambda record, today: _unit(record.unit.name, record.unit.code),
        lambda record: record.unit.code,
        ("unit__code", "-id"),
        filled="unit__code",
    )


def owner_column(label: Text = "") -> ListColumn:
    """Who answers for it; nobody is said aloud."""
    return ListColumn(
        "owner",
        label or _("Owner"),
        lambda record, today: person(record.owner),
        lambda record: record.owner.name if record.owner else "",
        (Lower("owner__name"), PERSON_ID, "-id"),
        filled="owner__name",
    )


def due_column(label: Text = "") -> ListColumn:
    """The due date; late is said in words, and the date first promised stays visible."""
    return ListColumn(
        "due",
        label or _("Due"),
        lambda record, today: due_on(
            record.due, record.first_due, done=record.kept, today=today, language=get_language()
        ),
        lambda record: record.due,
        ("due", "id"),
        filled="due",
    )


def number_column() -> ListColumn:
    """The number, for export and for sorting by age."""
    return ListColumn("number", _("Number"), lambda record, today: record.code, lambda record: record.code, ("id",))


@lru_cache(1024)
def _unit(name: str, code: str) -> SafeString:
    return format_html('<span title="{}">{}</span>', name, code)
