"""The one list of records: filter, sort, search, pages, export; what it costs does not grow with the table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pilothouse.records.hints import BeginHere, Unindexed
from pilothouse.records.models import RecordQuerySet
from pilothouse.records.queries import BASE_ID, count_filled, count_up_to, put_units
from pilothouse.records.states import Text
from pilothouse.web.kit.components.drawing import escaped
from pilothouse.web.kit.components.tables import pick
from pilothouse.web.kit.pages import COUNT_CAP, Page, Sorting, number_asked, size_asked, sorting
from pilothouse.web.records.bulk import Bulk, offered
from pilothouse.web.records.columns import ListColumn, Value, number_column
from pilothouse.web.records.export import WRITERS
from pilothouse.web.records.filters import Asked, Filter, Sentence
from pilothouse.web.records.saved import Shelf
from pilothouse.web.shell.middleware import PilotRequest

# What no cell of any list shows: of a record, and of the person who owns it.
UNREAD = (
    *("words", "origin", "created_at", "created_by", "changed_at"),
    *(f"owner__{name}" for name in ("version", "email", "unit", "is_system", "may_sign_in", "access_at", "left_on")),
)


@dataclass(frozen=True)
class Empty:
    """What a list says when nothing is there yet: what belongs here and why, and the one button that starts it."""

    title: Text
    text: Text = ""
    label: Text = ""
    url: str = ""
    icon: str = "sprout"


@dataclass(frozen=True)
class ListSpec:
    """What one list is.

    records: `records(request)` gives what the person may see (`.seen_by(request.person)`), unordered.
    related: what a row shows beside its unit, which every list knows. columns: first one is the title. filters: slots
    of the sentence, in its order. default_sort: a column's key, with "-" for descending; "" means newest first.
    bulk: what may be done with picked rows. noun: "issues". export: name of the file, without ending.
    """

    title: Text
    noun: Text
    records: Callable[[PilotRequest], RecordQuerySet]
    columns: Sequence[ListColumn]
    export: str
    filters: Sequence[Filter] = ()
    default_sort: str = ""
    sub: Text = ""
    empty: Empty = field(default=Empty(_("Nothing here yet")))
    related: tuple[str, ...] = ("owner",)
    unread: tuple[str, ...] = ()
    bulk: Sequence[Bulk] = ()

    def ordered(self, records: RecordQuerySet, order: Sorting) -> "Ordered":
        """The records in an order that one of the columns gives."""
        filled = next((column.filled for column in self.columns if column.key == order.key), "")
        return Ordered(records, order, filled)


def record_list(
    request: PilotRequest, spec: ListSpec, template: str = "records/list.html", extra: dict[str, Any] | None = None
) -> HttpResponseBase:
    """The list as a page, as the part htmx swaps, or (`?format=csv`, `?format=xlsx`) as a file."""
    shelf = Shelf(request)
    if shelf.opening:
        return HttpResponseRedirect(shelf.opening)
    asked = Asked(request)
    sentence = Sentence(spec.filters, asked)
    records = sentence.narrow(spec.records(request))
    order = sorting(request, [column.head for column in spec.columns], spec.default_sort)
    told = records.select_related("unit", *spec.related).defer("words")
    if write := WRITERS.get(request.GET.get("format", "")):
        return write(spec.export, *_table(spec, spec.ordered(told, order)), request.organisation.tz)
    page = _page(
        spec.ordered(records.select_related(*spec.related).defer(*UNREAD, *spec.unread), order), records, request
    )
    put_units(page.items, request.person)
    bulk = offered(spec.bulk, request.person, page.items)
    context = {
        "spec": spec,
        "bulk": bulk,
        "shelf": shelf,
        "sentence": sentence,
        "heads": [column.head for column in spec.columns],
        "page": page,
        "lines": draw_rows(spec.columns, page.items, asked.today, picks=bool(bulk)),
        "narrowed": sentence.active,
        **(extra or {}),
    }
    return _render(request, template, context)


def _render(request: PilotRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    part = getattr(request, "htmx", False) and request.headers.get("HX-Target") == "list"
    response = render(request, "records/list_part.html" if part else template, context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


class Ordered:
    """Records in order, cut into pages. Those without a value to sort by come last either way, without a sort that no
    index serves.
    """

    def __init__(self, records: RecordQuerySet, order: Sorting, filled: str = "") -> None:
        self.records = records
        self.first, *self.rest = map(_by, order.order_by or ("-id",))
        self.filled = filled
        # Whether another table than that of all records has the order.
        self.beside = "__" in filled or "record_id" in str(order.order_by[-1:])
        self.empty = {filled.partition("__")[0]: None}

    def given(self, *, few: bool = False) -> RecordQuerySet:
        """Those that have a value to sort by: where few are left these are found first and then sorted, else they
        are walked through in order.
        """
        first, records = self.first, self.records
        if self.filled:
            records = records.exclude(**self.empty)
        if few:
            first = OrderBy(Unindexed(first.expression), descending=first.descending)
        elif self.beside:
            records = records.filter(BeginHere(first.expression))
        return records.order_by(first, *self.rest)

    def without(self) -> RecordQuerySet:
        """Those that have none, in the order of what is left to sort by."""
        return self.records.filter(**self.empty).order_by(*self.rest[-1:])

    def cut(self, start: int, stop: int, *, few: bool = False, given: int | None = None) -> list[Any]:
        """Rows from start up to, not including, stop, by one query. `few` says that no more than a few hundred are
        left, `given` how many have a value to sort by, counted up to stop.
        """
        if given is None or given >= stop:
            return list(self.given(few=few and bool(self.rest))[start:stop])
        if given <= start:
            return list(self.without()[start - given : stop - given])
        # The one page on which both meet is left to the database to sort.
        last = OrderBy(self.first.expression, descending=self.first.descending, nulls_last=True)
        return list(self.records.order_by(last, *self.rest)[start:stop])

    def stream(self) -> Iterator[Any]:
        """All rows, a few thousand in memory at a time."""
        yield from self.given().iterator(chunk_size=2_000)
        if self.filled:
            yield from self.without().iterator(chunk_size=2_000)


def _by(name: Any) -> OrderBy:
    """One thing to order by, where "id" is the base's own."""
    if isinstance(name, OrderBy):
        return name
    if not isinstance(name, str):
        return OrderBy(name)
    field = name.removeprefix("-")
    return OrderBy(BASE_ID if field == "id" else F(field), descending=field != name)


