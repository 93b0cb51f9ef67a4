"""After values came in: every touched series is judged in one go, real change signalled, its reading renewed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from pilothouse.measures.budget import fap60_in_force
from pilothouse.measures.engraved import engraved
from pilothouse.measures.episodes import still_news, without_signal
from pilothouse.measures.lines import chunks
from pilothouse.measures.models import Baseline, Engraved, Indicator, Signal
from pilothouse.measures.moves import is_better
from pilothouse.measures.pictures import tidy
from pilothouse.measures.readings import renew_readings
from pilothouse.measures.stretches import Book, Fixed, Manner, Stretch
from pilothouse.measures.touched import Judging, Touched
from pilothouse.measures.watching import judge
from pilothouse.measures.wording import signal_title
from pilothouse.organisation.models import Assignment, Person, Unit
from pilothouse.organisation.queries import people_with
from pilothouse.organisation.roles import Right, Role
from pilothouse.records.register import register_all
from pilothouse.spc.changes import Change
from pilothouse.trail.act import Act

ANSWER_WITHIN = timedelta(days=7)


def judge_series(act: Act, today: date, touched: Iterable[Touched], book: Book) -> list[Signal]:
    """Judge the lines of these series anew: renew their readings and register signals of new changes.

    Called inside an operation, after values, baselines, targets or definitions changed. Returns the new signals.
    """
    ordered = sorted(touched, key=lambda series: series.key)
    fixed = baselines_of([series.key for series in ordered])
    manners = [manner_of(series.indicator, fixed.get(series.key, ())) for series in ordered]
    fap60 = fap60_in_force()
    judging = Judging(act, today, ordered, book, judge(book, manners, fap60))
    signals = _raise_signals(judging)
    renew_readings(judging)
    _engrave(judging, manners, fap60)
    return signals


def _engrave(judging: Judging, manners: Sequence[Manner], fap60: float) -> None:
    rows = [
        Engraved(series_id=series.key, text=engraved(judging.book, judging.found, index, manner, fap60))
        for index, (series, manner) in enumerate(zip(judging.touched, manners, strict=True))
    ]
    Engraved.objects.bulk_create(rows, update_conflicts=True, unique_fields=["series"], update_fields=["text"])


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
        better=is_better(change.side, change.kind, series.direction),
        strength=round(change.strength, 2),
    )


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
