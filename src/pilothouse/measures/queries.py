"""Questions about measures: lines, charts, what changed, what is missing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db.models import Count, F, FloatField, Max, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from pilothouse import spc
from pilothouse.measures.aspects import aspects_of
from pilothouse.measures.engraved import unfolded
from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Baseline, Indicator, Intake, Series, Signal, Source, Target
from pilothouse.measures.periods import FREQUENCIES, latest_late
from pilothouse.measures.provenance import TOLD
from pilothouse.measures.replaced import Replaced, replaced_by_later
from pilothouse.measures.rules import Columns, Floats
from pilothouse.measures.stretches import Fixed, Manner, Stretch, book_of
from pilothouse.measures.traces import Trace
from pilothouse.measures.watching import judge
from pilothouse.organisation.models import Person
from pilothouse.records.checks import day_at
from pilothouse.spc.changes import Change


@dataclass(frozen=True)
class Line:
    """The current values of one series, oldest first; `values` in shown units.

    `numerators` and `denominators` as they were given, NaN where the kind has none.
    """

    periods: tuple[date, ...]
    values: Floats
    numerators: Floats
    denominators: Floats

    def __len__(self) -> int:
        return len(self.periods)


def line_of(series: Series, trace: Trace | None = None) -> Line:
    """The current values of a series; what a `trace` brings along is not asked again."""
    return _line(trace.rows if trace else current_values([series.pk]), series.indicator.scale)


def _line(rows: Columns, scale: float) -> Line:
    periods = tuple(date.fromordinal(day) for day in rows.days.tolist())
    return Line(periods, rows.values * scale, rows.numerators, rows.denominators)


@dataclass(frozen=True)
class Judged:
    """A series as its chart shows it, all in shown units; arrays have one value for each point of `line`.

    `centre`, `lower` and `upper` are NaN where there are no limits (yet); `p` is the chance of so much evidence of a
    change without one (NaN where a point was not judged), `side` −1 or +1 where a point shows a change. `changes` are
    those found, oldest first. `stretches` says which points share limits and which span fixed them; `status` is
    watched, too_short, constant or no_data. `baselines` newest first, `targets` newest first (the live one has no
    `ended_at`), `signals` oldest first; `replaced` are baselines that stand in no stretch any more.
    """

    series: Series
    line: Line
    centre: Floats
    lower: Floats
    upper: Floats
    p: Floats
    side: NDArray[np.int8]
    changes: tuple[Change, ...]
    stretches: tuple[Stretch, ...]
    status: str
    baselines: tuple[Baseline, ...]
    targets: tuple[Target, ...]
    signals: tuple[Signal, ...]
    replaced: tuple[Replaced, ...] = ()

    @property
    def target(self) -> Target | None:
        """The live target."""
        return next((target for target in self.targets if target.ended_at is None), None)


def trace_of(series: Series) -> Trace:
    """Everything the chart of a series is drawn from; two queries."""
    return Trace(current_values([series.pk]), aspects_of(series))


def chart_of(series: Series, on: date, trace: Trace | None = None, limits_of: datetime | None = None) -> Judged:
    """The chart of a series as it stands on a day: points up to it, judged by the baselines in force, or by those that
    were in force at the moment `limits_of`. The line as it was last judged is taken where it still holds.

    Without a `trace` that was read along with another row it is read here.
    """
    trace = trace or trace_of(series)
    rows, aspects = trace.rows, trace.aspects
    held = tuple(one for one in aspects.baselines if limits_of is None or one.at <= limits_of)
    rows = rows.take(rows.days <= on.toordinal())
    indicator = series.indicator
    manner = Manner(indicator.value_kind, indicator.frequency, indicator.season, tuple(map(_fixed, reversed(held))))
    found = unfolded(aspects.engraved, rows, manner, aspects.fap60)
    if found is None:
        found = judge(book_of(rows, [series.pk]), [manner], aspects.fap60)
    scale = indicator.scale
    return Judged(
        series=series,
        line=_line(rows, scale),
        centre=found.centre * scale,
        lower=found.lower * scale,
        upper=found.upper * scale,
        p=found.p,
        side=found.side,
        changes=tuple(found.changes[0]),
        stretches=tuple(found.stretches[0]),
        status=spc.Status(int(found.status[0])).name.lower(),
        baselines=held,
        targets=aspects.targets,
        signals=aspects.signals,
        replaced=replaced_by_later(rows, manner, held, aspects.fap60, scale, day_at),
    )


def _fixed(baseline: Baseline) -> Fixed:
    days = tuple(date.fromisoformat(day).toordinal() for day in baseline.left_out)
    return Fixed(baseline.first.toordinal(), baseline.last.toordinal(), days)


def indicators_seen_by(person: Person) -> "QuerySet[Indicator]":
    """Indicators the person may read, with owner, unit and process, by number."""
    found: QuerySet[Indicator] = Indicator.objects.seen_by(person).with_people().select_related("process")
    return found.order_by("number")


def series_seen_by(person: Person) -> "QuerySet[Series]":
    """Series of units the person sees, with indicator, unit, reading and provenance; by indicator, then unit."""
    found: QuerySet[Series] = Series.objects.seen_by(person).select_related(*TOLD)
    return found.order_by("indicator__number", "unit__path", "label")


def intakes_of(series: Series) -> "QuerySet[Intake]":
    """The intakes that brought values of a series in, newest first."""
    return Intake.objects.filter(measurements__series=series).distinct().select_related("by", "source").order_by("-id")


# Silence


@dataclass(frozen=True)
class Coverage:
    """How complete the picture is: series that still run, how many are fresh, late, or have no value at all;
    `latest` is when the latest value was judged.
    """

    running: int
    fresh: int
    late: int
    empty: int
    latest: datetime | None = None


def not_over(on: date) -> Q:
    """The condition for a series that has not ended by this day, whatever became of its indicator."""
    return Q(ended_on=None) | Q(ended_on__gt=on)


def still_running(on: date) -> Q:
    """The condition for a series that should still get values: not ended, of a live indicator."""
    return Q(not_over(on), indicator__ended_at=None)


def runs_on(on: date, ended_on: date | None, retired_at: datetime | None) -> bool:
    """The same of what was read: when a series ended, and when its indicator was retired."""
    return retired_at is None and (ended_on is None or ended_on > on)


def ran_since(day: date, moment: datetime) -> Q:
    """The condition for a series that got values on some day after this one; `moment` is when the day began."""
    return Q(not_over(day), Q(indicator__ended_at=None) | Q(indicator__ended_at__gte=moment))


def running_series(person: Person, on: date) -> "QuerySet[Series]":
    """Series the person sees that should still get values."""
    return series_seen_by(person).filter(still_running(on))


def least_chance(reading: str) -> Coalesce:
    """For an annotation or an order: what `Reading.least_chance` tells of the reading to which this path leads."""
    return Coalesce(F(f"{reading}__chance"), Cast(F(f"{reading}__picture__outlook__next__0"), FloatField()))


def late_series(person: Person, on: date) -> "QuerySet[Series]":
    """Running series whose next value is overdue for their frequency, or that have none; longest silence first.

    A value is overdue once its period is over and the days of grace have passed (1 for a day, 2 for a week, 7 for a
    month, 14 for a quarter, 30 for a year).
    """
    late = Q(reading__latest_period=None) | _overdue(on)
    return running_series(person, on).filter(late).order_by("reading__latest_period", "pk")


def _overdue(on: date) -> Q:
    """The condition that a series has values, and the next one is overdue."""
    overdue = Q(pk__in=[])
    for frequency in FREQUENCIES:
        overdue |= Q(indicator__frequency=frequency, reading__latest_period__lte=latest_late(on, frequency))
    return overdue


def coverage(person: Person, on: date, within: str = "") -> Coverage:
    """How many series the person sees are fresh, late, or empty; `within` is the path of a unit. One query."""
    told = (
        running_series(person, on)
        .filter(unit__path__startswith=within)
        .aggregate(
            running=Count("pk"),
            late=Count("pk", filter=_overdue(on)),
            empty=Count("pk", filter=Q(reading__latest_period=None)),
            latest=Max("reading__judged_at"),
        )
    )
    fresh = told["running"] - told["late"] - told["empty"]
    return Coverage(told["running"], fresh, told["late"], told["empty"], told["latest"])


def due_sources(now: datetime) -> list[Source]:
    """Sources that somebody asked for, the first asked first; then those whose scheduled run is due at this moment, the
    longest waiting first.
    """
    waiting = Q(asked_at__isnull=False) | Q(every_hours__isnull=False)
    rows = list(Source.objects.filter(waiting).select_related("unit", "owner", "asked_by"))
    asked = sorted((source.asked_at, source.pk, source) for source in rows if source.asked_at)
    moments = [(source, _next_run(source)) for source in rows if not source.asked_at]
    due = [(moment, source.pk, source) for source, moment in moments if moment is None or moment <= now]
    planned = sorted(due, key=lambda one: (one[0] is not None, *one[:2]))
    return [source for _moment, _key, source in (*asked, *planned)]


def _next_run(source: Source) -> datetime | None:
    """When the source is due again; None where it never ran."""
    return source.last_run + timedelta(hours=source.every_hours or 0) if source.last_run else None


def sources_seen_by(person: Person) -> "QuerySet[Source]":
    """Sources of units the person sees, with unit and owner."""
    found: QuerySet[Source] = Source.objects.seen_by(person).select_related("unit", "owner")
    return found
