"""Drawings taken apart for print: no letter stays in the picture, and each text keeps its place and its looks."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from pilothouse.charts import (
    PAPER,
    Annotation,
    BehaviourChart,
    Entry,
    MatrixWords,
    Sides,
    SignalMark,
    TargetLine,
    behaviour,
    flat_span,
    pictured,
    x_matrix,
)
from pilothouse.charts.process_map.wrapping import wrapped
from pilothouse.charts.svg import text_width

WEEKS = tuple(date(2026, 1, 5) + timedelta(weeks=at) for at in range(12))
CHART = BehaviourChart(
    "f1", "Τίτλος", tuple(10.0 + at % 3 for at in range(12)), "分 <b> & \x01", WEEKS,
    spans=(flat_span(0, 11, centre=11.0, lower=8.0, upper=14.0),), signals=(SignalMark(9, "better"),),
    target=TargetLine(12.0), annotations=(Annotation(WEEKS[6], "D-0001", "A second crew", "/D-0001/"),),
)  # fmt: skip
MATRIX = x_matrix(
    Sides([Entry("t1", "質量", "/THM-0001/")], [Entry("o1", "תהליך")], [], [], [Entry("p1", "Zoë")]), {}, MatrixWords()
)


def test_texts_of_a_chart_are_written_place_by_place_as_the_drawing_has_them() -> None:
    drawn = behaviour(CHART, size=PAPER, hover=False)
    taken = pictured(drawn)
    assert len(taken.texts) == drawn.count("<text ") > 20
    assert (taken.width, f'viewBox="0 0 760 {taken.height:g}"' in drawn) == (760.0, True)
    unit, word, aim, note = (
        next(one for one in taken.texts if one.words.startswith(begin)) for begin in ("分", "better", "target", "D-")
    )
    assert (unit.words, unit.x, unit.y, unit.anchor, unit.turn) == ("分 <b> & \x01", 0.0, 12.0, 0.0, 0.0)
    assert [(one.fill, one.weight, one.size) for one in (unit, word, aim, note)] == [
        ("#5f666f", 400, 12.0), ("#0a6b60", 700, 12.0), ("#16191d", 700, 12.0), ("#1d4f91", 400, 12.0),
    ]  # fmt: skip
    assert word.anchor == 0.5
    assert {one.anchor for one in taken.texts if one.words == "11.0"} == {1.0}


def test_no_letter_stays_in_the_picture() -> None:
    for svg in (behaviour(CHART, size=PAPER), MATRIX):
        left = ElementTree.fromstring(pictured(svg).svg)
        kinds = {element.tag.rpartition("}")[2] for element in left.iter()}
        assert kinds >= {"path", "style"}
        assert not kinds & {"text", "title", "desc"}


def test_texts_of_the_matrix_read_upwards_where_the_drawing_has_them_so() -> None:
    told = {one.words: one for one in pictured(MATRIX).texts}
    assert (told["質量"].turn, told["תהליך"].turn, told["Zoë"].turn) == (0.0, -90.0, -90.0)
    assert (told["Owners"].size, told["Owners"].fill, told["Owners"].turn) == (11.0, "#5f666f", -90.0)
    assert (told["Themes"].weight, told["Themes"].anchor, told["Zoë"].weight) == (700, 0.5, 400)


@pytest.mark.parametrize(
    ("words", "wide"),
    [("質量", 2.0), ("품질", 2.0), ("🚀", 1.0), ("คุ้ม", 2 * 0.58), ("é", 0.58), ("e\u0301", 0.58), ("a\u200b", 0.58)],
)
def test_squares_take_their_room_and_what_stands_above_a_letter_takes_none(words: str, wide: float) -> None:
    assert text_width(words, 1.0) == pytest.approx(wide)


@pytest.mark.parametrize("name", ["質量管理" * 20, "गुणवत्ताप्रबंधनकी" * 20, "👩‍🚀" * 40, "e\u0301" * 60])
def test_a_name_that_is_cut_fits_and_loses_no_part_of_a_letter(name: str) -> None:
    for width in range(40, 120, 7):
        (line,) = wrapped(name, width, 12.0, 1)
        assert text_width(line, 12.0) <= width
        rest = name[len(line) - 1 :]
        assert line.endswith("…")
        assert name.startswith(line[:-1])
        assert rest[0] not in "ुीाि्ं\u0301\u200d🚀"
        assert line[-2] not in "्\u200d"
