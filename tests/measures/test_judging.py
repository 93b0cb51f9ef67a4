"""After values came in: readings are renewed, real change raises one signal, routine variation none."""

from datetime import date, timedelta

import numpy as np
import pytest

from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Reading, Series, Signal
from pilothouse.measures.operations import (
    change_indicator,
    explain_signal,
    open_series,
    record_measurements,
    set_baseline,
    set_target,
)
from pilothouse.measures.periods import as_dates
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import add_unit, note_leaving
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, rows_of, series_of, week

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
DOWN = (40.0,) * 3


def signals(series: Series) -> list[tuple[date, date, int]]:
    found = Signal.objects.filter(series=series).order_by("id")
    return list(found.values_list("onset", "found", "side"))


def test_steady_values_raise_nothing_and_renew_the_reading(cast: Cast) -> None:
    series = series_of(cast)
    assert series.reading.status == "no_data"
    record(cast.member, series, STEADY)
    reading = Reading.objects.get(series=series)
    assert (reading.points, reading.latest_period, reading.latest, reading.side) == (16, week(15), 52.0, 0)
    assert reading.status == "watched"
    assert reading.centre == pytest.approx(np.mean(STEADY), abs=0.2)
    assert reading.p is not None
    assert reading.p > 0.05
    assert reading.picture["values"] == list(STEADY)
    assert reading.picture["periods"][0] == "2025-01-06"
    assert set(reading.picture["sides"]) == {0}
    assert reading.picture["now"] == pytest.approx(np.mean(STEADY[-8:]))
    assert not Signal.objects.exists()


def test_few_values_have_no_limits(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY[:5])
    reading = Reading.objects.get(series=series)
    assert (reading.status, reading.centre, reading.picture["upper"]) == ("too_short", None, None)


def test_a_real_change_raises_a_signal_with_everything_it_needs(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    record(cast.member, series, DOWN, first=16)
    signal = Signal.objects.get()
    assert signal.title == "Departures on time, EST: lower since week 18 of 2025"
    assert (signal.series, signal.side, signal.better, signal.rule) == (series, -1, False, None)
    assert signal.onset == week(16)
    assert week(16) <= signal.found <= week(18)
    assert (signal.kind_of_change, signal.usual) == ("level", pytest.approx(np.mean(STEADY), abs=0.1))
    assert signal.p is not None
    assert 0 < signal.p < 0.01
    assert signal.strength > 3
    assert signal.due == TODAY + timedelta(days=7)
    assert signal.origin_id == series.indicator_id
    assert (signal.unit, signal.owner, signal.state) == (cast.east, cast.owner, "open")
    assert Reading.objects.get(series=series).side == -1
    assert verify().whole


def test_the_same_change_is_signalled_once(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    for number in range(16, 30):
        record(cast.member, series, [40.0], first=number)
    assert len(signals(series)) == 1
    assert record(cast.member, series, [40.0], first=29) is None


def test_an_answered_change_that_goes_on_is_not_raised_again(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN))
    explain_signal(act(cast.owner), Signal.objects.get(), explanation="Runway works")
    record(cast.member, series, DOWN, first=19)
    assert len(signals(series)) == 1


def test_after_the_start_anew_a_change_is_new(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN))
    record(cast.member, series, (*STEADY, *STEADY), first=19)
    assert len(signals(series)) == 1
    record(cast.member, series, DOWN, first=51)
    assert [(onset, side) for onset, _, side in signals(series)] == [(week(16), -1), (week(51), -1)]


def test_the_other_side_is_another_change(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN))
    record(cast.member, series, (*STEADY, *STEADY, 60.0, 60.0, 60.0), first=19)
    assert [side for _, _, side in signals(series)] == [-1, 1]
    assert Signal.objects.get(side=1).better


def test_after_a_change_the_usual_is_learnt_anew(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN, *(value - 10 for value in STEADY)))
    reading = Reading.objects.get(series=series)
    assert reading.status == "watched"
    assert reading.centre == pytest.approx(np.mean(STEADY) - 10, abs=0.5)
    assert (reading.p or 0.0) > 0.1
    assert len(signals(series)) <= 1


def test_a_late_correction_repeats_no_signal(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN))
    first = signals(series)
    record(cast.member, series, [48.0], first=16, reason="Counted wrongly")
    record(cast.member, series, DOWN, first=19)
    assert signals(series) == first


