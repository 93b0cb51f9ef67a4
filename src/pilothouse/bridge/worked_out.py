"""What the worker has worked out for everybody, brought to the bridge by one query."""

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
        _untaken=gathered(untaken(since), ("named", "judged")),
        _whole=whole_gathered(),
        _fap60=Subquery(latest_fap60()),
    )[:1]
)


@dataclass(frozen=True)
class WorkedOut:
    """Inputs of management review that wait, how many changes of sets of units nobody took up, what a bad year may cost
    beyond the appetite (told to those who see the whole), and the false-alarm budget in force.
    """

    unread: list[UnreadInput]
    untaken: int
    not_borne: NotBorne | None
    fap60: float


def worked_out(person: Person, today: date, seen: frozenset[int]) -> WorkedOut:
    """All of it on this day, as far as a person may know who sees these series; one query."""
    row: Any = _KEPT.first(recent_since(today))
    if row is None:
        return WorkedOut([], 0, None, USUAL_FAP60)
    sets = [tuple(document(change[name]) for name in ("named", "judged")) for change in row._untaken or ()]
    return WorkedOut(
        unread_of(row._waits, today),
        sum(len(named) > 1 and seen.issuperset(judged) for named, judged in sets),
        not_borne_of(row._whole) if person.paths_seen is None else None,
        USUAL_FAP60 if row._fap60 is None else row._fap60,
    )
