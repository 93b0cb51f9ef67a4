"""What the surveys found, as far as one person sees it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pilothouse.measures.models import Direction, Leading, Series, SharedChange
from pilothouse.measures.periods import DAYS
from pilothouse.measures.provenance import TOLD
from pilothouse.organisation.models import Person
from pilothouse.spc.rarity import expected_alarms

# The thresholds of `spc.systemic` are simulated down to this chance; beyond it lies extrapolation, not knowledge.
LEAST_KNOWN = 0.02


@dataclass(frozen=True)
class Shared:
    """Units of an indicator that changed together: the series that did, all that were judged, and how many changes a
    year that are so striking chance alone makes in all sets of units that are looked at, at most where `rarer`.
    """

    change: SharedChange
    series: list[Series]
    judged: list[Series]
    yearly: float
    rarer: bool

    @property
    def tone(self) -> str:
        """better or worse."""
        better = (self.change.side > 0) == (self.change.indicator.direction == Direction.UP)
        return "better" if better else "worse"


def leading_pairs(person: Person) -> list[Leading]:
    """Pairs of series of which the person sees both, the strongest evidence first; two queries."""
    pairs = list(Leading.objects.all())
    seen = _seen(person, (key for pair in pairs for key in (pair.leader_id, pair.follower_id)))
    found = [pair for pair in pairs if pair.leader_id in seen and pair.follower_id in seen]
    for pair in found:
        pair.leader, pair.follower = seen[pair.leader_id], seen[pair.follower_id]
    return found


def shared_changes(person: Person, among: "QuerySet[SharedChange] | None" = None) -> list[Shared]:
    """Changes of several units together (`among` these), newest first, where the person sees every unit that was
    judged, for the evidence is that of all; two queries.
    """
    changes = list((SharedChange.objects.all() if among is None else among).select_related("indicator"))
    seen = _seen(person, (key for change in changes for key in change.judged))
    told = [change for change in changes if len(change.named) > 1 and all(key in seen for key in change.judged)]
    return [_shared(change, seen) for change in told]


def _shared(change: SharedChange, seen: dict[int, Series]) -> Shared:
    series, judged = ([seen[key] for key in keys] for keys in (change.named, change.judged))
    return Shared(change, series, judged, *by_luck(change.evidence, change.indicator.frequency, change.looks))


def by_luck(evidence: float, frequency: str, looks: float) -> tuple[float, bool]:
    """How many changes of so much evidence a year chance alone makes in so many looks a year at sets of units, at least
    those at one set of this frequency, and whether it is rarer than that.
    """
    chance = math.exp(-evidence)
    looks = max(looks, DAYS["year"] / DAYS[frequency])
    return expected_alarms(max(chance, LEAST_KNOWN), looks), chance < LEAST_KNOWN


def _seen(person: Person, keys: Iterable[int]) -> dict[int, Series]:
    rows = Series.objects.seen_by(person).filter(pk__in=set(keys))
    rows = rows.select_related(*TOLD)
    return {series.pk: series for series in rows}
