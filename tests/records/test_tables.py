"""Tables people bring: read as they are, or refused in words; nothing is guessed that can be read two ways."""

import io
import struct
import zipfile
import zlib
from contextlib import nullcontext
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.proposals import Choice, entries_of, propose
from pilothouse.measures.rules import NotANumber, number_typed
from pilothouse.measures.typed import Ambiguous, day_first, decimal_mark, numbers_typed, period_typed
from pilothouse.records import tables
from pilothouse.records.tables import (
    TableProblem,
    TableTooLarge,
    decoded,
    read_text,
    read_upload,
    read_xlsx,
)
from pilothouse.records.unfolding import Room, Unfit, refuse_what_unfolds_too_far


def workbook(rows: list[list[object]], cell: tuple[int, int] | None = None) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
        if cell:
            sheet.write(*cell, 1)
    return file.getvalue()


# Text


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    table = read_text(f"week{mark}value\n2025-01-06{mark}1\n\n2025-01-13{mark}2\n")
    assert table.header == ("week", "value")
    assert table.rows == (("2025-01-06", "1"), ("2025-01-13", "2"))
    assert table.lines == (2, 4)


def test_decimal_commas_do_not_split_cells_of_a_semicolon_file() -> None:
    assert read_text("Woche;Wert\n2025-01-06;1,5\n2025-01-13;2,5").rows[0] == ("2025-01-06", "1,5")


def test_quoted_cells_may_hold_lines() -> None:
    table = read_text('note,value\n"two\nlines",1\nlast,2')
    assert table.rows[0][0] == "two\nlines"
    assert table.lines == (2, 4)


def test_short_rows_are_filled_and_long_ones_refused() -> None:
    assert read_text("a,b\n1\n1,2,,").rows == (("1", ""), ("1", "2"))
    with pytest.raises(TableProblem, match="Line 3"):
        read_text("a,b\n1,2\n1,2,3")


@pytest.mark.parametrize("text", ["", " \n\n", "a,b\n", 'a,b\n"open,1'])
def test_empty_and_broken_text_is_refused(text: str) -> None:
    with pytest.raises(TableProblem):
        read_text(text)


def test_rows_and_columns_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    with pytest.raises(TableProblem, match="more than 3 rows"):
        read_text("a\n1\n2\n3\n4")
    with pytest.raises(TableProblem, match="columns"):
        read_text(",".join(f"c{i}" for i in range(201)) + "\n1")
    monkeypatch.setattr(tables, "MOST_CELLS", 5)
    with pytest.raises(TableProblem, match="more than 5 cells"):
        read_text("a,b\n1,2\n3,4\n5,6")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert read_upload("a.csv", "Größe,n\nÅlesund,1".encode(encoding)).rows == (("Ålesund", "1"),)


def test_bytes_that_are_no_text_are_refused() -> None:
    for content in (b"\x00\x01\x02", b"a,b\n\x00,1", b"\x81\x8d\x8f"):
        with pytest.raises(TableProblem):
            decoded(content)


# Workbooks


def test_a_workbook_reads_like_text() -> None:
    content = workbook([["week", "value"], [date(2025, 1, 6), 1.5], [date(2025, 1, 13), 2], ["", ""], ["x", 3]])
    table = read_upload("a.xlsx", content)
    assert table.plain
    assert table.rows == (("2025-01-06", "1.5"), ("2025-01-13", "2"), ("x", "3"))
    assert table.lines == (2, 3, 5)


