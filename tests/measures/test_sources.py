"""A source reads its file and nothing else, and what it says comes in like any other import."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from django.conf import LazySettings

from pilothouse.measures.models import Intake, Measurement, Source
from pilothouse.measures.operations import (
    change_source,
    define_source,
    note_source_problem,
    open_series,
    record_measurements,
    refresh_or_note,
    refresh_source,
)
from pilothouse.measures.queries import due_sources
from pilothouse.measures.rules import Row, RowProblems
from pilothouse.measures.sources import allowed_file, ask
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.numbers import MONDAY, indicator_of, week

SQL = "SELECT 'IND-0001' AS indicator, 'EST' AS unit, day AS period, good AS numerator, n AS denominator FROM data"
FILE = "day,good,n\n2025-01-06,9,10\n2025-01-13,8,10\n"


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """The only folder that sources may read."""
    inside = tmp_path / "sources"
    inside.mkdir()
    (inside / "days.csv").write_text(FILE)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    settings.SOURCE_DIRS = [inside]
    return inside


@pytest.fixture
def source(cast: Cast, folder: Path) -> Source:
    """A source of shares for the series of the east."""
    open_series(act(cast.quality), indicator_of(cast, "proportion"), unit=cast.east)
    return define_source(
        act(cast.quality), unit=cast.east, owner=cast.owner, name="Days", path="days.csv", sql=SQL, every_hours=24
    )


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


def test_a_failed_run_leaves_its_reason_and_nothing_else(cast: Cast, source: Source, folder: Path) -> None:
    (folder / "days.csv").unlink()
    said = refresh_or_note(act(cast.system), source)
    source.refresh_from_db()
    assert said == source.last_problem
    assert "no such file" in source.last_problem
    assert source.last_run == NOW
    (folder / "days.csv").write_text(FILE)
    assert isinstance(refresh_or_note(act(cast.system), source), Intake)
    assert source.last_problem == ""


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
        with pytest.raises(NotAllowed):
            note_source_problem(act(person), source, problem="x")
    for person in (cast.member, cast.west_owner):
        with pytest.raises(NotAllowed):
            change_source(act(person), source, owner=cast.owner, name="N", path="days.csv", sql=SQL)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "Days"),
        ("path", "none.csv"),
        ("path", "../secret.csv"),
        ("path", "/etc/passwd"),
        ("sql", "DROP TABLE data"),
        ("every_hours", 0),
    ],
)
def test_unsound_definitions_are_refused(cast: Cast, source: Source, field: str, value: object) -> None:
    given: dict[str, object] = {"name": "Other", "path": "days.csv", "sql": SQL, "every_hours": 1}
    with pytest.raises(Refused) as refusal:
        define_source(act(cast.quality), unit=cast.east, owner=cast.owner, **(given | {field: value}))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    with pytest.raises(Refused):
        allowed_file("link.csv", [folder])
    (folder / "notes.txt").write_text("a")
    with pytest.raises(Refused, match="CSV"):
        allowed_file("notes.txt", [folder])


HOSTILE = (
    "INSERT INTO data VALUES (1, 1, 1)",
    "UPDATE data SET n = 1",
    "DELETE FROM data",
    "DROP TABLE data",
    "ALTER TABLE data ADD COLUMN x INT",
    "CREATE TABLE x AS SELECT 1",
    "CREATE MACRO f() AS 1",
    "COPY data TO '{outside}/out.csv'",
    "COPY data FROM '{outside}/secret.csv'",
    "EXPORT DATABASE '{outside}/dump'",
    "IMPORT DATABASE '{outside}'",
    "ATTACH '{outside}/x.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "SET enable_external_access = true",
    "SET memory_limit = '90GB'",
    "RESET lock_configuration",
    "SELECT 1; DROP TABLE data",
    "SELECT * FROM read_csv('{outside}/secret.csv')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '{outside}/secret.csv'",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM sniff_csv('{outside}/secret.csv')",
    "SELECT * FROM parquet_scan('{outside}/x.parquet')",
    "SELECT * FROM \"enable_logging\"('QueryLog', storage = 'file', storage_config = {{'path': '{outside}/log/'}})",
    "SELECT * FROM /* x */ ENABLE_PROFILING(save_location = '{outside}/p.txt')",
    "SELECT * FROM data WHERE day IN (SELECT 1 FROM duckdb_settings())",
    "SELECT * FROM query('SELECT 1')",
    "SELECT write_log('x')",
    "SELECT * FROM http_file",
    "SHOW TABLES",
    "BEGIN",
    "PREPARE p AS SELECT 1",
    "EXPLAIN ANALYZE SELECT 1",
    "SELECT $password",
    "SELECT FROM WHERE",
    "",
)


@pytest.mark.parametrize("sql", HOSTILE)
def test_hostile_statements_are_refused_and_leave_nothing(folder: Path, sql: str) -> None:
    http_file = [1, 2, 3]
    before = sorted(path.name for path in folder.parent.rglob("*"))
    with pytest.raises(Refused) as refusal:
        ask(folder / "days.csv", sql.format(outside=folder.parent), NOW.date())
    assert refusal.value.field == "sql"
    assert sorted(path.name for path in folder.parent.rglob("*")) == before
    assert http_file


@pytest.mark.parametrize(
    "sql",
    [
        "FROM data",
        "WITH a AS (FROM data) SELECT count(*) OVER () FROM a",
        "SELECT * FROM range(3), unnest([1, 2])",
        "SELECT * FROM days -- named like its file",
    ],
)
def test_honest_queries_run(folder: Path, sql: str) -> None:
    assert ask(folder / "days.csv", sql, NOW.date()).rows


def test_rows_and_time_are_bounded(folder: Path) -> None:
    with pytest.raises(Refused, match="more than 10 rows"):
        ask(folder / "days.csv", "SELECT * FROM range(11)", NOW.date(), most_rows=10)
    with pytest.raises(Refused, match="took longer"):
        ask(folder / "days.csv", "SELECT count(*) FROM range(9000000) a, range(9000000) b", NOW.date(), seconds=0.2)


def test_parquet_and_workbooks_read_like_csv(folder: Path) -> None:
    rows = ask(folder / "days.csv", "FROM data", NOW.date()).rows
    duckdb.read_csv(str(folder / "days.csv")).write_parquet(str(folder / "days.parquet"))
    book = xlsxwriter.Workbook(folder / "days.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["day", "good", "n"])
    for line, (day, good, n) in enumerate(rows, start=1):
        sheet.write_datetime(line, 0, day, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(line, 1, [good, n])
    book.close()
    for name in ("days.parquet", "days.xlsx"):
        assert ask(folder / name, "FROM data", NOW.date()).rows == rows


def test_a_broken_file_is_refused_in_words(folder: Path) -> None:
    for name in ("broken.parquet", "broken.xlsx"):
        (folder / name).write_bytes(b"PK\x03\x04 nonsense")
        with pytest.raises(Refused) as refusal:
            ask(folder / name, "FROM data", NOW.date())
        assert refusal.value.field == "path"


def test_rows_entered_by_hand_and_by_source_are_one_line(cast: Cast, source: Source) -> None:
    series = cast.east.series.get()
    record_measurements(act(cast.member), unit=cast.east, rows=[Row(series.pk, MONDAY, None, 9, 10)], route="form")
    intake = refresh_source(act(cast.system), source)
    assert intake is not None
    assert intake.rows == 1
