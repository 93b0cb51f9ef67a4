"""What views need to hand a list to the kit: pages of rows, sort keys from an allow-list, shareable links."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.db.models.expressions import OrderBy
from django.forms import BaseForm
from django.http import HttpRequest

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
SIZES = (25, 50, 100)
SIZE = SIZES[0]
DEEPEST = 2_000
COUNT_CAP = 1_000


class Sliceable(Protocol[Row_co]):
    """What can be cut into pages: a queryset, a list."""

    def __getitem__(self, cut: slice, /) -> Iterable[Row_co]: ...


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows. `total` is None where counting would cost more than it tells."""

    items: Sequence[Row]
    number: int = 1
    size: int = SIZE
    more: bool = False
    total: int | None = None
    capped: bool = False

    @property
    def first(self) -> int:
        """Place of the first row shown, counted from 1; 0 on an empty page."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last(self) -> int:
        """Place of the last row shown."""
        return (self.number - 1) * self.size + len(self.items)

    @property
    def alone(self) -> bool:
        """Whether there is nothing to page through."""
        return self.number == 1 and not self.more

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class Column:
    """One column: `key` is what the address says in `?sort=`, `order_by` what the database sorts by: names of fields
    or expressions.
    """

    key: str
    label: Any
    numeric: bool = False
    order_by: tuple[Any, ...] = ()
    unit: Any = ""
    hidden_label: bool = False

    @property
    def sortable(self) -> bool:
        """Whether the header is a link."""
        return bool(self.order_by)


@dataclass(frozen=True)
class Sorting:
    """The order asked for in the address, already checked against the columns, which say what the key sorts by."""

    key: str = ""
    descending: bool = False
    order_by: tuple[Any, ...] = field(default=(), compare=False)


def number_asked(request: HttpRequest, name: str = "page") -> int:
    """The page number in the address; 1 when it is missing, no number, or out of all reason."""
    text = request.GET.get(name, "1")
    return min(int(text), DEEPEST) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1


def size_asked(request: HttpRequest) -> int:
    """How many rows the reader wants on a page (`?rows=50`): one of `SIZES`, else the first of them."""
    asked = request.GET.get("rows", "")
    return next((size for size in SIZES if str(size) == asked), SIZE)


def paginate(rows: Sliceable[Row], request: HttpRequest, size: int = 0, *, count: bool = False) -> Page[Row]:
    """One page of `rows`, by one query that asks for a single row more than it shows.

    With `count`, a second query counts up to `COUNT_CAP` rows and says "1,000+" beyond, so that a list of
    a hundred thousand costs what a list of a thousand costs. `size` is for pages of another kind than rows of a list;
    otherwise the reader chooses.
    """
    number, size = number_asked(request), size or size_asked(request)
    start = (number - 1) * size
    cut = list(rows[slice(start, start + size + 1)])
    total, capped = (None, False)
    if count:
        seen = _count(rows)
        total, capped = min(seen, COUNT_CAP), seen > COUNT_CAP
    return Page(cut[:size], number, size, len(cut) > size, total, capped)


def _count(rows: Sliceable[Any]) -> int:
    head = rows[slice(0, COUNT_CAP + 1)]
    values = getattr(head, "values_list", None)
    return len(list(values("pk")) if values else list(head))


def sorting(request: HttpRequest, columns: Iterable[Column], default: str = "") -> Sorting:
    """The order asked for by `?sort=key` or `?sort=-key`; only keys of sortable columns count."""
    by_key = {column.key: column for column in columns if column.sortable}
    asked = request.GET.get("sort", default)
    if asked.removeprefix("-") not in by_key:
        asked = default
    key, descending = asked.removeprefix("-"), asked.startswith("-")
    if key not in by_key:
        return Sorting()
    fields = by_key[key].order_by
    return Sorting(key, descending, tuple(_turned(name) if descending else name for name in fields))


def _turned(name: Any) -> Any:
    if isinstance(name, OrderBy):
        return OrderBy(name.expression, descending=not name.descending, nulls_last=name.nulls_last)
    if not isinstance(name, str):
        return OrderBy(name, descending=True)
    return name[1:] if name.startswith("-") else f"-{name}"


def link_with(request: HttpRequest, **changes: object) -> str:
    """The present address with some parameters changed; None or "" takes one out. Always starts with `?`."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


def once_token() -> str:
    """A fresh token for one form: the same form sent twice is done once."""
    return secrets.token_urlsafe(16)


def unfolded(form: BaseForm, *names: str) -> bool:
    """Whether a folded part of a form stands open: something in it was filled in, or needs a second look."""
    return form.is_bound and any(name in form.errors or name in form.changed_data for name in names)
