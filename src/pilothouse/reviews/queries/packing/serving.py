"""Which objectives a record leads up to, walked in the past: what `bridge.graph.purpose` asks of live rows. It comes to
an objective straight (out of it, tied to it, or about the series of its target), or through an indicator or a process.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.measures.models import Indicator, Series, Serving, Signal, Target
from pilothouse.records.models import Link
from pilothouse.reviews.models import Decision, ResourceRequest
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.risks.models import Stake
from pilothouse.strategy.models import Objective, Resting

Keys = dict[int, set[int]]
# What is about a series, and what else names a record.
_ABOUT: tuple[type[Any], ...] = (Action, Issue, Verification, Signal, Decision, ResourceRequest)
_NAMES: tuple[tuple[type[Any], str, str], ...] = (
    (Issue, "pk", "process_id"),
    (ResourceRequest, "pk", "process_id"),
    (ResourceRequest, "pk", "objective_id"),
    (Stake, "record_id", "at_stake_id"),
    (Resting, "record_id", "objective_id"),
    (Link, "record_id", "other_id"),
    (Link, "other_id", "record_id"),
)


@dataclass(frozen=True)
class _Found:
    """What the records on the way up name, and the series that they are about."""

    records: set[int]
    series: set[int]


class Ways:
    """All ways up to objectives as they stood, whoever may see them."""

    def __init__(self, known: Known) -> None:
        past = known.past
        self.records, self.series = known.records, past.by_key(Series)
        self.objectives, self.indicators = past.by_key(Objective), past.by_key(Indicator)
        self.named = _by((getattr(one, of), getattr(one, to)) for kind, of, to in _NAMES for one in past.every(kind))
        self.about = _by((one.pk, one.series_id) for kind in _ABOUT for one in past.every(kind))
        signals = past.by_key(Signal)
        tied = [(key, signals[other].series_id) for key, others in self.named.items() for other in others & {*signals}]
        for key, series in tied:
            self.about[key].add(series)
        live = [one for one in past.every(Target) if one.ended_at is None]
        self.aimed = _by((one.series_id, one.objective_id) for one in live)
        self.wanted = _by((self.series[one.series_id].indicator_id, one.objective_id) for one in live)
        self.served = _by((one.indicator_id, one.objective_id) for one in past.every(Serving))
        self.within = _by((one.process_id, one.pk) for one in past.every(Indicator))

    def straight(self, record: int) -> set[int]:
        """Keys of the objectives that this record says itself it means."""
        return self._straight(self._up(record))

    def every(self, record: int) -> set[int]:
        """The same and those to which it comes through an indicator or a process."""
        found = self._up(record)
        alone = found.records & self.indicators.keys()
        beside = {self.series[key].indicator_id for key in found.series}
        processes = found.records | {self.indicators[key].process_id for key in alone | beside}
        through = {key for process in processes if process is not None for key in self.within.get(process, ())}
        reached = self._straight(found)
        for key in alone | through:
            reached |= self.served.get(key, set()) | self.wanted.get(key, set())
        for key in beside:  # the target says which series the objective means: others of the indicator are not its
            reached |= self.served.get(key, set()) - self.wanted.get(key, set())
        return reached

    def _straight(self, found: _Found) -> set[int]:
        by_target = {key for series in found.series for key in self.aimed.get(series, ())}
        return (found.records & self.objectives.keys()) | by_target

    def _up(self, record: int) -> _Found:
        """What it came out of, and what all of these name. A signal says more by its series than by its indicator."""
        way: set[int] = set()
        key: int | None = record
        while key is not None and key not in way:
            way.add(key)
            one = self.records[key]
            key = None if one.everyone or one.kind == Signal.KIND.name else one.origin_id
        named = way.union(*(self.named.get(each, ()) for each in way))
        return _Found(named, set().union(*(self.about.get(each, ()) for each in way)))


def _by(pairs: Iterable[tuple[int | None, int | None]]) -> Keys:
    found: Keys = defaultdict(set)
    for key, value in pairs:
        if key is not None and value is not None:
            found[key].add(value)
    return found
