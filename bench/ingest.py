"""Bringing data in, checked and traced: a million measurements, and ten thousand issues out of a spreadsheet.

    ./pilot bench ingest [--measurements N] [--issues N]

Every rate stands beside the raw insert of the same rows into tables of the same shape, in the same run. The rate of
issues counts everything from the bytes of the spreadsheet on: reading, matching of columns, judging, writing.
"""

import argparse
import io
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from figures import field, figure

FOLDER = field()

import django  # noqa: E402

django.setup()

import xlsxwriter  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402

from pilothouse.improvement.models import Issue  # noqa: E402
from pilothouse.improvement.operations import import_issues  # noqa: E402
from pilothouse.improvement.queries import directory_for  # noqa: E402
from pilothouse.improvement.rules.sheets import IssueRow, guessed, judged  # noqa: E402
from pilothouse.measures.models import Direction, Frequency, Route, Series, ValueKind  # noqa: E402
from pilothouse.measures.operations import define_indicator, record_measurements  # noqa: E402
from pilothouse.measures.rules import Row  # noqa: E402
from pilothouse.records.tables import read_upload  # noqa: E402
from pilothouse.trail.verify import verify  # noqa: E402
from series import act, open_many  # noqa: E402

LENGTHS = (1_000, 100)  # days in each series: three years of few series, a season of many
FIRST = date(2023, 1, 2)


def timed(run: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def peak() -> float:
    """The largest resident size so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows_of(series: list[Series], points: int) -> list[Row]:
    """Stable daily values with a little noise."""
    noise = Random(points)
    days = [FIRST + timedelta(days=day) for day in range(points)]
    return [Row(line.pk, day, round(50 + noise.gauss(0, 3), 3), None, None) for line in series for day in days]


RAW = """CREATE TABLE raw (id integer PRIMARY KEY, series_id bigint, period date, value double precision,
numerator double precision, denominator double precision, intake_id bigint)"""


def raw_insert(rows: list[Row]) -> None:
    """The same rows into a table of the same shape and index, and nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS raw")
        cursor.execute(RAW)
        cursor.execute("CREATE INDEX raw_line ON raw (series_id, period, id)")
        cursor.execute("CREATE INDEX raw_intake ON raw (intake_id)")
        columns = "series_id, period, value, numerator, denominator, intake_id"
        insert = f"INSERT INTO raw ({columns}) VALUES (%s,%s,%s,%s,%s,1)"
        cursor.executemany(insert, [(r.series_id, r.period.isoformat(), r.value, None, None) for r in rows])


def measurements(cast: Cast, count: int, points: int) -> None:
    """A million values through the one way in."""
    indicator = define_indicator(
        act(cast), unit=cast.east, owner=cast.owner, title=f"Torque, {points} days",
        definition="Mean torque of the day", unit_of_measure="Nm",
        value_kind=ValueKind.VALUE, direction=Direction.UP, frequency=Frequency.DAY,
    )  # fmt: skip
    series = open_many(act(cast), indicator, cast=cast, count=count // points)
    rows = rows_of(series, points)
    shape = {"series": len(series), "points": points}
    plain = timed(lambda: raw_insert(rows))
    before = peak()
    ours = timed(lambda: record_measurements(act(cast), unit=cast.east, rows=rows, route=Route.FILE, name="bench"))
    figure("ingest", "measurements", len(rows) / ours, "rows per s", rows=len(rows), seconds=round(ours, 2), **shape)
    figure(
        "ingest", "measurements to raw inserts", plain / ours, "ratio", raw_rows_per_s=round(len(rows) / plain), **shape
    )
    figure("ingest", "memory grown by the import", peak() - before, "MiB")
    again = timed(lambda: record_measurements(act(cast), unit=cast.east, rows=rows, route=Route.FILE, name="bench"))
    figure("ingest", "the same rows again", len(rows) / again, "rows per s", changes=0)


def sheet(count: int) -> bytes:
    """A spreadsheet of issues as another system would export it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["What happened", "Details", "Unit", "How bad", "Nature", "Owner", "Due"])
        for line in range(1, count + 1):
            words = [f"Belt {line} stopped", "Between check-in and sorting", "EST", "serious", "nonconformity"]
            page.write_row(line, 0, [*words, "owner@example.org", "2026-12-24"])
    return buffer.getvalue()


def issues(cast: Cast, count: int) -> None:
    """Ten thousand issues: read, mapped, checked, numbered, indexed, each with its own entry."""
    data = sheet(count)
    known = Issue.objects.count()
    before = peak()
    began = time.perf_counter()
    from_sheet = reading_of(data, cast)
    read = time.perf_counter() - began
    import_issues(act(cast), rows=from_sheet)
    ours = time.perf_counter() - began
    grown = peak() - before
    if Issue.objects.count() - known != count:
        raise SystemExit(f"{Issue.objects.count() - known} issues of {count} came in")
    plain = timed(lambda: raw_issues(count))
    figure("ingest", "issues from a spreadsheet", count / ours, "rows per s", rows=count, reading_s=round(read, 2))
    figure("ingest", "issues to raw inserts", plain / ours, "ratio", raw_rows_per_s=round(count / plain))
    figure("ingest", "memory grown by the issues", grown, "MiB")


def raw_issues(count: int) -> None:
    """The rows they are stored in, record and issue, into tables of the same columns and indexes, and nothing else."""
    newest = Issue.objects.order_by("-pk").values_list("pk", flat=True)[:count]
    least = min(newest)
    with transaction.atomic(), connection.cursor() as cursor:
        for table, key in (("records_record", "id"), ("improvement_issue", "record_id")):
            cursor.execute(f"SELECT * FROM {table} WHERE {key} >= %s", [least])
            rows = cursor.fetchall()
            copy_shape(cursor, table)
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO raw_{table} VALUES ({marks})", rows)


def copy_shape(cursor: Any, table: str) -> None:
    """An empty table with the columns, key and indexes of this one."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
    (shape,) = cursor.fetchone()
    cursor.execute(f"DROP TABLE IF EXISTS raw_{table}")
    cursor.execute(shape.replace(f'"{table}"', f'"raw_{table}"', 1))
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql > ''", [table])
    for name, sql in cursor.fetchall():
        cursor.execute(sql.replace(f'"{name}"', f'"raw_{name}"', 1).replace(f'ON "{table}"', f'ON "raw_{table}"', 1))


def reading_of(data: bytes, cast: Cast) -> list[IssueRow]:
    """The rows of the spreadsheet, matched and judged as the page does it."""
    table = read_upload("issues.xlsx", data)
    lines = list(zip(table.lines, table.rows, strict=True))
    verdicts = judged(lines, guessed(table.header), directory_for(cast.leader))
    return [verdict.row for verdict in verdicts if verdict.row is not None]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measurements", type=int, default=1_000_000)
    parser.add_argument("--issues", type=int, default=10_000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    cast = assemble()
    for points in LENGTHS:
        measurements(cast, options.measurements, points)
    issues(cast, options.issues)
    began = time.perf_counter()
    report = verify()
    figure(
        "ingest", "verify all of it", time.perf_counter() - began, "s", sealed=report.sealed_rows, whole=report.whole
    )


if __name__ == "__main__":
    main()
