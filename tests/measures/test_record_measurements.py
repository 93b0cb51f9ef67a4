"""Measurements come in: all or none, once, with reasons for corrections, and each refusal with its line."""

import math
from datetime import date, timedelta
from hashlib import sha256

import pytest

from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Intake, Measurement
from pilothouse.measures.operations import end_series, record_measurements, retire_indicator
from pilothouse.measures.operations.intake import packed_rows
from pilothouse.measures.refusals import RowProblems
from pilothouse.measures.rules import Row, columns_of
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.sealed import digest_rows
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import MONDAY, record, rows_of, series_of, week

pytestmark = pytest.mark.django_db


def problems(cast: Cast, rows: list[Row]) -> list[tuple[int, str]]:
    with pytest.raises(RowProblems) as refusal:
        record_measurements(act(cast.member), unit=cast.east, rows=rows, route="paste")
    assert not Measurement.objects.exists()
    return refusal.value.problems


def test_values_are_kept_with_their_provenance_in_one_entry(cast: Cast) -> None:
    series = series_of(cast)
    before = Entry.objects.count()
    intake = record_measurements(
        act(cast.member),
        unit=cast.east,
        rows=rows_of(series, [1, 2, 3]),
        route="file",
        name="a.csv",
        file_digest="f" * 64,
    )
    assert intake is not None
    assert (intake.rows, intake.name, intake.by_id) == (3, "a.csv", cast.member.pk)
    assert Entry.objects.count() == before + 1
    assert list(Measurement.objects.values_list("value", flat=True)) == [1, 2, 3]
    assert verify().whole


def test_the_same_rows_again_change_nothing(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [1, 2, 3])
    entries = Entry.objects.count()
    assert record(cast.member, series, [1, 2, 3]) is None
    assert record(cast.member, series, [1 + 1e-15, 2, 3]) is None
    assert (Entry.objects.count(), Intake.objects.count()) == (entries, 1)


def test_only_what_is_new_is_kept(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [1, 2, 3])
    intake = record(cast.member, series, [1, 2, 3, 4])
    assert intake is not None
    assert intake.rows == 1


def test_a_correction_needs_a_reason_and_supersedes(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [1, 2, 3])
    with pytest.raises(RowProblems) as refusal:
        record(cast.member, series, [1, 5, 3])
    assert refusal.value.field == "reason"
    assert refusal.value.problems[0][0] == 2
    record(cast.member, series, [1, 5, 3], reason="Miscounted")
    assert current_values([series.pk]).values.tolist() == [1, 5, 3]
    assert Measurement.objects.count() == 4
    record(cast.member, series, [2], first=1, reason="It was right")
    assert current_values([series.pk]).values.tolist() == [1, 2, 3]
    assert verify().whole


def test_a_share_is_computed(cast: Cast) -> None:
    series = series_of(cast, kind="proportion")
    rows = [Row(series.pk, MONDAY, None, 9, 12), Row(series.pk, week(1), 99.0, 3, 4)]
    record_measurements(act(cast.member), unit=cast.east, rows=rows, route="form")
    assert list(Measurement.objects.values_list("value", "numerator", "denominator")) == [(0.75, 9, 12), (0.75, 3, 4)]
    assert record_measurements(act(cast.member), unit=cast.east, rows=rows, route="form") is None
    assert verify().whole


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None])
def test_what_is_no_number_is_refused(cast: Cast, value: float | None) -> None:
    series = series_of(cast)
    assert problems(cast, [Row(series.pk, MONDAY, 1.0), Row(series.pk, week(1), value, line=17)])[0][0] == 17


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "word"),
    [
        ("proportion", 1, 0, "denominator is zero"),
        ("proportion", 5, 4, "larger"),
        ("proportion", None, 4, "needed"),
        ("rate", -1, 4, "negative"),
        ("rate", 1, math.inf, "finite"),
        ("value", 1, 4, "takes a value"),
    ],
)
def test_parts_must_fit_the_kind(cast: Cast, kind: str, numerator: float | None, denominator: float, word: str) -> None:
    series = series_of(cast, kind=kind)
    found = problems(cast, [Row(series.pk, MONDAY, 0.5, numerator, denominator)])
    assert len(found) == 1
    assert word in found[0][1]


def test_a_rate_may_exceed_one(cast: Cast) -> None:
    series = series_of(cast, kind="rate")
    rows = [Row(series.pk, MONDAY, None, 9, 4)]
    assert record_measurements(act(cast.member), unit=cast.east, rows=rows, route="form") is not None