def test_what_comes_in_again_changes_nothing(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN))
    before = Reading.objects.values().get(series=series)
    assert record(cast.member, series, (*STEADY, *DOWN)) is None
    assert Reading.objects.values().get(series=series) == before
    assert len(signals(series)) == 1


def test_long_history_raises_only_what_is_still_news(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN, *STEADY, *STEADY))
    assert signals(series) == []
    other = series_of(cast)
    record(cast.member, other, (*STEADY, *DOWN, *STEADY[:7]))
    assert [(onset, side) for onset, _, side in signals(other)] == [(week(16), -1)]


def test_week_by_week_raises_what_would_have_been_raised(cast: Cast) -> None:
    values = (*STEADY, *STEADY[::-1], 44.0, 44.5, 44.0, 45.0)
    series = series_of(cast)
    for number, value in enumerate(values):
        record(cast.member, series, [value], first=number)
    (found,) = signals(series)
    assert found[0] == week(32)
    other = series_of(cast)
    record(cast.member, other, values)
    assert signals(other) == [found]


def test_a_baseline_judges_only_what_comes_after_it(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN))
    record(cast.member, series, [40.5, 39.5] * 7, first=19)
    assert len(signals(series)) == 1
    set_baseline(act(cast.quality), series, first=week(16), last=week(32), reason="New timetable")
    assert len(signals(series)) == 1
    assert Reading.objects.get(series=series).centre == pytest.approx(40.0, abs=0.3)
    record(cast.member, series, [40.0, 50.0, 50.5, 50.0], first=33)
    assert [(onset, side) for onset, _, side in signals(series)[1:]] == [(week(34), 1)]


def test_a_new_baseline_does_not_repeat_a_change_known_before(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *DOWN))
    set_baseline(act(cast.quality), series, first=week(0), last=week(15), reason="The usual winter")
    assert len(signals(series)) == 1


def test_what_a_baseline_leaves_out_is_judged_in_hindsight(cast: Cast) -> None:
    series = series_of(cast)
    values = list(STEADY)
    values[5] = 20.0
    record(cast.member, series, values)
    assert signals(series) == []
    set_baseline(
        act(cast.quality), series, first=week(0), last=week(15), reason="Blizzard left out", left_out=[week(5)]
    )
    assert signals(series) == [(week(5), week(5), -1)]
    assert Reading.objects.get(series=series).centre == pytest.approx(np.mean(STEADY), abs=0.2)
    assert Signal.objects.get().kind_of_change == "single point"
    record(cast.member, series, [50.0], first=16)
    assert len(signals(series)) == 1


def test_shares_are_judged_with_their_denominators(cast: Cast) -> None:
    series = series_of(cast, kind="proportion")
    good = [80, 82, 79, 81, 80, 78, 81, 79, 82, 80, 81, 79, 80]
    rows = [Row(series.pk, week(i), None, n * 10.0, 1000.0) for i, n in enumerate(good)]
    rows.append(Row(series.pk, week(13), None, 4.0, 10.0))
    rows += [Row(series.pk, week(14 + i), None, 400.0, 1000.0) for i in range(3)]
    record_measurements(act(cast.member), unit=cast.east, rows=rows, route="file")
    assert [found >= week(14) for _, found, _ in signals(series)] == [True]
    reading = Reading.objects.get(series=series)
    assert reading.latest == pytest.approx(40.0)
    assert reading.centre == pytest.approx(80.1, abs=0.5)


def test_seasons_are_no_change(cast: Cast) -> None:
    rng = np.random.default_rng(4)
    values = [50 + (10 if i % 4 == 0 else 0) + float(rng.normal(0, 0.5)) for i in range(40)]
    seasonal, plain = series_of(cast, season=4), series_of(cast)
    for series in (seasonal, plain):
        record(cast.member, series, values)
    assert Reading.objects.get(series=seasonal).status == "watched"
    sigma = [Reading.objects.get(series=one).picture for one in (seasonal, plain)]
    widths = [picture["upper"] - picture["lower"] for picture in sigma]
    assert widths[0] < widths[1] / 4


