"""Thread, history, notes, charts."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.safestring import mark_safe

from pilothouse.web.kit.components.marks import short_date
from pilothouse.web.kit.parts import HistoryLine, Knot, NoteLine, stretched
from tests.web.kit.drawn import drawn

NOON = dt.datetime(2013, 12, 9, 12, tzinfo=dt.UTC)


def knots(*days: int) -> list[Knot]:
    return [Knot(dt.date(2013, 1, 1) + dt.timedelta(days=d), "note", f"knot {d}") for d in days]


def test_gaps_are_the_days_waited() -> None:
    assert [s.gap for s in stretched(knots(0, 3, 3, 40))] == [None, 3, 0, 37]


def test_a_long_wait_shows() -> None:
    assert [s.long for s in stretched(knots(0, 28, 57))] == [False, False, True]


def test_moments_and_days_mix() -> None:
    line = stretched([Knot(NOON, "note", "a"), Knot(dt.date(2013, 12, 11), "note", "b")])
    assert line[1].gap == 2


def test_a_day_is_that_of_the_organisation() -> None:
    late = dt.datetime(2013, 12, 9, 23, 30, tzinfo=dt.UTC)
    with timezone.override("Europe/Oslo"):
        assert short_date(late, dt.date(2013, 12, 11)) == "10 Dec"
        assert stretched([Knot(late, "note", "a"), Knot(dt.date(2013, 12, 11), "note", "b")])[1].gap == 1


def test_thread_says_the_wait_in_words() -> None:
    text = drawn("{% thread knots %}", knots=knots(0, 1))
    assert "1 day<" in text


def test_history_escapes_the_reason() -> None:
    lines = [HistoryLine(NOON, "A", "did", "<img src=x>")]
    assert "<img" not in drawn("{% history_table lines %}", lines=lines)


def test_note_markup_is_shown_only_when_marked_safe() -> None:
    assert "<em>" not in drawn("{% notes lines %}", lines=[NoteLine(NOON, "A", "<em>x</em>")])
    assert "<em>" in drawn("{% notes lines %}", lines=[NoteLine(NOON, "A", mark_safe("<em>x</em>"))])


@pytest.mark.parametrize("tag", ["thread", "history_table", "notes", "attachments"])
def test_nothing_yet_is_no_error(tag: str) -> None:
    assert drawn(f"{{% {tag} lines %}}", lines=[]).strip()


def test_a_chart_brings_its_sentence_and_its_numbers() -> None:
    text = drawn(
        '{% chart_figure svg "Lower since week 25" columns rows %}',
        svg='<svg role="img"></svg>',
        columns=("Week", "Value"),
        rows=[(25, "<b>")],
    )
    assert "Lower since week 25" in text
    assert '<th scope="row">25</th>' in text
    assert "&lt;b&gt;" in text


@pytest.mark.parametrize("svg", ["<script></script>", "text", "<svg>"])
def test_only_a_drawing_is_drawn(svg: str) -> None:
    with pytest.raises(ValueError, match="svg"):
        drawn("{% spark svg %}", svg=svg)
