"""`{% load records %}`: marks of records for templates."""

from typing import Any

from django.template import Library
from django.utils.safestring import SafeString

from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.records.models import Record
from pilothouse.records.wording import in_words
from pilothouse.web.records import marks

register = Library()
register.simple_tag(marks.record_link, name="record_link")


@register.simple_tag
def record_state(record: Record) -> SafeString:
    """The state of a record: word and shape."""
    return marks.state_mark(record.standing)


@register.filter
def seen(row: Any, person: Person) -> Any:
    """The row that a record names, where this person may see it; else None: `record.origin|seen:request.person`."""
    return row if row is not None and sees(person, row) else None


@register.filter
def address(code: str, verb: str = "") -> str:
    """The page of a record by its number, or one of its verbs: `record.code|address:"close"`."""
    return f"/{code}/{verb}/" if verb else f"/{code}/"


@register.filter
def deed(operation: str) -> str:
    """What an operation reads like after a person's name: “moved the due date”."""
    return str(in_words(operation))


@register.filter
def thread_page(code: str) -> str:
    """Where the whole story of a record is told."""
    return f"/{code}/thread/"
