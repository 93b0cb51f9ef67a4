"""What was decided and done about a series, for its time axis and for the table below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pilothouse import charts
from pilothouse.improvement.models import Action
from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.trail.gathered import built, gathered
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


_BASE = ("id", "kind", "number", "title", "state")


def what_happened(person: Person, series: Any) -> dict[str, Any]:
    """Annotations that bring along what was decided and done about a series, for `told`; `series` is its key or a
    reference to it.
    """
    decisions, actions = (model.objects.seen_by(person).filter(series=series) for model in (Decision, Action))
    return {
        "_decisions": gathered(decisions, (*_BASE, "effect_from", "decided_on")),
        "_actions": gathered(actions, (*_BASE, "done_on", "created_at")),
    }


def told(row: Any, zone: ZoneInfo) -> list[Happening]:
    """What happened, out of a series that came with `what_happened`."""
    decisions = (built(Decision, one) for one in row._decisions or ())
    return in_time(decisions, (built(Action, one) for one in row._actions or ()), zone)


def in_time(decisions: Iterable[Decision], actions: Iterable[Action], zone: ZoneInfo) -> list[Happening]:
    """Decisions that expect an effect on a series and actions that shall have one, oldest first.

    A decision stands on the day it takes effect, else on the day it was taken; an action on the day it was done,
    else on the day it was planned.
    """
    found = [Happening(one.effect_from or one.decided_on, one, str(one.standing.label)) for one in decisions]
    for action in actions:
        when = action.done_on or action.created_at.astimezone(zone).date()
        found.append(Happening(when, action, _("done") if action.done_on else _("planned")))
    return sorted(found, key=lambda one: (one.when, one.record.pk))


_ABOUT = KeptSight[Series](lambda person, key: Series.objects.filter(pk=key).annotate(**what_happened(person, key)))


def happenings(series: Series, person: Person, zone: ZoneInfo) -> list[Happening]:
    """The same for a series that came without; one query."""
    return told(_ABOUT.first(person, series.pk), zone)


def on_axis(found: Sequence[Happening]) -> tuple[charts.Annotation, ...]:
    """The same as marks of a chart."""
    return tuple(
        charts.Annotation(one.when, one.record.code, f"{one.record.title} ({one.words})", one.url) for one in found
    )
