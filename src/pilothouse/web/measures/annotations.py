"""What was decided and done about a series, for its time axis and for the table below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pilothouse import charts
from pilothouse.improvement.models import Action
from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.web.records.numbers import page_of


@dataclass(frozen=True)
class Happening:
    """A decision or an action on the day that matters for the series."""

    when: date
    record: Record
    words: str

    @property
    def url(self) -> str:
        """The page of the record."""
        return page_of(self.record)


_DECISIONS = KeptSight[Decision](
    lambda person, series: Decision.objects.seen_by(person).filter(series=series).with_people().defer("words")
)
_ACTIONS = KeptSight[Action](
    lambda person, series: Action.objects.seen_by(person).filter(series=series).with_people().defer("words")
)


def happenings(series: Series, person: Person, zone: ZoneInfo) -> list[Happening]:
    """Decisions that expect an effect here and actions that shall have one, as the person may see them, oldest first.

    A decision stands on the day it takes effect, else on the day it was taken; an action on the day it was done,
    else on the day it was planned. Two queries.
    """
    decisions, actions = (kept.rows(person, series.pk) for kept in (_DECISIONS, _ACTIONS))
    found = [Happening(d.effect_from or d.decided_on, d, str(d.standing.label)) for d in decisions]
    for action in actions:
        done = action.done_on is not None
        when = action.done_on or action.created_at.astimezone(zone).date()
        found.append(Happening(when, action, _("done") if done else _("planned")))
    return sorted(found, key=lambda one: (one.when, one.record.pk))


def on_axis(found: Sequence[Happening]) -> tuple[charts.Annotation, ...]:
    """The same as marks of a chart."""
    return tuple(
        charts.Annotation(one.when, one.record.code, f"{one.record.title} ({one.words})", one.url) for one in found
    )
