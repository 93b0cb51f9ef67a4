"""After values came in: every touched series is judged in one go, its reading renewed, real change signalled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from pilothouse import spc
from pilothouse.measures.budget import fap60_in_force
from pilothouse.measures.episodes import RECENT, still_news, without_signal
from pilothouse.measures.lines import chunks
from pilothouse.measures.models import Baseline, Direction, Indicator, Reading, Signal, Target
from pilothouse.measures.outlook import outlooks, questions_of
from pilothouse.measures.pictures import picture_of, tidy
from pilothouse.measures.stretches import Book, Fixed, Manner, Stretch
from pilothouse.measures.watching import Findings, judge
from pilothouse.measures.wording import signal_title
from pilothouse.organisation.models import Assignment, Person, Unit
from pilothouse.organisation.queries import people_with
from pilothouse.organisation.roles import Right, Role
from pilothouse.records.register import register_all
from pilothouse.spc.changes import SPREAD, Change
from pilothouse.trail.act import Act

ANSWER_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Touched:
    """What judging has to know of a series."""

    key: int
    unit_id: int
    place: str
    indicator: Indicator

    @property
    def direction(self) -> int:
        """+1 where higher is better, else −1."""
        return 1 if self.indicator.direction == Direction.UP else -1


@dataclass(frozen=True)
class Judging:
    """Everything one judging needs, series in the order of `book.ids`."""

    act: Act
    today: date
    touched: Sequence[Touched]
    book: Book
    found: Findings


def judge_series(act: Act, today: date, touched: Iterable[Touched], book: Book) -> list[Signal]:
    """Judge the lines of these series anew: renew their readings and register signals of new changes.

    Called inside an operation, after values, baselines, targets or definitions changed. Returns the new signals.
    """
    ordered = sorted(touched, key=lambda series: series.key)
    fixed = baselines_of([series.key for series in ordered])
    manners = [manner_of(series.indicator, fixed.get(series.key, ())) for series in ordered]
    judging = Judging(act, today, ordered, book, judge(book, manners, fap60_in_force()))
    signals = _raise_signals(judging)
    _renew_readings(judging)
    return signals


def manner_of(indicator: Indicator, baselines: Sequence[Fixed]) -> Manner:
    """How the lines of an indicator are judged."""
    return Manner(indicator.value_kind, indicator.frequency, indicator.season, tuple(baselines))


def baselines_of(series: Sequence[int]) -> dict[int, list[Fixed]]:
    """The baselines of these series, in the order in which they were set."""
    found: dict[int, list[Fixed]] = defaultdict(list)
    for keys in chunks(series):
        rows = Baseline.objects.filter(series_id__in=keys).order_by("id")
        for key, first, last, left_out in rows.values_list("series_id", "first", "last", "left_out"):
            days = tuple(date.fromisoformat(day).toordinal() for day in left_out)
            found[key].append(Fixed(first.toordinal(), last.toordinal(), days))
    return found


# Signals


def _raise_signals(judging: Judging) -> list[Signal]:
    changes = {i: new for i, several in enumerate(judging.found.changes) if several and (new := _asking(judging, i))}
    if not changes:
        return []
    known = _signals_known(judging, list(changes))
    owners = _answerable(judging, changes)
    signals = [
        _signal(judging, i, change, owners[i])
        for i, candidates in changes.items()
        for change in without_signal(candidates, known.get(i, ()), _fixed_at(judging.found.stretches[i][-1]))
    ]
    register_all(judging.act, signals)
    return signals


def _asking(judging: Judging, index: int) -> list[Change]:
    """The changes of one series that are news, and those a baseline left out; by place in its line."""
    stretch, span = judging.found.stretches[index][-1], judging.book.span(index)
    several = judging.found.changes[index]
    apart = [change for change in several if change.found in stretch.left_out]
    main = [change for change in several if change.found > _fixed_at(stretch)]
    return apart + still_news(main, span.stop - span.start)


def _fixed_at(stretch: Stretch) -> int:
    """The last point of the baseline in force; the one before its first point where nobody has set one."""
    return stretch.baseline[1] if stretch.baseline else stretch.first - 1


def _signals_known(judging: Judging, indices: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Per series the signals it has: place in its line where each was found, and side."""
    index_of = {judging.touched[i].key: i for i in indices}
    known: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for keys in chunks(sorted(index_of)):
        rows = Signal.objects.filter(series_id__in=keys).values_list("series_id", "found", "side")
        for key, found, side in rows:
            days = judging.book.rows.days[judging.book.span(index_of[key])]
            known[index_of[key]].append((int(np.searchsorted(days, found.toordinal())), side))
    return known


