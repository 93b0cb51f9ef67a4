"""What the numbers of series rest on: kept in a row when values arrive, and the label of trust on a day by it."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Case, Expression, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from pilothouse.measures.lines import chunks
from pilothouse.measures.models import Measurement, Provenance, Series
from pilothouse.measures.periods import FREQUENCIES, latest_late, period_before, periods_late
from pilothouse.measures.trust import (
    LOOKED_AT,
    MOST_LATE,
    NOTHING,
    OUTSIDE,
    UNOWNED,
    Brought,
    Facts,
    Label,
    Trust,
    brought,
    points_brought,
    points_of,
    trust,
)

# What a label reads along with a series; and with what has one.
TOLD = ("indicator__owner", "unit", "reading", "provenance")
TOLD_BESIDE = tuple(f"series__{part}" for part in TOLD)
_NO_ROUTE = Brought("", 0.0, 0.0, defined=False)
# Series, frequency, definition, period, value (None where one was withdrawn), way in.
Arrival = tuple[int, str, str, date, float | None, str]


def renew_provenance(series: Sequence[int]) -> None:
    """Write down how the latest values of these series came in: after values arrived or were defined otherwise."""
    kept = [row for keys in chunks(sorted(series)) for row in _rows(_arrivals(keys))]
    if emptied := set(series) - {row.series_id for row in kept}:
        Provenance.objects.filter(series__in=emptied).delete()
    fields = [field.name for field in Provenance._meta.concrete_fields if not field.primary_key]
    Provenance.objects.bulk_create(kept, update_conflicts=True, unique_fields=["series"], update_fields=fields)


def _arrivals(series: Sequence[int]) -> "QuerySet[Series, Arrival]":
    """Every value that came for one of the latest periods of these series, in the order in which they came."""
    periods = Measurement.objects.filter(series=OuterRef("pk")).order_by("-period").values("period").distinct()
    since = Coalesce(Subquery(periods[LOOKED_AT - 1 : LOOKED_AT]), Value(date.min))
    found = Series.objects.filter(pk__in=series).annotate(since=since).filter(measurements__period__gte=F("since"))
    told = (
        "pk",
        "indicator__frequency",
        "indicator__definition",
        "measurements__period",
        "measurements__value",
        "measurements__intake__route",
    )
    rows: QuerySet[Series, Arrival] = found.order_by("pk", "measurements__period", "measurements__id").values_list(
        *told
    )
    return rows


def _rows(arrivals: Iterable[Arrival]) -> Iterable[Provenance]:
    for (key, frequency, definition), of_series in groupby(arrivals, key=itemgetter(0, 1, 2)):
        periods = {period: list(several) for period, several in groupby(of_series, key=itemgetter(3))}
        came = {period: [one[-1] for one in rows] for period, rows in periods.items() if rows[-1][-2] is not None}
        if not came:
            continue
        found = brought(list(came), list(came.values()), frequency, definition)
        yield Provenance(
            series_id=key, route=found.route, corrected=found.corrected, gaps=found.gaps, defined=found.defined,
            points=points_brought(found),
        )  # fmt: skip


def trust_of(series: Series, on: date) -> Trust:
    """The label of a series on a day, with its weaknesses. Reads what `TOLD` names of the row."""
    kept: Provenance | None = getattr(series, "provenance", None)
    reading, indicator = getattr(series, "reading", None), series.indicator
    latest = reading.latest_period if reading is not None else None
    # What is measured no more waits for nothing.
    ended = indicator.ended or (series.ended_on is not None and series.ended_on <= on)
    facts = Facts(
        Brought(kept.route, kept.corrected, kept.gaps, kept.defined) if kept else _NO_ROUTE,
        late=periods_late(latest, indicator.frequency, on, MOST_LATE) if latest and not ended else 0,
        has_owner=indicator.owner_id is not None,
        owner_left=indicator.owner is not None and indicator.owner.left_on is not None,
        has_process=indicator.process_id is not None,
        ended=ended,
    )
    return trust(facts)


def labelled(labels: Iterable[Label]) -> Q:
    """The condition that a series, annotated with `trust_points` as `_points`, has one of these labels."""
    found = Q(pk__in=[])
    for label in labels:
        fewest, most = points_of(label)
        found |= Q(_points__gte=fewest) & (Q() if most is None else Q(_points__lte=most))
    return found


def nobody_owns(path: str = "") -> Q:
    """The condition that nobody answers for an indicator: no owner, or one who has left; `path` leads to it."""
    return Q(**{f"{path}owner": None}) | Q(**{f"{path}owner__left_on__isnull": False})


def trust_points(on: date) -> Expression:
    """What all weaknesses of a series cost on a day, for the database to count and sort by: what `trust_of` adds up."""
    unowned = Case(When(nobody_owns("indicator__"), then=UNOWNED), default=0, output_field=IntegerField())
    outside = Case(When(indicator__process=None, then=OUTSIDE), default=0, output_field=IntegerField())
    # Where nothing came in, nothing can be added to it, and that alone costs what it costs.
    return Coalesce(F("provenance__points") + _lateness(on) + unowned + outside, NOTHING)


def _lateness(on: date) -> Case:
    whens = [
        When(indicator__frequency=frequency, reading__latest_period__lte=limit, then=late)
        for frequency, limits in late_limits(on).items()
        for late, limit in reversed([*enumerate(limits, start=1)])
    ]
    ended = When(Q(ended_on__lte=on) | Q(indicator__ended_at__isnull=False), then=0)
    return Case(ended, *whens, default=0, output_field=IntegerField())


def late_limits(on: date) -> dict[str, list[date]]:
    """By frequency the latest periods with which one, two … periods of a series are overdue on a day."""
    found = {}
    for frequency in FREQUENCIES:
        found[frequency] = [latest_late(on, frequency)]
        while len(found[frequency]) < MOST_LATE:
            found[frequency].append(period_before(found[frequency][-1], frequency))
    return found
