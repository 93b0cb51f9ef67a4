"""One measurement changed by hand among thousands is named: series, period, what stands now and what was written."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from django.db import connection

from pilothouse.measures.models import Intake, Measurement, Series
from pilothouse.measures.operations import open_series, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.trail.act import Act
from pilothouse.trail.models import RowMarks
from pilothouse.trail.operation import operation
from pilothouse.trail.sealed import digest_rows
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of, record, week
from tests.remembered import remembered

SERIES, WEEKS = 60, 50
MIDDLE = 1_534  # the row with this number in the intake, counted from 0: series 30, week 34
Change = Callable[[str], None]


@pytest.fixture
def lines(cast: Cast) -> list[Series]:
    """The same each time."""
    return remembered("three thousand values", brought_in, cast)


def brought_in(cast: Cast) -> list[Series]:
    """Three thousand values in one intake, and an intake before and after it."""
    indicator = indicator_of(cast)
    lines = [open_series(act(cast.quality), indicator, unit=cast.east, label=f"part {n}") for n in range(SERIES)]
    record(cast.member, lines[0], [1.0], first=55)
    rows = [Row(line.pk, week(n), 10.0 * place + n % 7) for place, line in enumerate(lines) for n in range(WEEKS)]
    record_measurements(act(cast.member), unit=cast.east, rows=rows, route="file", name="large.csv")
    record(cast.member, lines[1], [1.0, 2.0], first=55)
    return lines


@pytest.fixture
def intake(lines: list[Series]) -> Intake:
    """The large one."""
    found: Intake = Intake.objects.get(name="large.csv")
    return found


@pytest.fixture
def by_hand(lines: list[Series]) -> Change:
    """What the owner of the database can do: the triggers off, and any statement."""
    cursor = connection.connection.cursor()
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
    else:
        for table in ("measures_measurement", "trail_row_marks"):
            cursor.execute(f"DROP TRIGGER {table}_no_update")
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
    return cursor.execute  # type: ignore[no-any-return]


def middle(intake: Intake) -> Measurement:
    found: Measurement = intake.measurements.order_by("id")[MIDDLE]
    return found


def named(line: Series, number: int) -> str:
    return f"series {line.pk} (Departures on time, EST · {line.label}), {week(number)}"


def test_three_thousand_sound_rows_are_whole(intake: Intake) -> None:
    report = verify()
    assert report.whole
    assert report.sealed_rows == SERIES * WEEKS + 3
    assert intake.marks_digest


def test_an_altered_value_is_named_with_what_was_written(lines: list[Series], intake: Intake, by_hand: Change) -> None:
    by_hand(f"UPDATE measures_measurement SET value = 99.5 WHERE id = {middle(intake).pk}")
    (fault,) = verify().faults
    assert fault == (
        f"rows of measures.intake {intake.pk}: row 1,535, {named(lines[30], 34)}: altered; "
        "value 99.5 stands now, value 306.0 was written"
    )


def test_a_row_given_to_another_series_is_named_as_it_was_written(
    lines: list[Series], intake: Intake, by_hand: Change
) -> None:
    by_hand(f"UPDATE measures_measurement SET series_id = {lines[2].pk} WHERE id = {middle(intake).pk}")
    (fault,) = verify().faults
    assert f"{named(lines[30], 34)}: altered; {named(lines[2], 34)}, value 306.0 stands now, value 306.0 was" in fault


def test_a_removed_row_is_named(lines: list[Series], intake: Intake, by_hand: Change) -> None:
    by_hand(f"DELETE FROM measures_measurement WHERE id = {middle(intake).pk}")
    (fault,) = verify().faults
    assert f"row 1,535, {named(lines[30], 34)}: removed; nothing stands there now, value 306.0 was written" in fault


@pytest.mark.parametrize("place", ["middle", "end"])
def test_an_added_row_is_named(lines: list[Series], intake: Intake, by_hand: Change, place: str) -> None:
    at = middle(intake).pk
    if place == "middle":  # room is made first
        by_hand("UPDATE measures_measurement SET id = id * 2 + 1000000")
    key = (at - 1) * 2 + 1_000_001 if place == "middle" else 9_000_000
    by_hand(
        "INSERT INTO measures_measurement (id, intake_id, series_id, period, value) "
        f"VALUES ({key}, {intake.pk}, {lines[3].pk}, '{week(53)}', 7.5)"
    )
    (fault,) = verify().faults
    row = "1,535" if place == "middle" else "3,001"
    assert fault.endswith(f"row {row}, {named(lines[3], 53)}: added; value 7.5 stands now, nothing was written")


def test_a_row_replaced_under_a_new_key_is_one_gone_and_one_more(
    lines: list[Series], intake: Intake, by_hand: Change
) -> None:
    by_hand(f"DELETE FROM measures_measurement WHERE id = {middle(intake).pk}")
    by_hand(
        "INSERT INTO measures_measurement (id, intake_id, series_id, period, value) "
        f"VALUES (9000000, {intake.pk}, {lines[30].pk}, '{week(34)}', 1.0)"
    )
    (fault,) = verify().faults
    assert "removed; nothing stands there now, value 306.0 was written" in fault
    assert "1 of 3,000 written rows gone, 1 of 3,000 standing rows never written" in fault


def test_rows_that_change_places_are_told(intake: Intake, by_hand: Change) -> None:
    at = middle(intake).pk
    for was, now in ((at, -1), (at + 1, at), (-1, at + 1)):
        by_hand(f"UPDATE measures_measurement SET id = {now} WHERE id = {was}")
    assert "row 1,535" in verify().faults[0]
    assert "stands in another place than it was written" in verify().faults[0]


def test_of_many_altered_rows_the_first_is_named_and_all_are_counted(
    lines: list[Series], intake: Intake, by_hand: Change
) -> None:
    by_hand(f"UPDATE measures_measurement SET value = value + 1 WHERE series_id = {lines[30].pk}")
    (fault,) = verify().faults
    assert f"row 1,501, {named(lines[30], 0)}: altered; value 301.0 stands now, what was written cannot" in fault
    assert "50 of 3,000 written rows gone, 50 of 3,000 standing rows never written" in fault


def test_an_intake_without_any_row_is_told(intake: Intake, by_hand: Change) -> None:
    by_hand(f"DELETE FROM measures_measurement WHERE intake_id = {intake.pk}")
    (fault,) = verify().faults
    assert "row 1: removed" in fault
    assert "3,000 of 3,000 written rows gone, 0 of 0 standing" in fault


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="PostgreSQL keeps such values out")
@pytest.mark.parametrize("change", ["value = 'abc'", "period = '2025-99-99'", "period = 'soon'"])
def test_what_is_no_number_and_no_day_is_named_too(intake: Intake, by_hand: Change, change: str) -> None:
    by_hand("PRAGMA ignore_check_constraints = ON")
    by_hand(f"UPDATE measures_measurement SET {change} WHERE id = {middle(intake).pk}")
    (fault,) = verify().faults
    assert "row 1,535" in fault
    assert "value 306.0 was written" in fault


def test_changed_marks_are_told_and_accuse_nobody(intake: Intake, by_hand: Change) -> None:
    zero = "'\\x00'::bytea" if connection.vendor == "postgresql" else "x'00'"
    by_hand(f"UPDATE trail_row_marks SET marks = {zero} WHERE parent = {intake.pk}")
    assert verify().faults == [f"marks of the rows of measures.intake {intake.pk}: differ from their digest"]
    by_hand(f"UPDATE measures_measurement SET value = 99.5 WHERE id = {middle(intake).pk}")
    assert "which one cannot be told without their marks" in verify().faults[1]
    by_hand(f"DELETE FROM trail_row_marks WHERE parent = {intake.pk}")
    assert verify().faults[0] == f"marks of the rows of measures.intake {intake.pk}: gone"


def test_marks_agree_with_their_digest_and_cost_little(intake: Intake) -> None:
    marks = bytes(RowMarks.of(Measurement).get(parent=intake.pk).marks)
    assert sha256(marks).hexdigest() == intake.marks_digest
    assert len(marks) < 4.2 * SERIES * WEEKS


@operation("tests.intake_of_old", may=lambda act, arguments: True)
def write_as_before_marks(act: Act, *, digest: str) -> Intake:
    """An intake as versions wrote it whose history is kept: its rows have no marks."""
    old = Intake(route="form", rows=2, rows_digest=digest, at=act.at, by_id=act.by.pk)
    old.save()
    return old


def test_an_intake_from_before_marks_is_still_whole_and_still_watched(lines: list[Series], by_hand: Change) -> None:
    rows = [(lines[0].pk, week(n), 2.5, None, None) for n in (57, 58)]
    old = write_as_before_marks(act(lines[0].indicator.owner), digest=digest_rows(rows, Measurement.SEAL.packing))
    for series, period, value, *_ in rows:
        by_hand(
            "INSERT INTO measures_measurement (intake_id, series_id, period, value) "
            f"VALUES ({old.pk}, {series}, '{period}', {value})"
        )
    assert "marks_digest" not in old.image()
    assert verify().whole
    by_hand(f"UPDATE measures_measurement SET value = 3 WHERE intake_id = {old.pk} AND period = '{week(58)}'")
    (fault,) = verify().faults
    assert f"rows of measures.intake {old.pk}: differ from their digest (2 were written, 2 stand)" in fault


@pytest.mark.parametrize("change", ["rows = rows - 1", "rows = rows * 10", "rows = 0"])
def test_a_count_changed_as_well_hides_nothing(intake: Intake, by_hand: Change, change: str) -> None:
    by_hand(f"UPDATE measures_measurement SET value = 99 WHERE id = {middle(intake).pk}")
    by_hand(f"UPDATE measures_intake SET {change} WHERE id = {intake.pk}")
    report = verify()
    assert not report.whole
    assert any(f"rows of measures.intake {intake.pk}" in fault for fault in report.faults)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases refuse what is no moment and no bytes")
def test_what_cannot_be_read_ends_no_verification(intake: Intake, by_hand: Change) -> None:
    by_hand(f"UPDATE measures_intake SET at = '2026-13-45 00:00:00' WHERE id = {intake.pk}")
    by_hand(f"UPDATE trail_row_marks SET marks = 'abc' WHERE parent = {intake.pk}")
    report = verify()
    assert not report.whole
    assert any("marks of the rows" in fault for fault in report.faults)
