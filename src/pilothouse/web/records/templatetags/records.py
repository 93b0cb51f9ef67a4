"""`{% load records %}`: marks of records for templates."""

from django.template import Library
from django.utils.safestring import SafeString

from pilothouse.records.models import Record
from pilothouse.web.records import marks

register = Library()
register.simple_tag(marks.record_link, name="record_link")


@register.simple_tag
def record_state(record: Record) -> SafeString:
    """The state of a record: word and shape."""
    return marks.state_mark(record.standing)
