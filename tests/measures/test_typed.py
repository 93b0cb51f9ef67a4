"""Numbers as people type them into a field: taken in every usual way of writing, asked about where two are meant."""

import pytest

from pilothouse.measures.rules import NotANumber
from pilothouse.measures.typed import Ambiguous, numbers_typed, one_number_typed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7.0), ("0,5", 0.5), ("0.125", 0.125), ("1 000", 1000.0), ("1\u202f000", 1000.0), ("1\u00a0000", 1000.0),
        ("1'000", 1000.0), ("1\u2019000", 1000.0), ("1 000 000", 1e6), ("1 000,5", 1000.5), ("1'234.567", 1234.567),
        ("1.000,5", 1000.5), ("1,000.5", 1000.5), ("1.000.000", 1e6), ("\u22121 000", -1000.0), ("1234.567", 1234.567),
    ],
)  # fmt: skip
def test_every_usual_way_to_write_a_number_is_taken(text: str, number: float) -> None:
    assert one_number_typed(text) == number


@pytest.mark.parametrize("text", ["12 34", "1 00", "1 0000", "1.5 5", "1.234,5.6", "1 000 0", "x", "1,2,3"])
def test_other_gaps_make_no_number(text: str) -> None:
    with pytest.raises(NotANumber):
        one_number_typed(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1.000", "1000 or 1.0"), ("1,000", "1000 or 1.0"), ("12.345", "12345 or 12.3450"), ("1.250", "1250 or 1.25"),
        ("01.234", "1234 or 1.2340"), ("1.234e3", "1234e3 or 1.2340e3"), ("1,250E-3", "1250E-3 or 1.25E-3"),
    ],
)  # fmt: skip
def test_a_thousand_that_may_be_one_is_asked_about(text: str, asked: str) -> None:
    with pytest.raises(Ambiguous, match=f"“{text}” can be read in two ways. Write {asked}."):
        one_number_typed(text)
    with pytest.raises(Ambiguous):
        one_number_typed(text, ["7", "", "0,5", "0.5"])


@pytest.mark.parametrize("text", ["١.٢٣٤", "١,٢٣٤", "１.２３４", "１，２３４", "१.२३४"])
def test_digits_of_every_script_are_asked_about_alike(text: str) -> None:
    with pytest.raises(Ambiguous, match=r"Write 1234 or 1\.2340\."):
        one_number_typed(text)
    assert one_number_typed(text, ["٢,٥" if "." in text else "2.5"]) == 1234.0
    assert numbers_typed([text, "٢,٥" if "." in text else "2.5"], plain=False)[0] == 1234.0


@pytest.mark.parametrize(
    ("text", "number"),
    [("١٬٢٣٤", 1234.0), ("١٫٢٣٤", 1.234), ("١٬٢٣٤٫٥", 1234.5), ("١٢٫٥٪", 12.5), ("०,१२३", 0.123), ("1,5e3", 1500.0)],
)
def test_marks_that_mean_one_thing_decide_by_themselves(text: str, number: float) -> None:
    assert one_number_typed(text) == number
    assert numbers_typed(["٢,٥", text], plain=False)[1] == number


def test_an_exponent_behind_groups_is_read_as_the_numbers_beside_it_tell() -> None:
    assert one_number_typed("1,234e3", ["2.5"]) == 1_234_000.0
    assert one_number_typed("1,234e3", ["2,5"]) == 1234.0


def test_the_numbers_beside_it_decide_where_they_tell_one_mark() -> None:
    assert one_number_typed("1.000", ["0,5", "2,5", "2.000"]) == 1000.0
    assert one_number_typed("1.000", ["0.5", "7"]) == 1.0
    assert one_number_typed("1,000", ["1,234.5"]) == 1000.0


def test_a_column_takes_no_group_behind_its_decimal_mark() -> None:
    assert numbers_typed(["1.5", "1.234,5"], plain=False)[1] == "“1.234,5” is not a number."
