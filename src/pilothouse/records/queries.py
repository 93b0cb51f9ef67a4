"""Questions about records of any kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.expressions import Col
from django.db.models.functions import Lower

from pilothouse.organisation.models import Person, Unit, units_in_sight
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Attachment, Link, Note, Record, type_with_prefix
from pilothouse.records.rules import parsed
from pilothouse.records.saved import SavedView
from pilothouse.trail.kept import Kept, Written, padded

# The base's own key, to order by: for a concrete type Django would take the child's, which ends no index.
BASE_ID = Col(Record._meta.db_table, Record._meta.pk)


def find(person: Person, code: str) -> Record | None:
    """The record with this number as its own type, if the person may see it."""
    number = parsed(code)
    model = type_with_prefix(number[0]) if number else None
    if number is None or model is None:
        return None
    found: Record | None = _finder(model).first(person, number[1])
    return found


@cache
def _finder(model: type[Record]) -> KeptSight[Record]:
    with_all = model.objects.select_related("unit", "owner", *model.READ_ALONG)
    return KeptSight(lambda person, number: with_all.seen_by(person).filter(number=number)[:1])


@dataclass(frozen=True)
class Hung:
    """One thing that hangs on a record: a note (`text`), a file (`text` is its name, `number` its size in bytes), or a
    link (`text` is why, `number` the key of the other record).
    """

    key: int
    text: str
    at: datetime
    by: Person
    number: int


@dataclass(frozen=True)
class Hanging:
    """What hangs on a record, newest first, at most 300 things, and the people asked for along with it, by key. Who
    sees the record sees its notes and files; whether they see a linked record is for the reader of `links` to ask.
    """

    notes: list[Hung]
    files: list[Hung]
    links: list[Hung]
    people: dict[int, Person]


_PERSON, _FIRST = 3, datetime(9999, 1, 1, tzinfo=UTC)


def _hanging(record: int, people: list[int]) -> "QuerySet[Any]":
    notes = Note.objects.filter(record=record)
    files = Attachment.objects.filter(record=record)
    other = Case(When(record=record, then=F("other_id")), default=F("record_id"))
    ties = Link.objects.filter(Q(record=record) | Q(other=record))
    by = ("by_id", "by__name")
    return (
        notes.order_by().values_list(Value(0), "pk", "text", "at", *by, Value(0))
        .union(
            files.order_by().values_list(Value(1), "pk", "name", "at", *by, "size"),
            ties.order_by().values_list(Value(2), "pk", "reason", "at", *by, other),
            Person.objects.filter(pk__in=people).order_by()
            .values_list(Value(_PERSON), "pk", Value(""), Value(_FIRST, DateTimeField()), "pk", "name", Value(0)),
            all=True,
        )
        .order_by("-at")[: _MOST_HANGING + len(people)]
    )  # fmt: skip


_MOST_HANGING = 300
_HANGING = Kept[Any](_hanging)


def hanging_on(record: Record, people: Iterable[int] = ()) -> Hanging:
    """Notes, files and links of a record, and these people, by one query."""
    notes, files, links = lists = ([], [], [])  # type: tuple[list[Hung], list[Hung], list[Hung]]
    known: dict[int, Person] = {}
    for what, key, text, at, by, name, number in _HANGING.rows(record.pk, sorted(people)):
        person = known.setdefault(by, Person(pk=by, name=name))
        if what != _PERSON:
            lists[what].append(Hung(key, text, at, person, number))
    return Hanging(notes, files, links, known)


def ties_between(one: Record, other: Record) -> "QuerySet[Link]":
    """The links between these two, in either direction."""
    found: QuerySet[Link] = Link.objects.filter(record__in=[one, other], other__in=[one, other])
    return found


def came_of(origins: "QuerySet[Any] | Iterable[int]") -> "QuerySet[Any]":
    """Keys of what these gave rise to. For `pk__in`: from a few keys the database finds the rows, by no walk through
    a whole kind.
    """
    return Record.objects.filter(origin__in=origins).values("pk")


def count_rows(rows: Written) -> int:
    """How many rows this statement finds. Written around it, which costs Django half of what its own count of a slice
    does.
    """
    sql, values = rows
    return _counted(f"SELECT COUNT(*) FROM ({sql}) AS found", values)[0]  # noqa: S608 - Django's own statement


def count_filled(most: int, every: Written, some_of_them: Written) -> tuple[int, int]:
    """How many rows there are and in how many of them a field is filled, by one query.

    `every` finds the field of at most `most` rows, under the name `filled`. Where there are as many, the second number
    is how many rows `some_of_them` finds, which asks for those alone that have it.
    """
    all_sql, values = every
    some_sql, more = some_of_them
    some = f"CASE WHEN n < %s THEN g ELSE (SELECT COUNT(*) FROM ({some_sql}) AS some_rows) END"  # noqa: S608
    counted = f"SELECT COUNT(*) AS n, COUNT(filled) AS g FROM ({all_sql}) AS all_rows"  # noqa: S608
    seen, filled = _counted(f"SELECT n, {some} FROM ({counted}) AS counted", [most, *more, *values])  # noqa: S608
    return seen, filled


def _counted(sql: str, values: "Iterable[Any]") -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return [int(count) for count in cursor.fetchone()]


def views_of(person: Person, place: str) -> list[SavedView]:
    """How this person likes to see a list, by name."""
    return _VIEWS.rows(person.pk, place)


_VIEWS = Kept[SavedView](
    lambda person, place: SavedView.objects.filter(person_id=person, place=place).order_by(Lower("name"), "id")
)


def all_views_of(person: Person) -> "QuerySet[SavedView]":
    """Every view this person has saved, list by list."""
    return SavedView.objects.filter(person=person).order_by("place", Lower("name"), "id")


_UNITS = Kept[Unit](lambda keys: Unit.objects.filter(pk__in=keys))


def put_units(records: "Sequence[Any]", person: Person) -> None:
    """Give each record its unit: out of those this person has at hand, and by one query those beyond of what is their
    own or everybody's, for who does not see the whole organisation.
    """
    known = {unit.pk: unit for unit in units_in_sight(person)}
    if person.paths_seen is not None:
        beyond = sorted({record.unit_id for record in records} - known.keys())
        known |= {unit.pk: unit for unit in _UNITS.rows(padded(beyond))}
    for record in records:
        record.unit = known[record.unit_id]
