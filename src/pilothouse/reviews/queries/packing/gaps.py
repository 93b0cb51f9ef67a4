"""Every tie that was missing between strategy and work, as the list of gaps tells them of live rows.

Chains of objectives are everybody's and told of the whole; indicators, processes and work of the pack's unit and below,
and what pulls apart by the series that it holds.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.chains import OF_OBJECTIVES, Gap, Missing
from pilothouse.measures.models import Direction, Indicator, Target
from pilothouse.measures.pulls import Demand, Pulls, begins, demand_of, pulls_among
from pilothouse.organisation.models import Unit
from pilothouse.processes.models import Process
from pilothouse.records.models import Record
from pilothouse.reviews.queries.packing.chains import Chains
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, here


def chains_told(known: Known, objectives: Sequence[Told], figures: Sequence[Told] | None = None) -> Told:
    """`objectives` with their chains, `gaps` in the order of the list, and `pulls`: how far contradictions could be
    looked for. With `figures` what is in danger by them while nobody works on it is a gap too.
    """
    chains = Chains(known)
    by_code = {one.code: one for one in chains.live.values()}
    told = [one | chains.of_objective(by_code[one["code"]], one["weakest"], figures) for one in objectives]
    pulls = _pulls(chains)
    found = [gap for one in told for gap in _of_objective(chains, by_code[one["code"]], one)]
    found += _apart(chains, pulls)
    found += [_gap(known, missing, one) for missing, one in _without(chains)]
    order = {str(missing): place for place, missing in enumerate(Missing)}
    return {
        "objectives": told,
        "gaps": sorted(found, key=lambda one: order[one["missing"]]),
        "pulls": {"found": len(pulls.found), "compared": pulls.compared, "untold": pulls.untold},
    }


def _gap(known: Known, missing: Missing, one: Record, **more: Any) -> Told:
    owner = known.name(one.owner_id)
    return {"missing": str(missing), "code": one.code, "title": one.title, "owner": owner, "kind": one.kind, **more}


def _of_objective(chains: Chains, objective: Record, told: Told) -> Iterator[Told]:
    for gap in map(Gap, told["breaks"]):
        if gap in OF_OBJECTIVES:
            gone = _gone(chains, objective.pk) if gap is Gap.GIVEN_UP else {}
            yield _gap(chains.known, OF_OBJECTIVES[gap], objective, **gone)
    if told["idle"]:
        yield _gap(chains.known, Missing.OBJECTIVE_WORK, objective)


def _gone(chains: Chains, objective: int) -> Told:
    """When and why the latest target of an objective was given up, as far as the pack may tell of its series."""
    ended = [(one.ended_at, one.pk, one) for one in chains.targets[objective] if one.ended_at is not None]
    if not ended or not _is_here(chains, max(ended)[2]):
        return {}
    at, _key, target = max(ended)
    return {"given_up": {"on": chains.known.day(at).isoformat(), "why": target.ended_why}}


def _is_here(chains: Chains, target: Target) -> bool:
    return chains.known.below(chains.series[target.series_id].unit_id)


def _pulls(chains: Chains) -> Pulls:
    """Which objectives pull apart."""
    wanted = [one for several in chains.wanted.values() for one in several if _is_here(chains, one)]
    frequencies = [_indicator(chains, one.series_id).frequency for one in wanted]
    if not wanted:
        return Pulls([], 0, 0)
    first = begins(frequencies, chains.known.today)
    return pulls_among([_demand(chains, one, first) for one in wanted])


def _indicator(chains: Chains, series: int) -> Indicator:
    return chains.indicators[chains.series[series].indicator_id]


def _demand(chains: Chains, target: Target, first: date) -> Demand:
    held, indicator = chains.values[target.series_id].items(), _indicator(chains, target.series_id)
    values = {day: value for day, value in held if first <= day <= chains.known.today}
    up, key = indicator.direction == Direction.UP, target.objective_id or 0
    return demand_of(key, target.series_id, up=up, frequency=indicator.frequency, values=values)


def _apart(chains: Chains, pulls: Pulls) -> Iterator[Told]:
    for pull in pulls.found:
        one, other = chains.live[pull.one.objective], chains.live[pull.other.objective]
        told = {
            "one": _name(chains, pull.one),
            "other": _name(chains, pull.other),
            "against": pull.against,
            "moves": pull.moves,
            "frequency": pull.one.frequency,
        }
        beside = {"code": other.code, "title": other.title}
        yield _gap(chains.known, Missing.AGAINST, one, other=beside, pull=told)


def _name(chains: Chains, demand: Demand) -> str:
    series = chains.series[demand.series]
    series.indicator = _indicator(chains, demand.series)
    series.unit = chains.known.past.by_key(Unit)[series.unit_id]
    return str(series)


def _without(chains: Chains) -> Iterator[tuple[Missing, Record]]:
    """Indicators of no live process, processes that nobody owns or nothing measures, work that serves no objective."""
    known, processes = chains.known, chains.known.past.by_key(Process)
    for indicator in sorted(_live(known, Indicator), key=lambda one: one.number):
        if indicator.process_id is None or processes[indicator.process_id].ended_at is not None:
            yield Missing.INDICATOR_PROCESS, indicator
    told_of = {chains.indicators[key].process_id for key, several in chains.running.items() if several}
    for process in sorted(_live(known, Process), key=lambda one: (one.part, one.position, one.number)):
        if process.owner_id is None:
            yield Missing.PROCESS_OWNER, process
        if process.pk not in told_of:
            yield Missing.PROCESS_INDICATOR, process
    work = [one for one in _live(known, Issue) if one.state == "open"]
    work += [one for one in _live(known, Action) if one.state == "planned"]
    for one in sorted(work, key=lambda one: one.pk):
        if not chains.ways.every(one.pk) & chains.live.keys():
            yield Missing.WORK, one


def _live(known: Known, kind: type[Any]) -> list[Any]:
    return [one for one in here(known, kind) if one.ended_at is None]
