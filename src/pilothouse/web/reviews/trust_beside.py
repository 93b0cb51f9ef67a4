"""How far the numbers of a decision can be trusted, beside its forecast or its fact, and in the file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Series
from pilothouse.measures.provenance import trust_of
from pilothouse.measures.trust import Trust
from pilothouse.measures.wording import trust_in_words
from pilothouse.organisation.models import Person
from pilothouse.records.models import RecordQuerySet
from pilothouse.reviews.models import Decision
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.records.columns import ListColumn, plain_column

# What a label is read from, along with a decision.
READ = ("series__indicator", "series__unit", "series__reading", "series__provenance")


def with_sight(decisions: RecordQuerySet, person: Person) -> RecordQuerySet:
    """Each says whether this person sees its series: who does not is told no label of it."""
    seen = Series.objects.seen_by(person).filter(pk=OuterRef("series")).order_by()
    found: RecordQuerySet = decisions.annotate(_sees=Exists(seen))
    return found


def trust_beside(column: ListColumn, shown: Callable[[Decision], bool]) -> ListColumn:
    """The column with the label of the series after its number, where it is `shown`."""

    def cell(decision: Any, today: date) -> Any:
        number = column.cell(decision, today)
        if not (decision._sees and shown(decision)):
            return number
        return format_html("{} {}", number, trusted(decision.series, today))

    return replace(column, cell=cell)


def trust_columns(today: date) -> tuple[ListColumn, ...]:
    """For the file: the label, and why it is no better."""

    def label(decision: Any) -> str:
        found = _trust(decision, today)
        return found.label.value if found else ""

    def why(decision: Any) -> str:
        found = _trust(decision, today)
        return trust_in_words(found) if found else ""

    return plain_column("trust", _("Data trust"), label), plain_column("trust_why", _("Why this trust"), why)


def _trust(decision: Any, today: date) -> Trust | None:
    return trust_of(decision.series, today) if decision._sees else None
