"""The one list of records: filter, sort, search, pages, export, bulk picks."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right, roles_with
from pilothouse.records.models import RecordQuerySet
from pilothouse.records.queries import put_units
from pilothouse.records.states import Text
from pilothouse.web.kit.components.drawing import escaped
from pilothouse.web.kit.components.tables import pick
from pilothouse.web.kit.pages import Sorting, number_asked, size_asked, sorting
from pilothouse.web.records.bulk import Way, offered
from pilothouse.web.records.columns import NOTHING, ListColumn, Value, number_column
from pilothouse.web.records.export import WRITERS
from pilothouse.web.records.filters import Asked, Filter, Sentence
from pilothouse.web.records.ordered import Listing, Ordered
from pilothouse.web.records.shelf import Shelf
from pilothouse.web.shell.middleware import PilotRequest

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# What no cell of any list shows: of a record, and of the person who owns it.
UNREAD = (
    *("words", "origin", "created_at", "created_by", "changed_at"),
    *(f"owner__{name}" for name in ("version", "email", "unit", "is_system", "may_sign_in", "access_at")),
)


@dataclass(frozen=True)
class Empty:
    """What a list says when nothing is there yet: what belongs here and why, and the one button that starts it.

    `right` is what one needs for that somewhere; nobody in particular where it is None.
    """

    title: Text
    text: Text = ""
    label: Text = ""
    url: str = ""
    icon: str = "sprout"
    right: Right | None = None

    def shown_to(self, person: Person) -> "Empty":
        """The button for who may start it; whoever may not reads who does."""
        if self.right is None or holds_somewhere(person, self.right):
            return self
        roles = ", ".join(str(role.label) for role in roles_with(self.right))
        who = gettext("“%(what)s” is for the roles: %(roles)s.") % {"what": self.label, "roles": roles}
        return replace(self, text=f"{self.text} {who}", url="")


def _as_they_are(records: Any) -> Any:
    return records


@dataclass(frozen=True, eq=False)
class ListSpec:
    """What one list is: made once, when the program starts.

    records: `records(person)` gives what the person may see (`.seen_by(person)`), unordered.
    related: what a row shows beside its unit, which every list knows. columns: first one is the title. filters: slots
    of the sentence, in its order. also: what only the export says, beside the columns; `in_full(records)` puts to them
    what it reads for that. default_sort: a column's key, with "-" for descending; "" means newest first. bulk: what may
    be done with picked rows. noun: "issues". export: name of the file, without ending.
    """

    title: Text
    noun: Text
    records: Callable[[Person], RecordQuerySet]
    columns: Sequence[ListColumn]
    export: str
    filters: Sequence[Filter] = ()
    default_sort: str = ""
    sub: Text = ""
    empty: Empty = field(default=Empty(_("Nothing here yet")))
    related: tuple[str, ...] = ("owner",)
    unread: tuple[str, ...] = ()
    bulk: Sequence[Way] = ()
    also: Sequence[ListColumn] = ()
    in_full: Callable[[Any], Any] = _as_they_are

    def filled(self, order: Sorting) -> str:
        """The field that may be empty by which this order sorts; "" for none."""
        return next((column.filled for column in self.columns if column.key == order.key), "")

    def light(self, records: RecordQuerySet, order: Sorting) -> Ordered:
        """Records in order, with what a line on a page shows and no more; units are put to them afterwards."""
        told = records.select_related(*self.related).defer(*UNREAD, *self.unread)
        return Ordered(told, order, self.filled(order))

    def full(self, records: RecordQuerySet, order: Sorting) -> Ordered:
        """The same with what a line of a file tells."""
        told = self.in_full(records.select_related("unit", *self.related).defer("words"))
        return Ordered(told, order, self.filled(order))


def shows(spec: ListSpec) -> Callable[[View], View]:
    """Say of a view which list it shows, so that a saved view of that list can be told in words."""

    def mark(view: View) -> View:
        vars(view)["list_spec"] = spec
        return view

    return mark


def spec_of(view: Callable[..., Any]) -> ListSpec | None:
    """The list that a view shows, if it shows one."""
    return vars(view).get("list_spec")


def record_list(
    request: PilotRequest, spec: ListSpec, template: str = "records/list.html", extra: dict[str, Any] | None = None
) -> HttpResponseBase:
    """The list as a page, as the part htmx swaps, or (`?format=csv`, `?format=xlsx`) as a file."""
    shelf = Shelf(request)
    if shelf.opening:
        return HttpResponseRedirect(shelf.opening)
    asked = Asked(request)
    sentence = Sentence(spec.filters, asked)
    heads = [column.head for column in spec.columns]
    order = sorting(request, heads, spec.default_sort)
    if write := WRITERS.get(request.GET.get("format", "")):
        told = spec.full(sentence.narrow(spec.records(request.person)), order)
        return write(spec.export, *_table(spec, told), request.organisation.tz)
    page = Listing(spec, sentence, order, request.person).page(number_asked(request), size_asked(request))
    put_units(page.items, request.person)
    bulk = offered(spec.bulk, request.person, page.items)
    context = {
        "spec": spec,
        "bulk": bulk,
        "shelf": shelf,
        "sentence": sentence,
        "heads": heads,
        "page": page,
        "lines": draw_rows(spec.columns, page.items, asked.today, _ticked(request) if bulk else None),
        "narrowed": sentence.active,
        "empty": None if page.items else spec.empty.shown_to(request.person),
        **(extra or {}),
    }
    return _render(request, template, context)


def _render(request: PilotRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    part = getattr(request, "htmx", False) and request.headers.get("HX-Target") == "list"
    response = render(request, "records/list_part.html" if part else template, context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def _ticked(request: PilotRequest) -> Set[str]:
    """Rows that are picked from the start: those with which somebody comes back."""
    return frozenset(request.GET.getlist("pick"))


def draw_rows(
    columns: Sequence[ListColumn], records: Sequence[Any], today: date, picks: Set[str] | None = None
) -> SafeString:
    """Table rows as markup; the first cell heads its row. Every text is escaped unless it is markup already. With
    `picks`, a box stands before it, ticked for these.
    """
    first, *rest = columns
    cells = [(column.cell, _opening(column), _opening(column, blank=True)) for column in rest]
    boxes = [""] * len(records)
    if picks is not None:
        boxes = [pick(record.code, record.title, ticked=record.code in picks) for record in records]
    lines = (_row(box, first, cells, record, today) for box, record in zip(boxes, records, strict=True))
    return SafeString("".join(lines))


def _opening(column: ListColumn, *, blank: bool = False) -> str:
    """The beginning of a cell; a `blank` one is not shown where a row folds on a phone."""
    kinds = " ".join(name for name, meant in (("num", column.numeric), ("blank", blank)) if meant)
    kind = f' class="{kinds}"' if kinds else ""
    return f'<td{kind} data-label="{escaped(column.label)}">'


def _row(
    box: str, first: ListColumn, cells: Sequence[tuple[Callable[..., Any], str, str]], record: Any, today: date
) -> str:
    parts = [f'<tr hx-boost="false">{box}<th scope="row">{escaped(first.cell(record, today))}</th>']
    for cell, opening, blank in cells:
        shown = escaped(cell(record, today))
        parts.append(f"{blank if shown == NOTHING else opening}{shown}</td>")
    return "".join([*parts, "</tr>"])


def _table(spec: ListSpec, rows: Ordered) -> tuple[list[str], Iterator[list[Value]]]:
    told = (*spec.columns, *spec.also)
    columns = [number_column(), *(column for column in told if column.exported and column.key != "number")]
    heads = [f"{column.label}, {column.unit}" if column.unit else str(column.label) for column in columns]
    # One more than a worksheet holds: the writer knows where to stop.
    records = islice(rows.stream(), 2_000_000)
    return heads, ([column.value(record) for column in columns] for record in records)
