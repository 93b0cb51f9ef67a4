"""The history of a record as people read it: names for keys, labels for fields, and nothing they may not see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field, ForeignKey
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.records.models import Record
from pilothouse.records.wording import in_words
from pilothouse.trail.queries import Line
from pilothouse.web.kit.components.marks import short_date
from pilothouse.web.kit.parts import Change, HistoryLine

# What changes along with every step, or says nothing to people.
_SILENT = frozenset(
    {"id", "record_id", "kind", "number", "everyone", "words", "changed_at", "created_at", "created_by_id", "ended_at"}
    | {
        "accepted_at",
        "score",
        "first_due",
        "answered_at",
        "contained_at",
        "judged_at",
        "done_on",
        "first_done_on",
        "due_when_done",
        "effect",
        "low",
        "high",
        "proposed",
    }
)
_LETTERS = 240


@dataclass(frozen=True)
class Names:
    """What keys in a history may be called in front of this reader."""

    people: Mapping[int, Person]
    records: Mapping[int, Record]
    units: Mapping[int, Unit]


def mentioned(record: Record, lines: Iterable[Line]) -> tuple[set[int], set[int]]:
    """Keys of people and of records that the changed fields name."""
    people: set[int] = set()
    records: set[int] = set()
    fields = _fields(record)
    for line in lines:
        people.add(line.by)
        for name, *values in _told(line):
            field = fields.get(name)
            if isinstance(field, ForeignKey):
                keys = {value for value in values if isinstance(value, int)}
                people |= keys if field.related_model is Person else set()
                records |= keys if _is_record(field) else set()
    return people, records


def history_lines(record: Record, lines: Sequence[Line], names: Names, today: date) -> list[HistoryLine]:
    """Entries for the kit, newest first as given."""
    fields = _fields(record)
    return [
        HistoryLine(
            line.at,
            names.people.get(line.by),
            in_words(line.name),
            line.why,
            [
                Change(_label(fields[name]), *(_value(record, fields[name], value, names, today) for value in values))
                for name, *values in _told(line)
                if name in fields
            ],
        )
        for line in lines
    ]


def _told(line: Line) -> list[tuple[str, Any, Any]]:
    """Changed fields that say something; the first entry of a record, which sets everything, tells none."""
    if all(before is None for _name, before, _after in line.changes) and any(
        name == "created_at" for name, _before, _after in line.changes
    ):
        return []
    return [change for change in line.changes if change[0] not in _SILENT]


def _fields(record: Record) -> dict[str, Any]:
    return {field.attname: field for field in record._meta.concrete_fields}


def _label(field: "Field[Any, Any]") -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _is_record(field: "ForeignKey[Any, Any]") -> bool:
    return isinstance(field.related_model, type) and issubclass(field.related_model, Record)


def _value(record: Record, field: Any, value: Any, names: Names, today: date) -> Any:
    if value is None or value == "":
        return None
    if isinstance(field, ForeignKey):
        return _named(field, value, names)
    if field.name == "state":
        return record.life.state(value).label
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.get_internal_type() == "DateField":
        return short_date(date.fromisoformat(value), today)
    return Truncator(str(value)).chars(_LETTERS)


def _named(field: "ForeignKey[Any, Any]", key: int, names: Names) -> Any:
    if field.related_model is Person:
        return names.people.get(key)
    if field.related_model is Unit:
        return names.units.get(key, _("another unit"))
    if _is_record(field):
        return names.records.get(key, _("another record"))
    return _("another one")