def _page(rows: Ordered, records: RecordQuerySet, request: PilotRequest) -> Page[Any]:
    number, size = number_asked(request), size_asked(request)
    start = (number - 1) * size
    stop = start + size + 1
    seen, given = _counted(rows, records, stop)
    cut = rows.cut(start, stop, few=seen <= COUNT_CAP, given=given)
    return Page(cut[:size], number, size, len(cut) > size, min(seen, COUNT_CAP), seen > COUNT_CAP)


def _counted(rows: Ordered, records: RecordQuerySet, stop: int) -> tuple[int, int | None]:
    if not rows.filled:
        return count_up_to(COUNT_CAP + 1, records), None
    return count_filled(COUNT_CAP + 1, records, rows.filled.partition("__")[0], stop)


def draw_rows(columns: Sequence[ListColumn], records: Sequence[Any], today: date, *, picks: bool = False) -> SafeString:
    """Table rows as markup; the first cell heads its row. Every text is escaped unless it is markup already. With
    `picks`, a box stands before it.
    """
    first, *rest = columns
    cells = [(column.cell, _opening(column)) for column in rest]
    boxes = [pick(record.code, record.title) for record in records] if picks else [""] * len(records)
    lines = (_row(box, first, cells, record, today) for box, record in zip(boxes, records, strict=True))
    return SafeString("".join(lines))


def _opening(column: ListColumn) -> str:
    kind = ' class="num"' if column.numeric else ""
    return f'<td{kind} data-label="{escaped(column.label)}">'


def _row(box: str, first: ListColumn, cells: Sequence[tuple[Callable[..., Any], str]], record: Any, today: date) -> str:
    parts = [f'<tr hx-boost="false">{box}<th scope="row">{escaped(first.cell(record, today))}</th>']
    parts += [f"{opening}{escaped(cell(record, today))}</td>" for cell, opening in cells]
    return "".join([*parts, "</tr>"])


def _table(spec: ListSpec, rows: Ordered) -> tuple[list[str], Iterator[list[Value]]]:
    columns = [number_column(), *(column for column in spec.columns if column.exported and column.key != "number")]
    heads = [f"{column.label}, {column.unit}" if column.unit else str(column.label) for column in columns]
    # One more than a worksheet holds: the writer knows where to stop.
    records = islice(rows.stream(), 2_000_000)
    return heads, ([column.value(record) for column in columns] for record in records)
