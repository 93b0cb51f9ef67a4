"""Questions about records of any kind."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from pilothouse.organisation.models import Person
from pilothouse.records.models import Attachment, Link, Note, Record, type_with_prefix
from pilothouse.records.rules import parsed


def find(person: Person, code: str) -> Record | None:
    """The record with this number as its own type, if the person may see it."""
    number = parsed(code)
    model = type_with_prefix(number[0]) if number else None
    if number is None or model is None:
        return None
    found: Record | None = model.objects.with_people().seen_by(person).filter(number=number[1]).first()
    return found


@dataclass(frozen=True)
class Hanging:
    """What hangs on a record and the viewer may see."""

    notes: list[Note]
    files: list[Attachment]
    links: list[Record]


def hanging_on(record: Record, person: Person) -> Hanging:
    """Notes, files and linked records, newest first; linked records only as far as the person may see them."""
    ties = Link.objects.filter(Q(record=record) | Q(other=record)).values_list("record_id", "other_id")
    keys = {key for pair in ties for key in pair} - {record.pk}
    links = list(Record.objects.seen_by(person).filter(pk__in=keys)) if keys else []
    notes = list(Note.objects.filter(record=record).select_related("by")[:100])
    files = list(Attachment.objects.filter(record=record).select_related("by")[:100])
    return Hanging(notes, files, links)


def results_of(record: Record, person: Person) -> QuerySet[Record]:
    """Records that this one gave rise to, oldest first."""
    found: QuerySet[Record] = Record.objects.with_people().seen_by(person).filter(origin=record).order_by("id")
    return found