def test_a_gap_does_not_shift_the_season(cast: Cast) -> None:
    rng = np.random.default_rng(5)
    series = series_of(cast, season=4)
    rows = [
        row
        for row in rows_of(series, [50 + (10 if i % 4 == 0 else 0) + float(rng.normal(0, 0.5)) for i in range(40)])
        if row.period != week(27)
    ]
    record_measurements(act(cast.member), unit=cast.east, rows=rows, route="file")
    assert not Signal.objects.exists()


def test_the_chance_of_a_target(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    assert Reading.objects.get(series=series).chance is None
    set_target(act(cast.quality), series, value=40.0, by=date(2026, 12, 31))
    reading = Reading.objects.get(series=series)
    assert reading.chance is not None
    assert reading.chance > 0.95
    assert (reading.picture["target"], reading.picture["capability"]) == (40.0, "capable")
    set_target(act(cast.quality), series, value=60.0, by=date(2026, 12, 31))
    reading = Reading.objects.get(series=series)
    assert reading.chance is not None
    assert reading.chance < 0.05
    assert reading.picture["capability"] == "not_capable"


def test_the_chance_counts_from_the_change(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *(value + 20 for value in STEADY)))
    set_target(act(cast.quality), series, value=65.0, by=date(2026, 12, 31))
    reading = Reading.objects.get(series=series)
    assert reading.chance is not None
    assert reading.chance > 0.75


def owner_of_signal(cast: Cast, series: Series) -> Person | None:
    record(cast.leader, series, (*STEADY, *DOWN))
    return Signal.objects.get(series=series).owner


def test_who_answers_for_a_signal(cast: Cast) -> None:
    assert owner_of_signal(cast, series_of(cast, unit=cast.office)) == cast.quality
    assert owner_of_signal(cast, series_of(cast, unit=cast.west)) == cast.west_owner
    assert owner_of_signal(cast, series_of(cast)) == cast.owner


def test_where_nobody_is_named_somebody_still_answers(cast: Cast) -> None:
    far = add_unit(act(cast.leader), unit=cast.office, name="Airport Far", code="FAR")
    assert owner_of_signal(cast, series_of(cast, unit=far)) == cast.quality
    office, far_again = series_of(cast, unit=cast.office), series_of(cast, unit=far)
    note_leaving(act(cast.leader), cast.quality, on=TODAY)
    for series in (office, far_again):
        assert owner_of_signal(cast, series) == cast.leader


def test_readings_follow_a_changed_definition(cast: Cast) -> None:
    indicator = indicator_of(cast, "proportion")
    series = open_series(act(cast.quality), indicator, unit=cast.east)
    rows = [Row(series.pk, week(0), None, 1.0, 4.0)]
    record_measurements(act(cast.member), unit=cast.east, rows=rows, route="form")
    change_indicator(
        act(cast.quality),
        indicator,
        title="Share",
        definition="What it is",
        unit_of_measure="‰",
        value_kind="proportion",
        direction="down",
        frequency="week",
        scale=1000.0,
    )
    assert Reading.objects.get(series=series).latest == 250.0
    assert current_values([series.pk]).values.tolist() == [0.25]


def test_many_series_are_judged_apart(cast: Cast) -> None:
    one, two = series_of(cast), series_of(cast, kind="count")
    three = series_of(cast)
    rows = rows_of(one, (*STEADY, *DOWN)) + rows_of(two, STEADY) + rows_of(three, STEADY[:3], first=30)
    record_measurements(act(cast.quality), unit=cast.office, rows=rows, route="file")
    assert len(signals(one)) == 1
    assert signals(two) == signals(three) == []
    assert [Reading.objects.get(series=each).points for each in (one, two, three)] == [19, 16, 3]
    assert str(as_dates(current_values([three.pk]).days)[0]) == week(30).isoformat()


def test_a_change_goes_on_while_the_latest_points_show_it(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.quality, series, [*STEADY, *STEADY[:8], 30.0, 30.0])
    assert Reading.objects.get(series=series).change == -1
    record(cast.quality, series, [50.0, 51.0, 50.0, 49.0, 51.0, 50.0, 49.0], first=26)
    assert (Reading.objects.get(series=series).side, Reading.objects.get(series=series).change) == (0, -1)
    record(cast.quality, series, [50.0], first=33)
    assert Reading.objects.get(series=series).change == 0