@pytest.mark.parametrize("value", [-1.0, 1.5])
def test_a_count_is_whole(cast: Cast, value: float) -> None:
    assert "whole" in problems(cast, [Row(series_of(cast, kind="count").pk, MONDAY, value)])[0][1]


@pytest.mark.parametrize(
    ("frequency", "good", "bad"),
    [
        ("week", date(2026, 2, 2), date(2026, 2, 3)),
        ("month", date(2026, 2, 1), date(2026, 2, 2)),
        ("quarter", date(2025, 10, 1), date(2025, 11, 1)),
        ("year", date(2025, 1, 1), date(2025, 4, 1)),
    ],
)
def test_a_period_is_named_by_its_first_day(cast: Cast, frequency: str, good: date, bad: date) -> None:
    series = series_of(cast, frequency=frequency)
    found = problems(cast, [Row(series.pk, good, 1.0), Row(series.pk, bad, 1.0)])
    assert [line for line, _ in found] == [2]
    assert record_measurements(act(cast.member), unit=cast.east, rows=[Row(series.pk, good, 1.0)], route="form")


def test_future_and_repeated_periods_are_refused_together(cast: Cast) -> None:
    series = series_of(cast)
    rows = [Row(series.pk, MONDAY, 1.0), Row(series.pk, MONDAY, 1.0), Row(series.pk, date(2026, 3, 9), 1.0)]
    found = problems(cast, rows)
    assert [line for line, _ in found] == [2, 3]
    assert "twice" in found[0][1]
    assert "future" in found[1][1]


def test_the_week_that_has_begun_is_not_future(cast: Cast) -> None:
    series = series_of(cast)
    assert record_measurements(
        act(cast.member), unit=cast.east, rows=[Row(series.pk, date(2026, 3, 2), 1.0)], route="form"
    )


def test_foreign_and_unknown_series_are_refused_alike(cast: Cast) -> None:
    series = series_of(cast, unit=cast.west)
    found = problems(cast, [Row(series.pk, MONDAY, 1.0), Row(987_654, MONDAY, 1.0)])
    assert {text for _, text in found} == {"There is no such series here."}
    assert [line for line, _ in found] == [1, 2]


def test_an_ended_series_and_a_retired_indicator_take_no_more(cast: Cast) -> None:
    series, other = series_of(cast), series_of(cast)
    end_series(act(cast.quality), series, on=week(1))
    retire_indicator(act(cast.quality), other.indicator, reason="Measured elsewhere")
    found = problems(cast, [Row(series.pk, week(1), 1.0), Row(series.pk, week(2), 1.0), Row(other.pk, week(1), 1.0)])
    assert [line for line, _ in found] == [2, 3]


def test_nothing_and_an_unknown_route_are_refused(cast: Cast) -> None:
    series = series_of(cast)
    for rows, route in (([], "form"), (rows_of(series, [1]), "pigeon")):
        with pytest.raises(Refused):
            record_measurements(act(cast.member), unit=cast.east, rows=rows, route=route)


def test_who_may(cast: Cast) -> None:
    series = series_of(cast)
    for person in (cast.reader, cast.auditor, cast.west_owner):
        with pytest.raises(NotAllowed):
            record(person, series, [1])
    assert record(cast.system, series, [1])


def test_one_unit_above_may_enter_for_those_below(cast: Cast) -> None:
    east, west = series_of(cast), series_of(cast, unit=cast.west)
    rows = rows_of(east, [1]) + rows_of(west, [1])
    intake = record_measurements(act(cast.quality), unit=cast.office, rows=rows, route="file")
    assert intake is not None
    assert intake.rows == 2


def test_the_digest_of_columns_is_the_digest_of_rows() -> None:
    rows = [Row(3, MONDAY, 0.5, 1.0, 2.0), Row(4, week(1), -7.25)]
    plain = [(row.series_id, row.period, row.value, row.numerator, row.denominator) for row in rows]
    assert sha256(packed_rows(columns_of(rows))).hexdigest() == digest_rows(plain, Measurement.SEAL.packing)


def test_queries_do_not_grow_with_rows(cast: Cast, django_assert_max_num_queries: object) -> None:
    series = [series_of(cast) for _ in range(12)]
    rows = [row for one in series for row in rows_of(one, [float(i % 5) for i in range(20)])]
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        record_measurements(act(cast.member), unit=cast.east, rows=rows, route="file")


def test_later_acts_may_be_days_apart(cast: Cast) -> None:
    series = series_of(cast)
    later = act(cast.member, later=timedelta(days=8))
    rows = [Row(series.pk, date(2026, 3, 9), 1.0)]
    assert record_measurements(later, unit=cast.east, rows=rows, route="form")
