"""What the surveys found, and what chance does, as far as one person sees it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from django.db.models import QuerySet, Subquery

from pilothouse.measures.budget import latest_fap60
from pilothouse.measures.luck import Luck, Place
from pilothouse.measures.models import Direction, Leading, Series, SharedChange
from pilothouse.measures.periods import DAYS
from pilothouse.measures.provenance import TOLD
from pilothouse.measures.queries import ran_since, running_series, series_seen_by
from pilothouse.measures.watching import USUAL_FAP60
from pilothouse.measures.weeks import YEAR
from pilothouse.organisation.models import Person
from pilothouse.organisation.rules import without_wholes
from pilothouse.organisation.sight import KeptSight
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


def luck_of(person: Person, on: date, within: str = "") -> Luck:
    """What chance does among the series this person sees; one query. `within` is the path of a unit: who looks at that
    and all below asks chance among these alone, for more series make more false signals than anybody there looks at.

    Also among those that ran within the last 53 weeks and have ended: what they told may have been luck as before.
    """
    rows = _WATCHED.rows(person, *year_before(on))
    fap60 = next((row[4] for row in rows if row[4] is not None), USUAL_FAP60)
    return Luck([Place(*row[:4]) for row in rows if row[0].startswith(within)], fap60)


def as_looked_at(several: Sequence[Shared], person: Person, on: date, within: str) -> list[Shared]:
    """The same changes of sets with how often chance brings them among the sets that lie wholly in a unit and below;
    one query.
    """
    paths: dict[tuple[int, str], list[str]] = defaultdict(list)
    for path, indicator, frequency, label in _RUNNING.rows(person, on) if several else ():
        if not label:  # parts of a unit are no units of their own
            paths[indicator, frequency].append(path)
    sets = ((frequency, without_wholes(found)) for (_indicator, frequency), found in paths.items())
    looks = sum(
        DAYS["year"] / DAYS[frequency]
        for frequency, units in sets
        if len(units) > 1 and all(path.startswith(within) for path in units)
    )
    told = ((one, by_luck(one.change.evidence, one.change.indicator.frequency, looks)) for one in several)
    return [replace(one, yearly=yearly, rarer=rarer) for one, (yearly, rarer) in told]


_WATCHED = KeptSight[Series](
    lambda person, day, moment: (
        series_seen_by(person)
        .filter(ran_since(day, moment))
        .order_by()
        .values_list(
            "unit__path", "indicator_id", "indicator__process_id", "indicator__frequency", Subquery(latest_fap60())
        )
    )
)  # fmt: skip
_RUNNING = KeptSight[Series](
    lambda person, on: (
        running_series(person, on).order_by().values_list("unit__path", "indicator_id", "indicator__frequency", "label")
    )
)


def year_before(on: date) -> tuple[date, datetime]:
    """The day after which what ran may have told of what several units showed together, and when it began."""
    day = on - YEAR
    return day, datetime.combine(day, time.min, UTC)


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
