"""Rows that belong to a row, brought along with it as one JSON list: one query for a whole, at any size."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.db.models import Aggregate, F, Field, FloatField, Func, JSONField, Model, QuerySet, Subquery
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)


class _Gathered(Aggregate):
    """Rows of a subquery as one JSON list."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL names it otherwise."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


class _Exact(Func):
    """A number with all of its digits: SQLite writes only fifteen of them into JSON."""

    output_field = FloatField()
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """As text of seventeen digits, which tell every number from its neighbours."""
        template = "CASE WHEN %(expressions)s IS NULL THEN NULL ELSE PRINTF('%%%%!.17g', %(expressions)s) END"
        return self.as_sql(compiler, connection, template=template, **extra)


def gathered(rows: "QuerySet[Any]", fields: Mapping[str, str] | Sequence[str]) -> Subquery:
    """These rows as a list of objects in no order, for `annotate`; the list is None or empty where there are none.

    `fields` are names of the rows' fields, or maps names in the object to paths. A field of floating point keeps all
    of its digits, to be read by `number` or `built`. Keep it to tens of rows: the list
    is read as a whole.
    """
    floats = {field.name for field in rows.model._meta.concrete_fields if isinstance(field, FloatField)}
    paths = fields if isinstance(fields, Mapping) else {name: name for name in fields}
    told = {key: _Exact(path) if path in floats else F(path) for key, path in paths.items()}
    together = rows.order_by().annotate(_all=_Gathered(JSONObject(**told)))
    found = together.values("_all")
    found.query.group_by = None  # without groups the subquery is always one row, also where there is nothing
    return Subquery(found, output_field=JSONField())


def first_of(rows: "QuerySet[Any]", fields: Sequence[str]) -> Subquery:
    """The first of these rows in their order as one object, for `annotate`; None where there is none."""
    row = rows.annotate(_one=JSONObject(**{name: F(name) for name in fields})).values("_one")
    return Subquery(row[:1], output_field=JSONField())


def built(model: type[Row], row: Mapping[str, Any], **related: Model | None) -> Row:
    """A gathered object as a row of `model`: for reading, not to be saved. A field that was not gathered is read from
    the database when somebody asks for it. `related` are rows that it points to.
    """
    known = {"id": row["id"], (model._meta.pk.attname if model._meta.pk else "id"): row["id"], **row}
    fields = [field for field in model._meta.concrete_fields if field.attname in known]
    found = model.from_db(
        "default", [field.attname for field in fields], [_value(field, known[field.attname]) for field in fields]
    )
    for name, other in related.items():
        setattr(found, name, other)
    return found


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    read = _READERS.get(field.get_internal_type())
    return value if read is None or value is None else read(value)


def day(text: str | None) -> date | None:
    """A date as JSON holds it."""
    return date.fromisoformat(text) if text else None


def moment(text: str | None) -> datetime | None:
    """A moment as JSON holds it: SQLite writes universal time without saying so."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def number(given: str | float | None) -> float | None:
    """A number as JSON holds it, exactly as it is stored."""
    return None if given is None else float(given)


def document(value: Any) -> Any:
    """A document inside a document, which SQLite holds as its text."""
    return json.loads(value) if isinstance(value, str) else value


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "BooleanField": bool,
    "DateField": day,
    "DateTimeField": moment,
    "FloatField": number,
    "JSONField": document,
}
