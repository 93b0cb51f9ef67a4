"""Columns of record lists: what a cell shows, what the export says, what the database may sort by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pilothouse.records.models import Record
from pilothouse.records.states import Text
from pilothouse.web.kit.components.marks import due, person, short_date
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.marks import state_mark
from pilothouse.web.records.numbers import page_of

Value = str | int | float | date | datetime | None


@dataclass(frozen=True)
class ListColumn:
    """One column of a list.

    `cell(record, today)` is what the page shows (markup, or text that will be escaped); `value(record)` is what
    the export says. `sort` names database fields that an index serves, with one of the record's id last;
    without it the column does not sort. What is only drawn is not `exported`.
    """

    key: str
    label: Text
    cell: Callable[[Any, date], Any]
    value: Callable[[Any], Value]
    sort: tuple[str, ...] = ()
    numeric: bool = False
    unit: Text = ""
    exported: bool = True

    @property
    def head(self) -> Column:
        """The same column as the kit's table head draws it."""
        return Column(self.key, self.label, self.numeric, self.sort, self.unit)


def plain_column(
    key: str, label: Text, value: Callable[[Any], Value], *, sort: tuple[str, ...] = (), numeric: bool = False
) -> ListColumn:
    """A column whose cell is simply its value."""
    return ListColumn(key, label, lambda record, today: _shown(value(record), today), value, sort, numeric)


def _shown(value: Value, today: date) -> Any:
    if isinstance(value, date):
        return short_date(value, today).replace(" ", "\u00a0")
    return "–" if value is None or value == "" else value


def title_column(label: Text = "") -> ListColumn:
    """Title as the link to the record, its number beside it. Stands first; exports as the title alone."""

    def cell(record: Record, today: date) -> SafeString:
        return format_html(
            '<a href="{}">{}</a> <span class="number">{}</span>', page_of(record), record.title, record.code
        )

    return ListColumn("title", label or _("Title"), cell, lambda record: record.title, ("title", "id"))


def state_column() -> ListColumn:
    """The state as word and shape."""
    return ListColumn(
        "state",
        _("State"),
        lambda record, today: state_mark(record.standing),
        lambda record: str(record.standing.label),
        ("state", "-id"),
    )


def unit_column() -> ListColumn:
    """The unit by its short code."""
    return ListColumn(
        "unit",
        _("Unit"),
        lambda record, today: format_html('<span title="{}">{}</span>', record.unit.name, record.unit.code),
        lambda record: record.unit.code,
        ("unit_id", "-id"),
    )


def owner_column(label: Text = "") -> ListColumn:
    """Who answers for it; nobody is said aloud."""
    return ListColumn(
        "owner",
        label or _("Owner"),
        lambda record, today: person(record.owner),
        lambda record: record.owner.name if record.owner else "",
    )


def due_column(label: Text = "") -> ListColumn:
    """The due date; late is said in words, and the date first promised stays visible."""
    return ListColumn(
        "due",
        label or _("Due"),
        lambda record, today: due(_on(today), record.due, record.first_due, done=record.kept),
        lambda record: record.due,
        ("due", "id"),
    )


def number_column() -> ListColumn:
    """The number, for export and for sorting by age."""
    return ListColumn("number", _("Number"), lambda record, today: record.code, lambda record: record.code, ("id",))


def _on(today: date) -> Any:
    return {"today": today}
