"""What a chart is drawn from, read along with another row: the same as read by queries of its own."""

from dataclasses import fields
from datetime import date

import numpy as np
from django.db.models import OuterRef

from pilothouse.measures.models import Series
from pilothouse.measures.operations import record_measurements, set_baseline, set_target
from pilothouse.measures.queries import chart_of, shift_on, trace_of
from pilothouse.measures.rules import Row
from pilothouse.measures.traces import Trace, trace_in, traced
from tests.cast import act
from tests.stage import SHIFT, Stage, week


def read_along(series: Series) -> Trace:
    """The trace out of one annotated row."""
    row = Series.objects.annotate(**traced(OuterRef("pk"))).select_related("indicator").get(pk=series.pk)
    return trace_in(row, series)


def lived(stage: Stage) -> Series:
    """A series with a corrected value that no fifteen digits hold, two baselines and two targets."""
    by, series = act(stage.cast.owner), stage.series
    corrected = Row(series.pk, week(3), None, 100.0, 333.0)
    record_measurements(by, unit=stage.cast.east, rows=[corrected], route="paste", reason="Counted again")
    set_baseline(
        by, series, first=week(0), last=week(25), reason="Without the storm", left_out=[week(4), week(7)],
    )  # fmt: skip
    set_target(act(stage.cast.leader), series, value=86.1, by=date(2026, 12, 31), objective=stage.objective)
    return series


def test_it_is_the_same_to_the_last_digit(stage: Stage) -> None:
    series = lived(stage)
    along, asked = read_along(series), trace_of(series)
    for column in fields(asked.rows):
        if column.name != "lines":
            assert np.array_equal(getattr(along.rows, column.name), getattr(asked.rows, column.name), equal_nan=True)
    assert [(one.pk, one.first, one.last, one.left_out) for one in along.aspects.baselines] == [
        (one.pk, one.first, one.last, one.left_out) for one in asked.aspects.baselines
    ]
    targets = [[(one.pk, one.value, one.by, one.ended_at) for one in of.aspects.targets] for of in (along, asked)]
    assert targets[0] == targets[1]
    assert targets[0]
    told = [[(one.code, one.onset, one.found, one.side, one.better, one.owner) for one in of.aspects.signals]
            for of in (along, asked)]  # fmt: skip
    assert told[0] == told[1]
    assert told[0]


def test_charts_and_comparisons_come_out_alike(stage: Stage) -> None:
    series = lived(stage)
    along = read_along(series)
    for day in (week(20), week(45)):
        one, other = chart_of(series, day, along), chart_of(series, day)
        assert np.array_equal(one.lower, other.lower, equal_nan=True)
        assert (one.line.periods, one.status) == (other.line.periods, other.status)
    for changed_on in (week(SHIFT), week(SHIFT + 6)):
        assert shift_on(series, changed_on, 4, along) == shift_on(series, changed_on, 4)


def test_an_empty_series_has_an_empty_trace(stage: Stage) -> None:
    series = stage.west_series
    fresh = Series(pk=0, indicator=series.indicator, unit=series.unit)
    row = Series.objects.annotate(**traced(0)).get(pk=series.pk)
    found = trace_in(row, fresh)
    assert (len(found.rows.days), *vars(found.aspects).values()) == (0, (), (), (), 0.15)
