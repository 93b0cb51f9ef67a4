"""Sparklines, words, ticks and scales."""

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.charts import (
    ENGLISH,
    BehaviourChart,
    SignalMark,
    TargetLine,
    Words,
    flat_span,
    sparkline,
    summary,
    text_sparkline,
)
from pilothouse.charts.scale import kept_apart, round_ticks
from pilothouse.charts.svg import number, tag, text_width
from pilothouse.charts.timeaxis import date_ticks, label_steps


def test_text_sparkline() -> None:
    assert text_sparkline((0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)) == "▁▂▃▄▅▆▇█"
    assert text_sparkline((1.0, None, 2.0)) == "▁ █"
    assert text_sparkline(()) == ""
    assert text_sparkline((None, None)) == "  "
    assert len(set(text_sparkline((5.0, 5.0, 5.0)))) == 1
    assert text_sparkline((0.0,) * 50 + (9.0,) * 50, width=4) == "▁▁██"


def test_sparkline_marks_the_last_signals() -> None:
    signals = [SignalMark(i, "better") for i in range(10)]
    svg = sparkline(tuple(float(i) for i in range(12)), title="a & b", limits=(2.0, 9.0), signals=signals)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root[0].text == "a & b"
    assert svg.count("spark-better") == 6
    assert svg.count("spark-band") == 1
    assert svg.startswith("<svg ")
    assert svg.endswith("</svg>")


@pytest.mark.parametrize("values", [(), (None,), (1.0,), (1.0, 1.0), (None, 1.0, None)])
def test_sparklines_of_next_to_nothing(values: tuple[float | None, ...]) -> None:
    svg = sparkline(values, title="t")
    ElementTree.fromstring(svg)
    assert "nan" not in svg


def test_the_summary_says_what_the_chart_shows() -> None:
    values = tuple(float(v) for v in (10, 12, 11, 13, 40, 41, 12))
    chart = BehaviourChart(
        "k",
        "t",
        values,
        "min",
        spans=(flat_span(0, 6, centre=11.5, lower=5.0, upper=18.0),),
        signals=(SignalMark(4, "worse"), SignalMark(5, "worse")),
        target=TargetLine(9.0),
    )
    assert summary(chart) == (
        "7 points from 1 to 7; the last is 12.0\u00a0min. Routine variation goes from 5.0 to "
        "18.0\u00a0min around a mean of 11.5\u00a0min. Signals of change: worse at 5. The target is 9.0\u00a0min."
    )
    assert summary(BehaviourChart("k", "t", ())) == "No values yet."
    assert "Too few points" in summary(BehaviourChart("k", "t", (1.0,)))
    quiet = BehaviourChart("k", "t", values, spans=(flat_span(0, 6, centre=1.0, lower=0.0, upper=2.0),))
    assert "No signal of change." in summary(quiet)


def test_words_are_the_readers_language() -> None:
    german = Words(mean="Mittel", decimal_point=",", thousands=".", summary_empty="Noch keine Werte.")
    assert german.number(-1234.56, 1) == "\u22121.234,6"
    assert ENGLISH.number(1234.5, 2) == "1\u202f234.50"
    assert ENGLISH.number(-0.01, 1) == "0.0"
    assert summary(BehaviourChart("k", "t", (), words=german)) == "Noch keine Werte."


def test_coordinates_are_short_and_attributes_escaped() -> None:
    assert [number(v) for v in (1.0, 1.04, -0.04, 12.35, -3.21)] == ["1", "1", "0", "12.3", "-3.2"]
    assert tag("a", href='"<&', x=None, class_="c") == '<a href="&quot;&lt;&amp;" class="c"/>'


@given(low=st.floats(-1e9, 1e9), span=st.floats(1e-6, 1e9), about=st.integers(2, 8))
def test_round_ticks_lie_within_and_are_few(low: float, span: float, about: int) -> None:
    ticks = round_ticks(low, low + span, about)
    assert len(ticks) <= about + 1
    assert all(low - span * 1e-6 - 1e-6 <= t <= low + span * 1.000001 + 1e-6 for t in ticks)


def test_round_ticks_are_round() -> None:
    assert round_ticks(57.9, 95.9, 6) == [60, 70, 80, 90]
    assert round_ticks(3.0, 3.0, 5) == [3.0]


@given(places=st.lists(st.floats(0, 300), max_size=10))
def test_labels_are_kept_apart(places: list[float]) -> None:
    moved = sorted(kept_apart(places, 15.0, 0.0, 300.0))
    assert all(b - a >= 15.0 - 1e-6 for a, b in pairwise(moved))
    assert all(0 <= m <= 300 for m in moved)


@pytest.mark.parametrize(
    ("first", "last", "width", "labels"),
    [
        (date(2013, 3, 4), date(2013, 3, 8), 900, ["4 Mar", "5 Mar", "6 Mar", "7 Mar", "8 Mar"]),
        (date(2013, 1, 7), date(2013, 2, 18), 330, [f"wk {w}" for w in range(2, 9)]),
        (date(2013, 1, 7), date(2013, 12, 30), 300, ["Apr", "Jul", "Oct"]),
        (date(1871, 1, 1), date(1970, 1, 1), 300, ["1880", "1900", "1920", "1940", "1960"]),
        (date(2013, 5, 5), date(2013, 5, 5), 300, ["5 May"]),
    ],
)
def test_time_ticks(first: date, last: date, width: float, labels: list[str]) -> None:
    assert [t.label for t in date_ticks(first, last, width, ENGLISH)] == labels


@given(first=st.dates(date(2, 1, 1), date(3000, 1, 1)), days=st.integers(0, 40_000), width=st.floats(200, 1200))
def test_time_ticks_always_fit(first: date, days: int, width: float) -> None:
    last = date.fromordinal(first.toordinal() + days)
    ticks = date_ticks(first, last, width, ENGLISH)
    assert ticks
    assert all(first <= t.when <= last for t in ticks)
    assert len(ticks) <= max(width / 38 + 1, 1)


def test_the_year_is_told_where_it_begins() -> None:
    ticks = date_ticks(date(2012, 11, 1), date(2013, 3, 1), 900, ENGLISH)
    told = [t.below for t in ticks if t.below]
    assert told == ["2012", "2013"]


def test_label_steps_leave_room() -> None:
    labels = [f"2013-W{i:02d}" for i in range(52)]
    steps = label_steps(labels, 700)
    assert len(steps) * (text_width(labels[0]) + 12) <= 760
    assert list(label_steps([], 100)) == []
