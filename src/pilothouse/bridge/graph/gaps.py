"""Where work and strategy do not hang together: every gap, live, each with who answers for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from pilothouse.bridge.alignment import aims_in, dangers_in, share_of
from pilothouse.bridge.direction import Direction, direction, targets_seen
from pilothouse.bridge.graph.purpose import serving_nothing
from pilothouse.measures.chains import OF_OBJECTIVES, Missing
from pilothouse.measures.models import Direction as Better
from pilothouse.measures.models import Indicator, Measurement, Series, Target
from pilothouse.measures.pulls import Demand, Pull, Pulls, begins, demand_of, pulls_among
from pilothouse.measures.queries import still_running
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.processes.models import Process
from pilothouse.records.models import Record
from pilothouse.reviews.rules import InDanger


@dataclass(frozen=True)
class Hole:
    """One gap: what is missing at which record; of two objectives that pull apart also the other one, and how; of one
    whose target was given up that target (`gone`), where its series is seen.
    """

    missing: Missing
    record: Record
    other: Record | None = None
    pull: Pull | None = None
    gone: Target | None = None


@dataclass(frozen=True)
class Alignment:
    """How many of `every` live objective have a chain down to fresh values without a break (`whole`), on how many
    somebody works (`acted`); all gaps; and how far contradictions could be told. `series` are those that pull apart, by
    key; `danger` counts the objectives in danger.
    """

    every: int
    whole: int
    acted: int
    holes: list[Hole]
    pulls: Pulls
    series: Mapping[int, Series]
    danger: InDanger


def alignment(person: Person, on: date) -> Alignment:
    """The state of the whole graph on a day, as far as the person sees it. Six queries at any size."""
    known = direction(person, on)
    wanted = {target.series_id: target for key in known.breaks for target in targets_seen(known, key, person)}
    pulls = pulls_among(_demands(list(wanted.values()), on))
    found = aims_in(known, person)
    holes = [*_objectives(known, person), *(Hole(Missing.OBJECTIVE_WORK, aim.objective) for aim in found if aim.idle)]
    holes += [*_pulling(known, pulls), *_indicators(person), *_processes(person, on)]
    holes += [Hole(Missing.WORK, record) for record in serving_nothing(person)]
    order = {missing: place for place, missing in enumerate(Missing)}
    series = {key: target.series for key, target in wanted.items()}
    told = share_of(found)
    ordered = sorted(holes, key=lambda hole: order[hole.missing])
    return Alignment(told.every, told.whole, told.acted, ordered, pulls, series, dangers_in(found))


def _objectives(known: Direction, person: Person) -> Iterator[Hole]:
    for key, breaks in known.breaks.items():
        gone = known.given_up.get(key)
        told = gone if gone is not None and sees(person, gone.series) else None
        for each in breaks:
            if each in OF_OBJECTIVES:
                gap = OF_OBJECTIVES[each]
                yield Hole(gap, known.objectives[key], gone=told if gap is Missing.OBJECTIVE_GIVEN_UP else None)


def _pulling(known: Direction, pulls: Pulls) -> Iterator[Hole]:
    for pull in pulls.found:
        one, other = known.objectives[pull.one.objective], known.objectives[pull.other.objective]
        yield Hole(Missing.AGAINST, one, other, pull)


def _demands(targets: list[Target], on: date) -> list[Demand]:
    """What each live target wants of its series, with the latest values of that."""
    frequencies = {target.series_id: target.series.indicator.frequency for target in targets}
    if not frequencies:
        return []
    rows = Measurement.objects.filter(
        series__in=frequencies, period__range=(begins(frequencies.values(), on), on)
    ).order_by("series", "period", "id")  # fmt: skip
    values: dict[int, dict[date, float | None]] = {key: {} for key in frequencies}
    for key, period, value in rows.values_list("series_id", "period", "value"):
        values[key][period] = value  # the later row of a period is the one that counts
    return [_demand(target, values[target.series_id]) for target in targets]


def _demand(target: Target, values: Mapping[date, float | None]) -> Demand:
    indicator = target.series.indicator
    standing = {period: value for period, value in values.items() if value is not None}  # None: it was withdrawn
    up = indicator.direction == Better.UP
    return demand_of(target.objective_id or 0, target.series_id, up=up, frequency=indicator.frequency, values=standing)


def _indicators(person: Person) -> Iterator[Hole]:
    lost = Q(process=None) | Q(process__ended_at__isnull=False)
    rows = Indicator.objects.seen_by(person).live().filter(lost).with_people().order_by("number")
    for indicator in rows:
        yield Hole(Missing.INDICATOR_PROCESS, indicator)


def _processes(person: Person, on: date) -> Iterator[Hole]:
    measured = Exists(Series.objects.filter(still_running(on), indicator__process=OuterRef("pk")))
    rows = (
        Process.objects.seen_by(person).live().annotate(_measured=measured).filter(Q(owner=None) | Q(_measured=False))
    )
    for process in rows.with_people().order_by("part", "position", "number"):
        if process.owner_id is None:
            yield Hole(Missing.PROCESS_OWNER, process)
        if not process._measured:
            yield Hole(Missing.PROCESS_INDICATOR, process)