def test_what_only_claims_to_be_a_workbook_is_refused() -> None:
    for name, content in (
        ("a.xlsx", b"week,value\n1,2"),
        ("a.xlsx", b"PK\x03\x04 nonsense"),
        ("a.csv", b"PK\x03\x04 nonsense"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ):
        with pytest.raises(TableProblem):
            read_upload(name, content)


def test_one_far_cell_is_refused_before_the_sheet_is_unfolded() -> None:
    with pytest.raises(TableProblem, match="too large"):
        read_xlsx(workbook([["a"], [1]], cell=(1_048_575, 16_383)))


def test_a_table_may_be_as_large_as_its_room() -> None:
    content = workbook([["a", "b"], *[[1, 2]] * 4])
    assert len(read_xlsx(content, Room(cells=10, unpacked=1_000_000)).rows) == 4
    with pytest.raises(TableTooLarge, match="spans 5 rows and 2 columns"):
        read_xlsx(content, Room(cells=9, unpacked=1_000_000))


def test_a_bomb_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/s.xml", "w") as sheet:
        for _ in range(70):
            sheet.write(b" " * (1 << 20))
    assert len(file.getvalue()) < 1_000_000
    with pytest.raises(TableProblem, match="unpacks"):
        read_xlsx(file.getvalue())


@pytest.mark.parametrize(
    ("cells", "match"),
    [
        (b'<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>', None),
        (b'<row r="1048576"><c><v>1</v></c><c><v>1</v></c></row>', "too large"),
        (b'<row r="9"><c  r = "XFD9"><v>1</v></c></row>', "too large"),
        (b'<row><c a=">" r="XFD9"><v>1</v></c></row>', "too large"),
        (b"<row>" + b"<c/>" * 1_001 + b"</row>", "too large"),
        (b'<!-- <c a=" --><row><c r="A1"/></row>', "no workbook as"),
        (b'<row><c r="A1" t="s"><v>0</v></c>' + b'<c t="s"><v>0</v></c>' * 700 + b"</row>", "unpacks"),
        (b'<row><c r="A1" t="s"><v>1</v></c>' + b'<c t="s"><v>1</v></c>' * 700 + b"</row>", None),
    ],
)
def test_what_hides_its_size_is_refused(cells: bytes, match: str | None) -> None:
    """Cells without a place, odd spelling, hidden tags, one long text that every cell repeats."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("anywhere.xml", b"<sheetData>" + cells + b"</sheetData>")
        archive.writestr("xl/sharedStrings.xml", b"<si><t>" + b"x" * 32_000 + b"</t></si><si><t>y</t></si>")
    room = Room(cells=1_500_000, unpacked=20_000_000)
    with pytest.raises(Unfit, match=match) if match else nullcontext():
        refuse_what_unfolds_too_far(file.getvalue(), room)


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    body = b"<sheetData>" + b" " * 3_000_000
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/s.xml", body)
    true, told = (struct.pack("<I", len(part)) for part in (body, body[:11]))
    lying = file.getvalue().replace(true, told)
    lying = lying.replace(*(struct.pack("<I", zlib.crc32(part)) for part in (body, body[:11])))
    with zipfile.ZipFile(io.BytesIO(lying)) as archive:
        assert archive.read("xl/worksheets/s.xml") == b"<sheetData>"
    with pytest.raises(Unfit, match="Bad CRC"):
        refuse_what_unfolds_too_far(lying, Room(cells=100, unpacked=2_000_000))


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(TableProblem):
        read_xlsx(workbook([]))


# Numbers


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [("1.5", ".", 1.5), ("1,5", ",", 1.5), ("-3", ".", -3.0), ("\u22123", ".", -3.0), ("1e3", ".", 1000.0),
     ("123456789012345", ".", 123456789012345.0), ("0.000123456789012345", ".", 0.000123456789012345)],
)  # fmt: skip
def test_typed_numbers(text: str, mark: str, value: float) -> None:
    assert number_typed(text, mark) == value


@pytest.mark.parametrize(
    "text", ["", "x", "nan", "inf", "-Infinity", "1_000", "1.2.3", "0x1", "1e999", "1234567890123456"]
)
def test_what_is_no_number_that_can_be_kept(text: str) -> None:
    with pytest.raises(NotANumber):
        number_typed(text)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [(["1.5", "2"], "."), (["1,5"], ","), (["1,234.5"], "."), (["1.234,5"], ","), (["1,234", "2.5"], "."),
     (["1.234", "2,5"], ","), (["1.234.567"], ","), (["0.834"], "."), (["12", "7"], "."), ([], "."),
     (["1 234,5"], ",")],
)  # fmt: skip
def test_decimal_marks(cells: list[str], mark: str) -> None:
    assert decimal_mark(cells) == mark


@pytest.mark.parametrize("cells", [["1,234"], ["1.234", "12"], ["1,234", "5.678"]])
def test_thousands_or_decimals_are_not_guessed(cells: list[str]) -> None:
    with pytest.raises(Ambiguous):
        decimal_mark(cells)


def test_columns_of_numbers() -> None:
    assert numbers_typed(["1.234,5", "7", "", "5 %"], plain=False) == [1234.5, 7.0, None, 5.0]
    assert numbers_typed(["1'234.50", "1\u00a0000"], plain=False) == [1234.5, 1000.0]
    found = numbers_typed(["x", "1.2.3.4,5", "12345678901234567"], plain=False)
    assert all(isinstance(cell, str) for cell in found)
    assert numbers_typed(["1.234"], plain=True) == [1.234]


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_every_plain_number_is_read_back(value: float) -> None:
    assert numbers_typed([f"{value:.9g}"], plain=True) == [float(f"{value:.9g}")]


# Dates


@pytest.mark.parametrize(
    ("text", "day"),
    [("2025-01-06", date(2025, 1, 6)), ("2025-01-06 00:00:00", date(2025, 1, 6)), ("2025-W02", date(2025, 1, 6)),
     ("2025W02", date(2025, 1, 6)), ("2025-03", date(2025, 3, 1)), ("3/2025", date(2025, 3, 1)),
     ("2025-Q2", date(2025, 4, 1)), ("Q2 2025", date(2025, 4, 1)), ("2025", date(2025, 1, 1)),
     ("6.1.2025", date(2025, 1, 6)), ("06/01/2025", date(2025, 1, 6))],
)  # fmt: skip
def test_periods(text: str, day: date) -> None:
    assert period_typed(text) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-13-01", "2025-02-30", "2025-W60", "31/31/2025", "6.1-2025", "45000"]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        period_typed(text)


def test_day_and_month_are_told_apart_by_the_column() -> None:
    assert day_first(["3/2/2026", "25/12/2025"])
    assert not day_first(["3/2/2026", "12/25/2025"])
    assert day_first(["3.2.2026"])
    assert day_first(["4/4/2026"])
    with pytest.raises(Ambiguous):
        day_first(["3/2/2026", "4/5/2026"])


# What is what


def test_columns_are_proposed_by_name_and_by_content() -> None:
    assert propose(read_text("Week,Unit,Good,Total\n2025-01-06,EST,1,2")) == Choice(
        period=0, numerator=2, denominator=3, unit=1
    )
    assert propose(read_text("a;b\nx;y")) == Choice()
    assert propose(read_text("when;how much\n6.1.2025;1,5")) == Choice(period=0, value=1)
    assert propose(read_text("KPI\tSite\tLine\tMonth\tResult\nA\tB\tC\t2025-01\t1")) == Choice(
        period=3, value=4, unit=1, part=2, indicator=0
    )


def test_entries_keep_their_line_and_their_problem() -> None:
    table = read_text("week,value\n2025-01-06,1\nsoon,2\n2025-01-20,many\n2025-01-27,")
    entries = entries_of(table, Choice(period=0, value=1))
    assert [entry.line for entry in entries] == [2, 3, 4, 5]
    assert (entries[0].period, entries[0].value, entries[0].problem) == (date(2025, 1, 6), 1.0, "")
    assert "no date" in entries[1].problem
    assert "not a number" in entries[2].problem
    assert (entries[3].value, entries[3].problem) == (None, "")


def test_an_ambiguous_column_is_named() -> None:
    with pytest.raises(Ambiguous, match="amount"):
        entries_of(read_text("week;amount\n2025-01-06;1.234"), Choice(period=0, value=1))
    with pytest.raises(Ambiguous, match="week"):
        entries_of(read_text("week;amount\n1/2/2025;1"), Choice(period=0, value=1))
    for choice in (Choice(value=1), Choice(period=0), Choice(period=0, numerator=1)):
        with pytest.raises(Ambiguous):
            entries_of(read_text("week;amount\n2025-01-06;1"), choice)


def test_a_table_travels_with_its_lines() -> None:
    table = read_text('Title;Text\n\nLeak;"two\nlines"\n')
    assert tables.from_text(tables.as_text(table)) == table
    for text in ("Title,Text\nLeak,big\n", "line,Title\nx,Leak\n"):
        with pytest.raises(TableProblem):
            tables.from_text(text)
