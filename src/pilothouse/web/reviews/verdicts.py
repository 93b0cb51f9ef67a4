"""When the verdict on a decision is asked for, in lists."""

from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pilothouse.records.models import RecordQuerySet
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import ASKS_ON, asked_within, found_too_early, verdict_reached
from pilothouse.web.kit.components.marks import due_on
from pilothouse.web.records.columns import ListColumn
from pilothouse.web.records.filters import Asked, Choices, Filter

MONTH = timedelta(days=30)


def verdict_column() -> ListColumn:
    """The day of the verdict, late where nobody has given it, with the one forecast where that was too early; it sorts
    where a day is given.
    """

    def shown(decision: Decision, today: date) -> SafeString | str:
        day = decision.asks_on
        if day is None:
            return "–"
        return due_on(day, decision.expected_by, done=decision.ended, today=today, language=get_language())

    sort = (ASKS_ON, "record_id")
    return ListColumn("verdict", _("Verdict on"), shown, lambda decision: decision.asks_on, sort, filled="expected_by")


def verdict_filter() -> Filter:
    """By the day on which the verdict is asked for."""
    words: Choices = [
        ("", _("any time")),
        ("due", _("today or before")),
        ("month", _("within 30 days")),
        ("early", _("later, it was too early")),
    ]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        if value == "due":
            return records.filter(verdict_reached(asked.today))
        if value == "early":
            return records.filter(found_too_early(asked.today))
        return records.filter(asked_within(asked.today, asked.today + MONTH), ended_at=None)

    return Filter("verdict", _("Verdict"), apply, words, _("verdict on"))
