"""How far the numbers can be trusted that a record with a series tells: beside them in a list, and in its file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Series
from pilothouse.measures.provenance import TOLD_BESIDE, trust_of
from pilothouse.measures.trust import Trust
from pilothouse.measures.wording import trust_in_words
from pilothouse.organisation.models import Person
from pilothouse.records.models import RecordQuerySet
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.records.columns import ListColumn, plain_column

# What a label is read from, along with a record.
READ = TOLD_BESIDE


def with_sight(records: RecordQuerySet, person: Person) -> RecordQuerySet:
    """Each says whether this person sees its series: who does not is told no label of it."""
    seen = Series.objects.seen_by(person).filter(pk=OuterRef("series")).order_by()
    found: RecordQuerySet = records.annotate(_sees=Exists(seen))
    return found


def trust_beside(column: ListColumn, shown: Callable[[Any], bool] = lambda record: True) -> ListColumn:
    """The column with the label of the series after its number, where it is `shown`."""

    def cell(record: Any, today: date) -> Any:
        number = column.cell(record, today)
        if not (record._sees and shown(record)):
            return number
        return format_html("{} {}", number, trusted(record.series, today))

    return replace(column, cell=cell)


def trust_columns(today: date) -> tuple[ListColumn, ...]:
    """For the file: the label, and why it is no better."""

    def label(record: Any) -> str:
        found = _trust(record, today)
        return found.label.value if found else ""

    def why(record: Any) -> str:
        found = _trust(record, today)
        return trust_in_words(found) if found else ""

    return plain_column("trust", _("Data trust"), label), plain_column("trust_why", _("Why this trust"), why)


def _trust(record: Any, today: date) -> Trust | None:
    return trust_of(record.series, today) if record._sees else None
