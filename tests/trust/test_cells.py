"""Cells that a spreadsheet would run: neutral in every export, and numbers stay numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pilothouse.improvement.models import Severity
from pilothouse.improvement.operations import report_problem
from pilothouse.web.records.export import harmless
from tests.cast import Cast, act
from tests.trust.test_canary import body_of
from tests.trust.world import client_of

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\u00a0=1", "＝1+1", "＋1", "\u200b=1", "\n=1+1",
    "=HYPERLINK(\"http://evil.example\")", "=cmd|' /C calc'!A0", "\ufeff=1", "-x",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_a_csv_is_a_formula(cast: Cast, text: str) -> None:
    report_problem(act(cast.leader), unit=cast.east, title=f"{text}!", severity=Severity.SLIGHT)
    rows = list(csv.reader(io.StringIO(body_of(client_of(cast.leader).get("/records/?format=csv")), newline="")))
    for cell in rows[1]:
        assert not cell.lstrip(" \t\r\n\u00a0\u200b\ufeff\u202e").startswith(("=", "+", "-", "@", "＝", "＋")), cell


def test_nothing_in_a_workbook_is_a_formula(cast: Cast) -> None:
    for text in FORMULAS:
        report_problem(act(cast.leader), unit=cast.east, title=f"{text}!", severity=Severity.SLIGHT)
    content = b"".join(client_of(cast.leader).get("/records/?format=xlsx").streaming_content)
    cells = [
        cell
        for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        for cell in row
    ]
    assert "=1+1!" in cells  # as a text: what was typed comes back unchanged
    assert "<f>" not in body_of(client_of(cast.leader).get("/records/?format=xlsx"))


@pytest.mark.parametrize("text", ["-3", "-3.5", "-1,2", "3", "0.5"])
def test_negative_numbers_stay_numbers(text: str) -> None:
    assert harmless(text) == text


@given(st.text(alphabet=st.sampled_from("=+-@＝ \t\r\n\u00a0\u200b\ufeff'x1."), max_size=8))
def test_what_could_begin_a_formula_begins_with_a_quote(text: str) -> None:
    shown = harmless(text)
    bare = shown.strip(" \t\r\n\u00a0\u200b\ufeff")
    number = bare.lstrip("-").replace(".", "", 1).isdigit()
    assert number or not bare.startswith(("=", "+", "-", "@", "＝"))
    assert shown.lstrip("'").strip() == text.lstrip("'").strip()
