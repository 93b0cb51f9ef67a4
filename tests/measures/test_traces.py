"""What a chart is drawn from, read along with another row: the same as read by queries of its own."""

from dataclasses import fields
from datetime import date, timedelta

import numpy as np
from django.db import connection
from django.db.models import OuterRef
from django.test.utils import CaptureQueriesContext

from pilothouse.measures.aspects import with_aspects
from pilothouse.measures.models import Series
from pilothouse.measures.operations import record_measurements, set_baseline, set_target
from pilothouse.measures.queries import chart_of, trace_of
from pilothouse.measures.rules import Row
from pilothouse.measures.shifts import shift_on
from pilothouse.measures.traces import Trace, trace_in
from pilothouse.reviews.operations import Forecast, decide
from pilothouse.reviews.queries import decision_case
from tests.cast import act
from tests.stage import SHIFT, Stage, week


def read_along(series: Series) -> Trace:
    """The trace out of one annotated row."""
    row = Series.objects.annotate(**with_aspects(OuterRef("pk"))).select_related("indicator").get(pk=series.pk)
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


def test_values_never_travel_as_a_list_inside_another_row(stage: Stage) -> None:
    """A case with its numbers is small however long its series is: the values come by a statement of their own."""
    by = act(stage.cast.leader)
    forecast = Forecast(
        series=stage.series, direction="up", size=3.0, by=by.at.date() + timedelta(weeks=8), confidence=60
    )
    decision = decide(
        by, unit=stage.cast.office, owner=stage.cast.owner, due=by.at.date() + timedelta(weeks=4), title="More hands",
        choice="Two more", reason="Too few", about=stage.objective, forecast=forecast,
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        found = decision_case(stage.cast.leader, decision.number)
    assert found is not None
    assert found.numbers is not None
    assert len(found.numbers.trace.rows.days) > 30
    reading = [query["sql"] for query in asked if "measures_measurement" in query["sql"]]
    assert len(reading) == 1, reading
    assert "JSON" not in reading[0]


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
    row = Series.objects.annotate(**with_aspects(0)).get(pk=series.pk)
    found = trace_in(row, fresh)
    assert (len(found.rows.days), *vars(found.aspects).values()) == (0, (), (), (), 0.15, None)
