"""Small marks: dates, people, numbers, verdicts."""

import datetime as dt

import pytest

from pilothouse.web.kit.components.marks import SHAPES, WORDS, num, signed
from tests.web.kit.drawn import drawn

TODAY = dt.date(2013, 12, 9)


def test_late_is_said_in_words() -> None:
    text = drawn("{% due when %}", when=dt.date(2013, 12, 3), today=TODAY)
    assert "6 days late" in text
    assert 'datetime="2013-12-03"' in text


def test_done_is_never_late() -> None:
    assert "late" not in drawn("{% due when done=True %}", when=dt.date(2013, 12, 3), today=TODAY)


def test_moved_date_shows_the_first_promise() -> None:
    text = drawn("{% due when first %}", when=dt.date(2014, 1, 3), first=dt.date(2013, 12, 1), today=TODAY)
    assert "3 Jan 2014" in text
    assert "first promised 1 Dec" in text


def test_due_today_is_not_late() -> None:
    assert "late" not in drawn("{% due when %}", when=TODAY, today=TODAY)


def test_nobody_is_said_aloud() -> None:
    assert "nobody yet" in drawn("{% person None %}")


def test_person_is_escaped() -> None:
    assert "<b>" not in drawn("{% person who %}", who="<b>x</b>")


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_verdict_has_shape_and_word(kind: str) -> None:
    text = drawn("{% verdict kind %}", kind=kind)
    assert SHAPES[kind] in text
    assert str(WORDS[kind]) in text


def test_shapes_differ() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567.891, 1, "1\u202f234\u202f567.9"),
        (-3.5, 1, "−3.5"),
        (-0.001, 1, "0.0"),
        (None, 0, "–"),
        (0, 0, "0"),
    ],
)
def test_num(value: float | None, decimals: int, text: str) -> None:
    assert num(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(5.14, "+5.1"), (-9.2, "−9.2"), (0.04, "0.0"), (-0.04, "0.0"), (None, "–")]
)
def test_signed(value: float | None, text: str) -> None:
    assert signed(value) == text


@pytest.mark.parametrize(("percent", "width"), [(35, "28.0"), (-5, "0.0"), (250, "80.0")])
def test_chance_bar_stays_in_its_box(percent: float, width: str) -> None:
    assert f'width="{width}"' in drawn("{% chance percent %}", percent=percent)


def test_unknown_icon_is_an_error_at_once() -> None:
    with pytest.raises(LookupError):
        drawn('{% icon "../secret" %}')


@pytest.mark.parametrize(
    ("percent", "told"), [(0, "under 5 %"), (5, ">5 %"), (35, ">35 %"), (95, ">95 %"), (100, "over 95 %")]
)
def test_no_chance_is_told_as_none_or_certain(percent: float, told: str) -> None:
    assert told in drawn("{% chance percent %}", percent=percent)
