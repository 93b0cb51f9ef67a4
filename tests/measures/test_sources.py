"""A source reads its file and nothing else."""

from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from pilothouse.measures import sources
from pilothouse.measures.sources import TookTooLong, allowed_file, ask, try_out
from pilothouse.records.unfolding import Room
from pilothouse.trail.act import Refused
from tests.cast import NOW

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
    "SELECT * FROM '{outside}/x.parquet'",
    "SELECT * FROM '{outside}/*.parquet'",
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


@pytest.mark.parametrize("name", ["days.csv", "days.parquet"])
@pytest.mark.parametrize("sql", HOSTILE)
def test_hostile_statements_are_refused_and_leave_nothing(folder: Path, sql: str, name: str) -> None:
    http_file = [1, 2, 3]
    for parquet in (folder / "days.parquet", folder.parent / "x.parquet"):
        duckdb.read_csv(str(folder / "days.csv")).write_parquet(str(parquet))
    before = sorted(path.name for path in folder.parent.rglob("*"))
    with pytest.raises(Refused) as refusal:
        ask(folder / name, sql.format(outside=folder.parent), NOW.date())
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


def test_a_trial_stops_early_and_gives_the_first_rows(folder: Path) -> None:
    found = try_out(folder / "days.csv", "SELECT * FROM range(11)", NOW.date(), most_rows=10)
    assert (len(found.rows), found.more, found.file_digest) == (10, True, "")
    (folder / "large.csv").write_text("a,b\n" + "1.5,some words of a line\n" * 200_000)
    with pytest.raises(TookTooLong):
        try_out(folder / "large.csv", "FROM data", NOW.date(), seconds=0.005)


def test_parquet_and_workbooks_read_like_csv(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
    monkeypatch.setattr(sources, "BROUGHT", Room(cells=2, unpacked=1_000_000))
    with pytest.raises(Refused, match="A trial reads workbooks of up to 2 cells, and this is larger"):
        try_out(folder / "days.xlsx", "FROM data", NOW.date())
    monkeypatch.setattr(sources, "_ROOM", Room(cells=2, unpacked=1_000_000))
    with pytest.raises(Refused, match="The sheet is too large"):
        ask(folder / "days.xlsx", "FROM data", NOW.date())


def test_a_broken_file_is_refused_in_words(folder: Path) -> None:
    for name in ("broken.parquet", "broken.xlsx"):
        (folder / name).write_bytes(b"PK\x03\x04 nonsense")
        with pytest.raises(Refused) as refusal:
            ask(folder / name, "FROM data", NOW.date())
        assert refusal.value.field == "path"


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    with pytest.raises(Refused):
        allowed_file("link.csv", [folder])
    (folder / "notes.txt").write_text("a")
    with pytest.raises(Refused, match="CSV"):
        allowed_file("notes.txt", [folder])
