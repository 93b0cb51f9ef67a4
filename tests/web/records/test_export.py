"""Files that spreadsheets open: nothing in them is a formula, numbers stay numbers."""

import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pilothouse.web.records.export import csv_cell, csv_response, harmless, xlsx_response
from tests.cast import Cast
from tests.web.records.stage import SignedIn, exported, objective

OSLO = ZoneInfo("Europe/Oslo")
FORMULAS = [
    "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1",
    "\u200b=1", "\ufeff=1", "＝1+1", "＋1", "－1+2", "＠SUM(1)", "\x00=1", "+49 170 1234567",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["-5", "-5.25", "-5,25", "0", "Belt stops", "5 - 3", "a=b", "ISS-0042", ""])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(max_size=30))
def test_no_text_begins_like_a_formula(text: str) -> None:
    shown = harmless(text).lstrip()
    assert not shown.startswith(("=", "+", "@", "＝", "＋", "＠"))
    assert "\x00" not in shown


def test_cells() -> None:
    assert csv_cell(-3.5, OSLO) == -3.5
    assert csv_cell(None, OSLO) == ""
    assert csv_cell(date(2026, 3, 1), OSLO) == "2026-03-01"
    assert csv_cell(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), OSLO) == "2026-03-02 00:30"


def test_csv_quotes_and_marks_its_encoding() -> None:
    response = csv_response("list", ["Title"], iter([['a "b", c\nd']]), OSLO)
    body = b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert body == b'\xef\xbb\xbfTitle\r\n"a ""b"", c\nd"\r\n'
    assert response.headers["Content-Disposition"] == 'attachment; filename="list.csv"'


def test_xlsx_keeps_types_and_takes_no_formula() -> None:
    row = ["=1+1", -3.5, 7, date(2026, 3, 1), datetime(2026, 3, 1, 23, 30, tzinfo=UTC), None, "x" * 40_000, "a\x00b"]
    response = xlsx_response("list", [str(n) for n in range(8)], iter([row]), OSLO)
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[arg-type]
    found = book.get_sheet_by_index(0).to_python()[1]
    assert found[:4] == ["=1+1", -3.5, 7, date(2026, 3, 1)]
    assert found[4] == datetime(2026, 3, 2, 0, 30)  # noqa: DTZ001  a worksheet knows no zones
    assert len(found[6]) == 32_767
    assert found[7] == "ab"


def test_the_page_exports_itself(cast: Cast, signed_in: SignedIn) -> None:
    objective(cast, "=cmd|' /C calc'!A0")
    client = signed_in(cast.leader)
    number, title, *_rest = exported(client, "/records/?format=csv")[0]
    assert (number, title) == ("OBJ-0001", "'=cmd|' /C calc'!A0")
    response = client.get("/records/?format=xlsx")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    assert book.get_sheet_by_index(0).to_python()[1][1] == "=cmd|' /C calc'!A0"
