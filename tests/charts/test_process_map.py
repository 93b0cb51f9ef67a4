"""The process map: whole SVG, everything on it once, nothing on top of anything else."""

import itertools
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.charts.process_map import MapHandover, MapProcess, MapWords, process_map
from pilothouse.charts.process_map.layout import NEED, rows_of
from pilothouse.charts.process_map.routes import _crossing, routes_of
from pilothouse.charts.process_map.wrapping import balanced, wrapped
from pilothouse.charts.svg import text_width

WORDS = MapWords()
CHAIN = [
    MapProcess(1, "Steer", "leading", "PRC-0001", "Director", "/PRC-0001/"),
    MapProcess(2, "Plan", "core", "PRC-0002", "", "/PRC-0002/", "gap", "no indicator"),
    MapProcess(3, "Turn <round>", "core", "PRC-0003", "Zoë & Co", "/PRC-0003/", "worse", "worse, 2 signals"),
    MapProcess(4, "Supply", "supporting", "PRC-0004", "Buyer", "/PRC-0004/", "better", "better, 1 signal"),
]
EXCHANGES = [
    MapHandover(None, 2, "Order", "/h/1"),
    MapHandover(2, 3, "Plan of the week", "/h/2"),
    MapHandover(3, 2, "Recovery plan", "/h/3"),
    MapHandover(4, 1, "What changed", "/h/4", "every month"),
    MapHandover(3, None, "Departure", "/h/5"),
]


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_it_is_one_svg_without_style_or_script() -> None:
    svg = process_map(CHAIN, EXCHANGES, WORDS)
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert "style=" not in svg
    assert "<script" not in svg


def test_every_process_and_handover_is_a_link_and_a_text() -> None:
    svg = process_map(CHAIN, EXCHANGES, WORDS)
    for href in [process.href for process in CHAIN] + [exchange.href for exchange in EXCHANGES]:
        assert svg.count(f'href="{href}"') == 1
    shown = texts(svg)
    assert {"Steer", "Plan", "Turn <round>", "Supply", "Zoë & Co", "worse, 2 signals"} <= set(shown)
    assert {"Order", "Plan of the week", "Recovery plan", "What changed", "Departure"} <= set(shown)


def test_nobody_is_said_aloud_and_marks_have_their_own_shapes() -> None:
    svg = process_map(CHAIN, [], WORDS)
    assert WORDS.nobody in texts(svg)
    outlines = {
        mark: re.search(rf'class="map-mark map-{mark}"[^>]*', svg) for mark in ("worse", "better", "gap", "calm")
    }
    assert all(outlines.values())


def test_weight_is_traffic_and_the_mark_on_a_line_is_trouble() -> None:
    heavy = MapHandover(3, None, "Departure", "/h/5", weight=4, trouble="worse")
    svg = process_map(CHAIN, [MapHandover(None, 2, "Order"), heavy], WORDS)
    assert svg.count('class="map-line"') == 1
    assert svg.count('class="map-line map-weight-4"') == 1
    assert svg.count("map-mark map-worse map-trouble") == 1


def test_an_exchange_with_something_not_on_the_map_is_left_out() -> None:
    assert "Ghost" not in process_map(CHAIN, [MapHandover(2, 99, "Ghost")], WORDS)


def test_an_empty_map_still_shows_from_where_to_where() -> None:
    svg = process_map([], [], WORDS)
    assert ET.fromstring(svg) is not None
    assert "customers" in " ".join(texts(svg))


def test_the_chain_runs_from_left_to_right_in_the_order_given() -> None:
    rows = rows_of(CHAIN, WORDS)
    assert rows.boxes[NEED].x < rows.boxes[2].x < rows.boxes[3].x


@given(count=st.integers(1, 14), data=st.data())
def test_lines_and_words_never_share_a_place_on_a_lane(count: int, data: st.DataObject) -> None:
    part = st.sampled_from(["leading", "core", "supporting"])
    processes = [MapProcess(key, f"Process {key}", data.draw(part)) for key in range(1, count + 1)]
    end = st.one_of(st.none(), st.integers(1, count))
    pairs = data.draw(st.lists(st.tuples(end, end), max_size=20))
    exchanges = [MapHandover(a, b, "Something handed over") for a, b in pairs if a != b]
    rows = rows_of(processes, WORDS)
    runs = [run for route in routes_of(exchanges, rows) for run in route.runs]
    for i, one in enumerate(runs):
        for other in runs[:i]:
            if (one.channel, one.lane) == (other.channel, other.lane):
                assert one.reach[1] <= other.reach[0] or other.reach[1] <= one.reach[0]
    same_row = [sorted((b.x, b.x + b.width) for b in rows.boxes.values() if b.row == row) for row in range(3)]
    assert all(a[1] < b[0] for row in same_row for a, b in itertools.pairwise(row))
    process_map(processes, exchanges, WORDS)


def test_no_line_cuts_words_that_have_room() -> None:
    """Eight processes as a company has them: lines from below to above pass between the steps of the chain."""
    core = ("Plan the season", "Prepare the day", "Turn round and dispatch", "Manage disruption")
    chain = [
        MapProcess(1, "Steer the company", "leading"),
        *(MapProcess(key, title, "core") for key, title in enumerate(core, 2)),
        *(MapProcess(key, title, "supporting") for key, title in enumerate(("Watch", "Work", "Improve"), 6)),
    ]
    exchanges = [
        MapHandover(1, 2, "Objectives and means"), MapHandover(2, 3, "Plan of the week"),
        MapHandover(3, 4, "Stands, crews and equipment at the gate"),
        MapHandover(4, 5, "Flight that cannot leave on time"), MapHandover(5, 3, "Recovery plan for the next morning"),
        MapHandover(6, 4, "Aircraft free of ice"), MapHandover(6, 5, "Weather warning by 16:00 the day before"),
        MapHandover(4, 7, "Record of each departure"), MapHandover(7, 2, "Wishes for the season"),
        MapHandover(5, 8, "Report of each disrupted day"), MapHandover(8, 1, "What changed, what was tried"),
    ]  # fmt: skip
    runs = [run for route in routes_of(exchanges, rows_of(chain, WORDS)) for run in route.runs]
    for run in runs:
        others = [one for one in runs if one.channel == run.channel]
        cut = [x for x in _crossing(run, others) if abs(x - run.label) < run.label_width / 2]
        assert not run.words or cut == [], run.words


@pytest.mark.parametrize("words", ["short", "a rather long text that has to be broken somewhere", "x" * 200])
def test_wrapped_texts_fit(words: str) -> None:
    for lines in (wrapped(words, 120, 12, 3), balanced(words, 120, 12, 3)):
        assert 1 <= len(lines) <= 3
        assert all(text_width(line, 12) <= 120 for line in lines)
