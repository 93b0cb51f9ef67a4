"""Freezing what a decision rests on, at the moment it is made."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count

from pilothouse.measures.models import Measurement, Series
from pilothouse.measures.periods import awaited_by
from pilothouse.measures.provenance import TOLD, trust_of
from pilothouse.measures.queries import Judged, chart_of, trace_of
from pilothouse.measures.rules import Floats
from pilothouse.organisation.models import Person
from pilothouse.records.checks import day_at, the_day
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision, Evidence
from pilothouse.reviews.queries import series_behind
from pilothouse.reviews.rules import RecordThen, SeriesThen
from pilothouse.reviews.rules.evidence import DEFINITION, POINTS_KEPT, SignalThen
from pilothouse.trail.act import Act
from pilothouse.trail.chain import digest


def frozen(act: Act, subjects: Sequence[Record | Series | None]) -> list[Evidence]:
    """These as they stand at the moment of the act, each once, with the series in which the records show."""
    series: dict[int, Series] = {}
    records: dict[int, Record] = {}
    for subject in subjects:
        if isinstance(subject, Series):
            series[subject.pk] = subject
        elif subject is not None:
            records[subject.pk] = subject
            behind = series_behind(subject, act.by, the_day(act)) if isinstance(act.by, Person) else None
            if behind is not None:
                series.setdefault(behind.pk, behind)
    return [*(_series(act, one) for one in series.values()), *(_record(one) for one in records.values())]


def keep_evidence(decision: Decision, kept: Sequence[Evidence]) -> None:
    """Write it beside the decision, which has its number now."""
    for one in kept:
        one.decision = decision
    Evidence.objects.bulk_create(kept)


def _record(record: Record) -> Evidence:
    then = RecordThen(record.kind, record.number, record.title, record.state, record.owner_id, record.due)
    return _evidence(then.text(), record=record, owner_id=record.owner_id)


def _series(act: Act, series: Series) -> Evidence:
    today = the_day(act)
    judged = chart_of(series, today, trace_of(series).afresh())
    indicator = series.indicator
    last = slice(-POINTS_KEPT, None)
    periods = judged.line.periods[last]
    # Read anew: whoever decides may hold the series as it was before its latest values.
    trusted = trust_of(Series.objects.select_related(*TOLD).get(pk=series.pk), today)
    then = SeriesThen(
        place=series.place,
        decimals=indicator.decimals,
        definition={name: getattr(indicator, name) for name in DEFINITION} | {"scale": float(indicator.scale)},
        periods=periods,
        values=_known(judged.line.values[last]),
        centre=_known(judged.centre[last]),
        lower=_known(judged.lower[last]),
        upper=_known(judged.upper[last]),
        sides=tuple(int(side) for side in judged.side[last]),
        status=judged.status,
        signals=_signals(judged, periods),
        target=float(judged.target.value) if judged.target else None,
        corrected=_corrected(series, periods),
        late=bool(periods) and awaited_by(periods[-1], indicator.frequency) <= today,
        trust=trusted.label.value,
        weak=tuple(one.value for one in trusted.weaknesses),
        **_way_of(series, periods),
    )
    return _evidence(then.text(), series=series)


def _way_of(series: Series, periods: Sequence[date]) -> dict[str, Any]:
    """How and when the latest value came in."""
    rows = Measurement.objects.filter(series=series, period__in=periods[-1:]).select_related("intake__source")
    latest = rows.order_by("-id").first()
    if latest is None:
        return {"route": "", "source": "", "brought": None}
    intake = latest.intake
    name = intake.source.name if intake.source else intake.name
    return {"route": intake.route, "source": name, "brought": day_at(intake.at)}


def _signals(judged: Judged, periods: Sequence[date]) -> tuple[SignalThen, ...]:
    """Changes that nobody had answered yet, and those that began within the points that are kept."""
    shown = [one for one in judged.signals if one.ended_at is None or (periods and one.onset >= periods[0])]
    return tuple(SignalThen(one.code, one.onset, one.side, bool(one.better)) for one in shown)


def _corrected(series: Series, periods: Sequence[date]) -> int:
    """For how many of these periods a later value had taken the place of an earlier one."""
    rows = Measurement.objects.filter(series=series, period__in=periods).order_by()
    return rows.values("period").annotate(rows=Count("pk")).filter(rows__gt=1).count()


def _known(line: Floats) -> tuple[float | None, ...]:
    return tuple(None if value != value else float(value) for value in line.tolist())


def _evidence(body: str, **of: Any) -> Evidence:
    return Evidence(body=body, digest=digest(body), **of)
