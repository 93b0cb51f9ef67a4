"""What the worker has worked out for everybody, brought to the bridge by one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery

from pilothouse.measures.budget import latest_fap60
from pilothouse.measures.watching import USUAL_FAP60
from pilothouse.measures.weeks import recent_since
from pilothouse.organisation.models import Organisation, Person
from pilothouse.reviews.queries import UnreadInput, unread_of, untaken, waits_gathered
from pilothouse.risks.queries import NotBorne, not_borne_of, whole_gathered
from pilothouse.trail.gathered import document, gathered
from pilothouse.trail.kept import Kept

_KEPT = Kept[Organisation](
    lambda since: Organisation.objects.order_by("id").annotate(
        _waits=waits_gathered(),
        _untaken=gathered(untaken(since), ("named", "judged", "onset")),
        _whole=whole_gathered(),
        _fap60=Subquery(latest_fap60()),
    )[:1]
)


@dataclass(frozen=True)
class WorkedOut:
    """Inputs of management review that wait, when the changes of sets of units began that nobody took up set by set,
    what a bad year may cost beyond the appetite (told to those who see the whole), and the false-alarm budget in force.
    """

    unread: list[UnreadInput]
    untaken: list[date]
    not_borne: NotBorne | None
    fap60: float


def worked_out(person: Person, today: date, seen: frozenset[int]) -> WorkedOut:
    """All of it on this day, as far as a person may know who sees these series; one query."""
    row: Any = _KEPT.first(recent_since(today))
    if row is None:
        return WorkedOut([], [], None, USUAL_FAP60)
    return WorkedOut(
        unread_of(row._waits, today),
        [date.fromisoformat(one["onset"]) for one in row._untaken or () if _told(one, seen)],
        not_borne_of(row._whole) if person.paths_seen is None else None,
        USUAL_FAP60 if row._fap60 is None else row._fap60,
    )


def _told(change: Mapping[str, Any], seen: frozenset[int]) -> bool:
    """Several units changed, and this person sees all that were judged."""
    named, judged = (document(change[name]) for name in ("named", "judged"))
    return len(named) > 1 and seen.issuperset(judged)
