"""Which inputs each meeting looked at, as a file: a row for each input, a column for each meeting."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from pilothouse.reviews.queries import Cell, Strip, StripRow
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.middleware import PilotRequest


def coverage_file(request: PilotRequest, strip: Strip) -> HttpResponseBase | None:
    """The strip as the file that the address asks for; None where it asks for a page."""
    columns: list[tuple[Any, Callable[[StripRow], str | date | None]]] = [
        (_("Input"), lambda row: str(row.input.label)),
        (_("Clause"), lambda row: row.input.clause),
        *((_head(review), _told_at(place)) for place, review in enumerate(strip.reviews)),
        (_("Last"), lambda row: row.last),
    ]
    return as_file(request, "inputs-by-meeting", columns, strip.rows)


def _head(review: Any) -> str:
    return f"{review.due.isoformat() if review.due else '–'} {review.code} {review.title}"


def _told_at(place: int) -> Callable[[StripRow], str]:
    return lambda row: _told(row.cells[place])


def _told(cell: Cell) -> str:
    if cell.seen:
        every = f" {cell.looked} / {cell.every}" if cell.every else ""
        return f"{_('looked at')}{every}"
    if cell.passed_over:
        return _("passed over")
    return _("not yet") if cell.waits else ""
