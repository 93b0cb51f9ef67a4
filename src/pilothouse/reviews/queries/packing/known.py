"""What was known at a cut-off: rows replayed from the history, and the measurements that had come in by then."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

import numpy as np
from django.apps import apps

from pilothouse.measures.judging import manner_of
from pilothouse.measures.lines import chunks, current_of
from pilothouse.measures.models import (
    Acceptance,
    AlarmBudget,
    Baseline,
    Indicator,
    Intake,
    Measurement,
    Series,
    Serving,
    Signal,
    Source,
    Target,
)
from pilothouse.measures.outlook import outlooks, questions_of
from pilothouse.measures.queries import runs_on
from pilothouse.measures.rules import Columns
from pilothouse.measures.stretches import Book, Fixed, Manner, book_of
from pilothouse.measures.watching import USUAL_FAP60, Findings, judge
from pilothouse.organisation.models import Assignment, Organisation, Person, Unit
from pilothouse.records.models import Link, Record
from pilothouse.records.replies import Reply
from pilothouse.reviews.models import (
    AgendaItem,
    Attendance,
    Deed,
    DueReading,
    Forum,
    InputFeed,
    InputLook,
    InputOwner,
    InputReply,
    Mark,
    Pack,
    Statement,
    TakenOff,
    Unplaced,
)
from pilothouse.risks.models import Appetite, Assessment, Stake, Trip, Tripwire
from pilothouse.strategy.models import Resting
from pilothouse.trail.models import traced_models
from pilothouse.trail.replay import Past

_TYPES = (
    Organisation, Unit, Person, Serving, Series, Source, Intake, Baseline, Target, AlarmBudget, Attendance, AgendaItem,
    Pack, Appetite, Assessment, Stake, Trip, Tripwire, InputLook, Mark, Assignment, InputOwner, Statement, Link, Reply,
    TakenOff, Unplaced, DueReading, Forum, InputReply, InputFeed, Acceptance,
    Resting, Deed,
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The past at a cut-off as seen from one unit, with the lines of its running series judged as of then.

    `series` stands in the order of `book.ids`; `arrived` holds per series and period the intakes that spoke of it,
    oldest first; `signals` the codes of a series' signals; `outlooks` what each target can expect (see
    measures.outlook) and `manners` how each line was judged, by place in `series`, with the false-alarm budget `fap60`.
    """

    past: Past
    records: dict[int, Record]
    today: date
    unit: Unit
    series: Sequence[Series]
    book: Book
    found: Findings
    arrived: dict[int, dict[date, list[int]]]
    targets: dict[int, Target]
    signals: dict[int, list[str]]
    outlooks: dict[int, dict[str, Any]]
    manners: Sequence[Manner]
    fap60: float
    zone: tzinfo = UTC

    def day(self, moment: datetime) -> date:
        """The day of a moment where the organisation is; the first two formats of packs told days of Greenwich."""
        return moment.astimezone(self.zone).date()

    def values(self) -> dict[int, dict[str, float | None]]:
        """All current values, in shown units, by series and period (ISO)."""
        found: dict[int, dict[str, float | None]] = {}
        for index, series in enumerate(self.series):
            span = self.book.span(index)
            periods = (date.fromordinal(day).isoformat() for day in self.book.rows.days[span].tolist())
            found[series.pk] = dict(
                zip(periods, numbers(self.book.rows.values[span], series.indicator.scale), strict=True)
            )
        return found

    def below(self, unit: int | None) -> bool:
        """Does the unit with this key lie in the pack's unit or below it?"""
        found = self.past.get(Unit, unit)
        return found is not None and found.path.startswith(self.unit.path)

    def name(self, person: int | None) -> str:
        """The name of a person as it was; empty for nobody, and for somebody whose data was erased."""
        found = self.past.get(Person, person)
        return found.name if found else ""


def known_at(size: int, unit: int, today: date, zone: tzinfo = UTC) -> Known:
    """What the first `size` entries of the history knew of a unit and all below it, seen on the day `today`."""
    kinds = [kind for kind in traced_models(apps.get_models()) if issubclass(kind, Record)]
    past = Past(size, (*_TYPES, *kinds))
    here = past.by_key(Unit)[unit]
    series = [one for one in past.every(Series) if _runs(past, here, one, today)]
    rows, arrived = measured(past, [one.pk for one in series])
    book = book_of(rows, [one.pk for one in series])
    fixed = _baselines(past)
    manners, fap60 = [manner_of(one.indicator, fixed[one.pk]) for one in series], _fap60(past)
    found = judge(book, manners, fap60)
    targets = {one.series_id: one for one in past.every(Target) if one.ended_at is None}
    aims = {at: (targets[one.pk].value, targets[one.pk].by) for at, one in enumerate(series) if one.pk in targets}
    told = outlooks(questions_of(book, [one.indicator for one in series], found.changes, aims))
    records = {key: one for kind in kinds for key, one in past.by_key(kind).items()}
    signals = _signals(past)
    return Known(
        past, records, today, here, series, book, found, arrived, targets, signals, told, manners, fap60, zone
    )  # fmt: skip


def _runs(past: Past, unit: Unit, series: Series, today: date) -> bool:
    """Should it still get values, here or below? What it points to is tied to it, as it stood."""
    indicator, place = past.get(Indicator, series.indicator_id), past.get(Unit, series.unit_id)
    if indicator is None or place is None or not place.path.startswith(unit.path):
        return False
    series.indicator, series.unit = indicator, place
    return runs_on(today, series.ended_on, indicator.ended_at)


def measured(past: Past, series: Sequence[int]) -> tuple[Columns, dict[int, dict[date, list[int]]]]:
    """The current values of these series, and per series and period the intakes that spoke of it, oldest first."""
    intakes, rows = past.by_key(Intake), []
    arrived: dict[int, dict[date, list[int]]] = {key: defaultdict(list) for key in series}
    names = ("series_id", "period", "value", "numerator", "denominator", "intake_id")
    for keys in chunks(series):
        stored = Measurement.objects.filter(series_id__in=keys).order_by("series_id", "period", "id")
        for *row, intake in stored.values_list(*names):
            if intake in intakes:
                rows.append(tuple(row))
                arrived[row[0]][row[1]].append(intake)
    return current_of(rows), arrived


def _baselines(past: Past) -> dict[int, list[Fixed]]:
    """By series, in the order in which they were set."""
    found: dict[int, list[Fixed]] = defaultdict(list)
    for one in past.every(Baseline):
        left_out = tuple(date.fromisoformat(day).toordinal() for day in one.left_out)
        found[one.series_id].append(Fixed(one.first.toordinal(), one.last.toordinal(), left_out))
    return found


def _signals(past: Past) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for signal in past.every(Signal):
        found[signal.series_id].append(signal.code)
    return found


def _fap60(past: Past) -> float:
    budgets = past.every(AlarmBudget)
    return budgets[-1].fap60 if budgets else USUAL_FAP60


def numbers(line: np.ndarray[Any, Any], scale: float = 1.0) -> list[float | None]:
    """A line as a pack keeps it: shown units, six digits, None for no value."""
    return [number(value * scale) for value in line.tolist()]


def number(value: float | None) -> float | None:
    """Six digits, so that no machine's last digit makes a pack another one, no negative nought; None for no value."""
    return None if value is None or not np.isfinite(value) else float(f"{value:.6g}") + 0.0
