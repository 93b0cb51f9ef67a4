"""What a source says comes in like any other import."""

from datetime import timedelta
from pathlib import Path

import pytest

from pilothouse.measures.models import Intake, Measurement, Source
from pilothouse.measures.operations import (
    change_source,
    open_series,
    record_measurements,
    refresh_source,
)
from pilothouse.measures.queries import due_sources
from pilothouse.measures.refusals import RowProblems
from pilothouse.measures.rules import Row
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.conftest import FILE, SQL
from tests.measures.numbers import MONDAY, indicator_of, week


def test_what_a_source_says_comes_in_with_its_provenance_once(cast: Cast, source: Source) -> None:
    intake = refresh_source(act(cast.system), source)
    assert intake is not None
    assert (intake.rows, intake.source, intake.query, len(intake.file_digest)) == (2, source, SQL, 64)
    assert list(Measurement.objects.values_list("period", "value")) == [(MONDAY, 0.9), (week(1), 0.8)]
    assert refresh_source(act(cast.system), source) is None
    assert source.last_run == NOW
    assert verify().whole


def test_another_value_is_a_correction_with_the_source_as_its_reason(cast: Cast, source: Source, folder: Path) -> None:
    refresh_source(act(cast.system), source)
    (folder / "days.csv").write_text(FILE.replace(",8,", ",7,"))
    intake = refresh_source(act(cast.system), source)
    assert intake is not None
    assert (intake.rows, "Days" in intake.reason) == (1, True)


def test_until_is_the_day_of_the_act(cast: Cast, source: Source) -> None:
    source = change_source(
        act(cast.quality), source, owner=cast.owner, name="Days", path="days.csv", sql=f"{SQL} WHERE day < $until - 416"
    )
    intake = refresh_source(act(cast.system), source)
    assert intake is not None
    assert intake.rows == 1


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        (SQL.replace("IND-0001", "IND-0099"), "no indicator"),
        (SQL.replace("EST", "WST"), "no unit"),
        (SQL.replace("'EST'", "'EST' AS unit, 'gate' AS part, NULL"), "Open the series first"),
        (SQL.replace("day AS", "'soon' AS"), "no date"),
        (SQL.replace("good AS", "n + 1 AS"), "larger"),
        (SQL.replace("good AS", "'many' AS"), "not a number"),
    ],
)
def test_rows_that_fit_nothing_are_named_by_line(cast: Cast, source: Source, sql: str, word: str) -> None:
    source = change_source(
        act(cast.quality), source, owner=cast.owner, name="Days", path="days.csv", sql=sql.replace(", NULL AS unit", "")
    )
    with pytest.raises(RowProblems) as refusal:
        refresh_source(act(cast.system), source)
    assert [line for line, _ in refusal.value.problems] == [1, 2]
    assert word in refusal.value.problems[0][1]
    assert not Intake.objects.exists()


def test_a_title_names_an_indicator_too(cast: Cast, source: Source) -> None:
    source = change_source(
        act(cast.quality),
        source,
        owner=cast.owner,
        name="Days",
        path="days.csv",
        sql=SQL.replace("IND-0001", "Departures on time"),
    )
    assert refresh_source(act(cast.system), source) is not None
    indicator_of(cast)
    open_series(act(cast.quality), indicator_of(cast), unit=cast.east)
    with pytest.raises(RowProblems, match="use its number"):
        refresh_source(act(cast.system), source)


def test_missing_columns_are_named(cast: Cast, source: Source) -> None:
    source = change_source(
        act(cast.quality), source, owner=cast.owner, name="Days", path="days.csv", sql="SELECT 1 AS indicator FROM data"
    )
    with pytest.raises(Refused, match="no column “unit”"):
        refresh_source(act(cast.system), source)


def test_rows_entered_by_hand_and_by_source_are_one_line(cast: Cast, source: Source) -> None:
    series = cast.east.series.get()
    record_measurements(act(cast.member), unit=cast.east, rows=[Row(series.pk, MONDAY, None, 9, 10)], route="form")
    intake = refresh_source(act(cast.system), source)
    assert intake is not None
    assert intake.rows == 1


def test_which_sources_are_due(cast: Cast, source: Source) -> None:
    assert due_sources(NOW) == [source]
    refresh_source(act(cast.system), source)
    assert due_sources(NOW + timedelta(hours=23)) == []
    assert due_sources(NOW + timedelta(hours=24)) == [source]


def test_who_may(cast: Cast, source: Source) -> None:
    assert refresh_source(act(cast.member), source) is not None
    for person in (cast.reader, cast.west_owner):
        with pytest.raises(NotAllowed):
            refresh_source(act(person), source)


def test_what_would_be_rounded_is_refused(cast: Cast, source: Source) -> None:
    """Fifteen digits are kept; a sixteenth would be lost without a word. Of a float nobody knows what was entered."""
    refused = {"1234567890123456": False, "123456789012345.6": False}
    numbers = {"123456789012345.00": True, **refused, "12345678901234.567e0": True}
    for number, kept in numbers.items():
        named = "'IND-0001' AS indicator, 'EST' AS unit, '2025-02-03' AS period"
        sql = f"SELECT {named}, 1 AS numerator, {number} AS denominator"
        change_source(
            act(cast.quality), source, owner=source.owner, name=source.name, path=source.path, sql=sql, every_hours=24
        )
        if kept:
            assert refresh_source(act(cast.system), source) is not None
            continue
        with pytest.raises(RowProblems, match="15 significant digits"):
            refresh_source(act(cast.system), source)
        source.refresh_from_db()