def _signal(judging: Judging, index: int, change: Change, owner: int | None) -> Signal:
    series, span = judging.touched[index], judging.book.span(index)
    days = judging.book.rows.days[span]
    onset, raised = (date.fromordinal(int(days[place])) for place in (change.onset, change.found))
    usual = float(judging.found.centre[span][change.onset])
    indicator = series.indicator
    return Signal(
        title=signal_title(indicator, series.place, change, (onset, raised), judging.today),
        unit_id=series.unit_id,
        owner_id=owner,
        due=judging.today + ANSWER_WITHIN,
        origin_id=indicator.pk,
        series_id=series.key,
        kind_of_change=change.kind,
        p=float(f"{change.p:.4g}"),
        usual=tidy(usual * indicator.scale),
        onset=onset,
        found=raised,
        side=change.side,
        better=is_better(change, series.direction),
        strength=round(change.strength, 2),
    )


def is_better(change: Change, direction: int) -> bool:
    """Whether a change is for the better; less variation always is. `direction`: +1 where higher is better."""
    return change.side < 0 if change.kind == SPREAD else change.side == direction


def _answerable(judging: Judging, changes: Iterable[int]) -> dict[int, int | None]:
    """Who answers for a series: in the indicator's own unit its owner, elsewhere that unit's process owner.

    Where the unit has none it is the indicator's owner again, the owner of the process it belongs to, or whoever is
    nearest to the unit and may answer.
    """
    units = {judging.touched[i].unit_id for i in changes}
    rows = Assignment.objects.filter(unit_id__in=units, role=Role.PROCESS_OWNER, person__left_on=None)
    local: dict[int, list[int]] = defaultdict(list)
    for unit, person in rows.order_by("id").values_list("unit_id", "person_id"):
        local[unit].append(person)
    found = {i: _answers(judging.touched[i], local[judging.touched[i].unit_id]) for i in changes}
    nobody = {judging.touched[i].unit_id for i, person in found.items() if person is None}
    nearest = {unit.pk: people_with(Right.ANSWER, unit) for unit in Unit.objects.filter(pk__in=nobody)}
    for i, person in found.items():
        if person is None and (near := nearest[judging.touched[i].unit_id]):
            found[i] = near[0].pk
    return found


def _answers(series: Touched, local: Sequence[int]) -> int | None:
    indicator = series.indicator
    owner = _working(indicator.owner)
    if owner and (series.unit_id == indicator.unit_id or owner in local):
        return owner
    return (local[0] if local else owner) or _working(indicator.process.owner if indicator.process else None)


def _working(person: Person | None) -> int | None:
    return person.pk if person and person.left_on is None else None


# Readings


def _renew_readings(judging: Judging) -> None:
    aims = _targets(judging)
    chances = _chances(judging, targets := {index: value for index, (value, _by) in aims.items()})
    readings = [_reading(judging, i, targets.get(i), chances.get(i)) for i in range(len(judging.touched))]
    indicators = [series.indicator for series in judging.touched]
    for index, told in outlooks(questions_of(judging.book, indicators, judging.found.changes, aims)).items():
        readings[index].picture["outlook"] = told
        readings[index].chance = told["next"][0] if told["next"][0] == told["next"][1] else None
    fields = [f.name for f in Reading._meta.concrete_fields if not f.primary_key]
    Reading.objects.bulk_create(readings, update_conflicts=True, unique_fields=["series"], update_fields=fields)


