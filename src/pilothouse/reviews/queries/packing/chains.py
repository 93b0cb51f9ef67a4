"""Chains of alignment as they stood: where each breaks between an objective and fresh values, and whether somebody
works on it; by the rules of `measures.chains`, as pages tell them of live rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.chains import Aimed, Link, Wanted, chains_of
from pilothouse.measures.models import Acceptance, Direction, Indicator, Series, Serving, Target
from pilothouse.measures.periods import latest_late
from pilothouse.measures.queries import runs_on
from pilothouse.measures.reach import capability
from pilothouse.measures.standing import standing
from pilothouse.processes.models import Process
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries.packing.known import Known, measured
from pilothouse.reviews.queries.packing.records import Told
from pilothouse.reviews.queries.packing.serving import Ways
from pilothouse.reviews.queries.packing.standings import danger_told
from pilothouse.strategy.models import Objective

Values = Mapping[date, float]


class Chains:
    """What stands between live objectives and numbers, whoever may see it; `values` are those of every series on which
    a chain hangs.
    """

    def __init__(self, known: Known) -> None:
        past = known.past
        self.known, self.ways = known, Ways(known)
        self.live = {one.pk: one for one in past.every(Objective) if one.ended_at is None}
        self.indicators, self.series = past.by_key(Indicator), past.by_key(Series)
        self.targets = _by_objective(past.every(Target), self.live)
        self.wanted = {key: [one for one in found if one.ended_at is None] for key, found in self.targets.items()}
        self.servings = _by_objective(past.every(Serving), self.live)
        self.running: dict[int, list[Series]] = defaultdict(list)
        for one in self.series.values():
            if self._runs(one):
                self.running[one.indicator_id].append(one)
        self.index_of = {series.pk: index for index, series in enumerate(known.series)}
        self.values = self._values()
        self.breaks = chains_of(self._aimed(one) for one in self.live.values())
        self.actions = [one for one in past.every(Action) if one.ended_at is None]
        self.decisions = [one for one in past.every(Decision) if one.ended_at is None]
        self.worked = {key for one in self._live_work() for key in self.ways.straight(one.pk)}

    def _runs(self, series: Series) -> bool:
        return runs_on(self.known.today, series.ended_on, self.indicators[series.indicator_id].ended_at)

    def _values(self) -> dict[int, Values]:
        keys = {one.series_id for several in self.wanted.values() for one in several}
        for serving in (one for several in self.servings.values() for one in several):
            keys |= {one.pk for one in self.running[serving.indicator_id]}
        rows, book = self.known.book.rows, self.known.book
        found = {key: _line(rows, book.span(self.index_of[key])) for key in keys & self.index_of.keys()}
        # Those that ended or belong to other units are no figures of the pack.
        elsewhere = keys - self.index_of.keys()
        others, _arrived = measured(self.known.past, sorted(elsewhere))
        return found | {key: _line(others, others.series == key) for key in elsewhere}

    def _aimed(self, objective: Objective) -> Aimed:
        key, wanted = objective.pk, self.wanted.get(objective.pk, [])
        ahead = [one for one in wanted if one.by >= self.known.today]
        links = [self._of_target(one) for one in ahead or wanted] or list(self._of_indicators(key))
        aim = Wanted.AHEAD if ahead else Wanted.LAPSED if wanted else Wanted.NOTHING
        given_up = bool(self.targets.get(key)) and not wanted
        return Aimed(key, objective.serves_id, objective.owner_id is not None, links, aim, given_up)

    def _of_target(self, target: Target) -> Link:
        series = self.series[target.series_id]
        return self._link(series.indicator_id, self.values[series.pk], runs=self._runs(series))

    def _of_indicators(self, objective: int) -> Iterator[Link]:
        for key in (one.indicator_id for one in self.servings.get(objective, ())):
            if self.indicators[key].ended_at is None:
                days = {day: 0.0 for one in self.running[key] for day in self.values[one.pk]}
                yield self._link(key, days, runs=True)

    def _link(self, indicator: int, values: Values, *, runs: bool) -> Link:
        told = self.indicators[indicator]
        process = self.known.past.get(Process, told.process_id)
        fresh = bool(values) and max(values) > latest_late(self.known.today, told.frequency)
        has_process = process is not None and process.ended_at is None
        return Link(has_process, process is not None and process.owner_id is not None, runs, fresh)

    def _live_work(self) -> Iterator[Any]:
        """Actions until their effect is told, decisions still to be carried out."""
        yield from self.actions
        yield from (one for one in self.decisions if one.state == Decision.KIND.life.first)

    def of_objective(self, objective: Objective, weakest: int | None, figures: Sequence[Told] | None) -> Told:
        """Where its chain breaks, whether somebody works on it, whether it misses its target while nobody does
        (`alone`) and nobody bears that knowingly (`idle`); `weakest` is the series of its target least likely met.
        With `figures` it is told by the target that puts it in danger, where one does, and `idle` asks that too.
        """
        key = objective.pk
        acted = key in self.worked
        danger = danger_told(objective.code, figures or (), self.known.today, acted=acted)
        shown = danger[1].key if danger else weakest
        alone = not acted and shown is not None and self._misses(shown)
        unserved = [one for one in self.wanted.get(key, ()) if self._unserved(one)]
        borne = sum(self._borne(one) for one in unserved)
        idle = not acted and (len(unserved) > borne or ((alone or danger is not None) and not borne))
        return {"breaks": [str(gap) for gap in self.breaks[key]], "acted": acted, "alone": alone, "idle": idle}

    def _misses(self, series: int) -> bool:
        known, index = self.known, self.index_of[series]
        indicator, target = known.series[index].indicator, known.targets[series]
        now = standing(known.book, known.found, index, indicator).now
        if now is None or not np.isfinite(now):
            return False
        return bool(now < target.value if indicator.direction == Direction.UP else now > target.value)

    def _unserved(self, target: Target) -> bool:
        """Out of reach without a change while nothing live serves it: the rule of `bridge.unmet`."""
        index = self.index_of.get(target.series_id)
        if index is None or target.by < self.known.today or index not in self.known.outlooks:
            return False
        return capability(self.known.outlooks[index]) == "not_capable" and not self._served(target)

    def _served(self, target: Target) -> bool:
        decided = any(
            target.series_id == one.series_id or target.objective_id == one.origin_id for one in self.decisions
        )
        return decided or any(
            target.objective_id == one.origin_id or target.series_id in (one.series_id, self._answered(one))
            for one in self.actions
        )

    def _answered(self, action: Action) -> int | None:
        """The series of the issue that an action answers."""
        issue = self.known.past.get(Issue, action.origin_id)
        return issue.series_id if issue else None

    def _borne(self, target: Target) -> bool:
        said = (one for one in self.known.past.every(Acceptance) if one.target_id == target.pk)
        return any(one.until > self.known.today for one in said)


def _by_objective(rows: Iterable[Any], live: Mapping[int, Objective]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for one in rows:
        if one.objective_id in live:
            found[one.objective_id].append(one)
    return found


def _line(rows: Any, part: Any) -> Values:
    days, values = rows.days[part].tolist(), rows.values[part].tolist()
    return {date.fromordinal(day): value for day, value in zip(days, values, strict=True)}
