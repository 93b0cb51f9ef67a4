"""Questions about measures: lines, charts, shifts, open signals, silence."""

from datetime import date

import numpy as np
import pytest

from pilothouse import spc
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import (
    end_series,
    open_series,
    record_measurements,
    retire_indicator,
    set_baseline,
    set_target,
)
from pilothouse.measures.queries import (
    chart_of,
    coverage,
    indicators_seen_by,
    intakes_of,
    late_series,
    line_of,
    series_seen_by,
    sources_seen_by,
    trace_of,
)
from pilothouse.measures.rules import Row
from pilothouse.measures.shifts import level_before_change, shift_on
from pilothouse.spc.changes import SINGLE
from tests.cast import NOW, Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, series_of, week

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def test_a_line_holds_current_values_in_shown_units(cast: Cast) -> None:
    series = series_of(cast, kind="proportion")
    rows = [Row(series.pk, week(1), None, 8, 10), Row(series.pk, week(0), None, 9, 10)]
    record_measurements(act(cast.member), unit=cast.east, rows=rows, route="form")
    fix = [Row(series.pk, week(1), None, 7, 10)]
    record_measurements(act(cast.member), unit=cast.east, rows=fix, route="form", reason="Miscounted")
    line = line_of(series)
    assert line.periods == (week(0), week(1))
    assert line.values.tolist() == [90.0, 70.0]
    assert (line.numerators.tolist(), line.denominators.tolist()) == ([9, 7], [10, 10])
    assert len(line_of(series_of(cast))) == 0
    assert [intake.reason for intake in intakes_of(series)] == ["Miscounted", ""]


def test_a_chart_shows_what_judged_the_points(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, 40.0, *STEADY))
    record(cast.member, series, [40.0, 40.0], first=33)
    baseline = set_baseline(act(cast.quality), series, first=week(17), last=week(32), reason="New timetable")
    target = set_target(act(cast.quality), series, value=55, by=TODAY)
    chart = chart_of(series, TODAY)
    assert [(part.first, part.last, part.baseline) for part in chart.stretches] == [(0, 16, None), (17, 34, (17, 32))]
    assert np.isnan(chart.centre[:8]).all()
    assert chart.centre[8] == pytest.approx(np.mean(STEADY[:8]))
    assert chart.centre[33] == pytest.approx(np.mean(STEADY))
    assert np.all(chart.lower[8:] < chart.centre[8:])
    assert chart.side[33] == chart.side[34] == -1
    (change,) = [change for change in chart.changes if change.found > 16]
    assert (change.onset, change.side) == (33, -1)
    assert chart.p[34] < chart.p[33]
    assert (chart.status, chart.target, chart.baselines) == ("watched", target, (baseline,))
    assert [signal.onset for signal in chart.signals] == [week(33)]
    assert len(chart_of(series, week(9)).line) == 10
    empty = chart_of(series_of(cast), TODAY)
    assert (len(empty.line), empty.status, empty.stretches) == (0, "no_data", ())


def test_a_later_baseline_takes_what_it_reaches_back_to(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [*STEADY, *STEADY])
    for first in (10, 2):
        set_baseline(act(cast.quality), series, first=week(first), last=week(first + 13), reason="R")
    assert [(part.first, part.last) for part in chart_of(series, TODAY).stretches] == [(0, 1), (2, 31)]


def test_shifts_are_told_in_shown_units(cast: Cast) -> None:
    series = series_of(cast, kind="proportion")
    rng = np.random.default_rng(2)
    good = np.concatenate([rng.binomial(1000, 0.7, 30), rng.binomial(1000, 0.8, 10)])
    rows = [Row(series.pk, week(i), None, float(n), 1000.0) for i, n in enumerate(good)]
    record_measurements(act(cast.member), unit=cast.east, rows=rows, route="file")
    shift = shift_on(series, week(30), 8)
    assert shift.effect == pytest.approx(10, abs=2)
    assert shift.before_mean == pytest.approx(70, abs=1)
    assert shift.low < shift.effect < shift.high
    assert (shift.before_points, shift.after_points, shift.verdict) == (24, 8, spc.Verdict.BETTER)


def test_the_period_of_the_change_is_on_neither_side(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [*STEADY, *STEADY])
    inside = date.fromordinal(week(20).toordinal() + 2)
    shift = shift_on(series, inside, 5)
    assert (shift.before_points, shift.after_points) == (20, 5)
    assert shift_on(series, week(20), 5).after_points == 5


def test_too_early_is_said(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [*STEADY, 60, 61])
    assert shift_on(series, week(16), 8).verdict is spc.Verdict.TOO_EARLY
    assert shift_on(series, week(30), 8).verdict is spc.Verdict.TOO_EARLY
    assert shift_on(series_of(cast), week(3), 8).verdict is spc.Verdict.TOO_EARLY


def test_series_and_indicators_are_seen_by_right(cast: Cast) -> None:
    east, west = series_of(cast), series_of(cast, unit=cast.west)
    assert list(series_seen_by(cast.leader)) == [east, west]
    assert list(series_seen_by(cast.reader)) == [east]
    assert indicators_seen_by(cast.reader).count() == 2
    assert list(sources_seen_by(cast.reader)) == []


def test_a_list_of_series_is_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    for _ in range(3):
        record(cast.member, series_of(cast), [1])
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = [(one.indicator.code, one.place, one.reading.latest) for one in series_seen_by(cast.leader)]
    assert [code for code, _, _ in found] == ["IND-0001", "IND-0002", "IND-0003"]


def test_a_single_wild_point_begins_no_level(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [*STEADY, *STEADY, 99.0, *STEADY[:9]])
    assert [(one.onset, one.kind_of_change) for one in Signal.objects.all()] == [(week(32), SINGLE)]
    trace = trace_of(series)
    assert shift_on(series, week(42), 8).before_points == shift_on(series, week(42), 8, trace).before_points == 24
    assert level_before_change(series, week(42), 8, trace) is None


def test_silence_is_told_by_frequency(cast: Cast) -> None:
    empty = series_of(cast)
    fresh, late = series_of(cast), series_of(cast)
    monthly = open_series(act(cast.quality), indicator_of(cast, frequency="month"), unit=cast.east)
    ended, retired = series_of(cast), series_of(cast)
    # The present is Monday 2 March 2026: the week of 16 February is due no earlier than Wednesday 4 March.
    for series, period in (
        (fresh, date(2026, 2, 16)),
        (late, date(2026, 2, 9)),
        (monthly, date(2026, 1, 1)),
        (ended, date(2025, 1, 6)),
        (retired, date(2025, 1, 6)),
    ):
        rows = [Row(series.pk, period, 1.0)]
        record_measurements(act(cast.member), unit=cast.east, rows=rows, route="form")
    end_series(act(cast.quality), ended, on=date(2025, 2, 1))
    retire_indicator(act(cast.quality), retired.indicator, reason="Measured elsewhere")
    assert set(late_series(cast.member, TODAY)) == {empty, late}
    told = coverage(cast.member, TODAY)
    assert (told.running, told.fresh, told.late, told.empty) == (4, 2, 1, 1)
    assert coverage(cast.west_owner, TODAY).running == 0


def test_before_reaches_back_to_the_last_signalled_change(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    for number in range(16, 28):
        record(cast.member, series, [40.0 + number % 2], first=number)
    assert Signal.objects.get().onset == week(16)
    level = shift_on(series, week(28), 8)
    assert (level.before_points, level.before_mean) == (12, 40.5)
    few = shift_on(series, week(20), 8)
    assert few.before_points == 20