def _reading(judging: Judging, index: int, target: float | None, chance: tuple[float | None, str] | None) -> Reading:
    series, found, span = judging.touched[index], judging.found, judging.book.span(index)
    scale, count = series.indicator.scale, span.stop - span.start
    reading = Reading(
        series_id=series.key,
        points=count,
        status=_status(found, index, span),
        judged_at=judging.act.at,
        picture=picture_of(judging.book.rows, found, span, scale),
    )
    if target is not None:
        reading.picture |= {"target": target, "capability": chance[1] if chance else "cannot_be_told"}
    if chance:
        reading.chance = chance[0]
    if count:
        last = span.stop - 1
        reading.latest_period = date.fromordinal(int(judging.book.rows.days[last]))
        reading.latest = float(judging.book.rows.values[last]) * scale
        reading.side = int(found.side[last])
        reading.p = tidy(float(found.p[last]))
        reading.change = _going_on(found, index, span)
        reading.centre, reading.lower, reading.upper = map(reading.picture.get, ("centre", "lower", "upper"))
    return reading


def _status(found: Findings, index: int, span: slice) -> str:
    watched = int(found.status[index]) == spc.Status.WATCHED
    if watched and np.isnan(found.centre[span.stop - 1]):
        return "anew"
    return spc.Status(int(found.status[index])).name.lower()


def _going_on(found: Findings, index: int, span: slice) -> int:
    """The side of the change that the latest points still show under the limits in force; 0 for none."""
    first = max(span.start + found.stretches[index][-1].first, span.stop - RECENT)
    sides = found.side[first : span.stop]
    alarms = np.flatnonzero(sides)
    return int(sides[alarms[-1]]) if len(alarms) else 0


def _targets(judging: Judging) -> dict[int, tuple[float, date]]:
    index_of = {series.key: i for i, series in enumerate(judging.touched)}
    found: dict[int, tuple[float, date]] = {}
    for keys in chunks(list(index_of)):
        rows = Target.objects.filter(series_id__in=keys, ended_at=None).values_list("series_id", "value", "by")
        found |= {index_of[key]: (value, by) for key, value, by in rows}
    return found


def _chances(judging: Judging, targets: Mapping[int, float]) -> dict[int, tuple[float | None, str]]:
    """Chance and capability of every series with a target, one call for each kind of value."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for index in targets:
        if judging.book.span(index).stop > judging.book.span(index).start:
            by_kind[judging.touched[index].indicator.value_kind].append(index)
    found: dict[int, tuple[float | None, str]] = {}
    for kind, indices in by_kind.items():
        found |= _chances_of_kind(judging, targets, kind, indices)
    return found


_HISTORY = 60  # capability is judged from at most the last 24 stable points; more history changes nothing


def _chances_of_kind(
    judging: Judging, targets: Mapping[int, float], kind: str, indices: Sequence[int]
) -> dict[int, tuple[float | None, str]]:
    book = judging.book
    table = np.full((len(indices), _HISTORY), np.nan)
    sizes = np.full(table.shape, np.nan)
    since = np.zeros(len(indices))
    has_denominator = judging.touched[indices[0]].indicator.has_denominator
    for line, index in enumerate(indices):
        span = book.span(index)
        first = max(span.start, span.stop - _HISTORY)
        count = span.stop - first
        table[line, :count] = (book.rows.numerators if has_denominator else book.rows.values)[first : span.stop]
        sizes[line, :count] = book.rows.denominators[first : span.stop]
        latest = judging.found.changes[index][-1:]
        since[line] = max(span.start + latest[0].onset - first, 0) if latest else 0
    told = spc.chance(
        table,
        np.array([targets[i] / judging.touched[i].indicator.scale for i in indices]),
        direction=np.array([judging.touched[i].direction for i in indices]),
        kind=kind,
        denominators=sizes if has_denominator else None,
        since=since,
    )
    return {
        index: (
            float(told.next[line]) if np.isfinite(told.next[line]) else None,
            spc.Capability(int(told.capability[line])).name.lower(),
        )
        for line, index in enumerate(indices)
    }
