"""Names in any script are set as they are written: on real PDFs, with no empty box, and copied as they stand."""

import ctypes
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from pilothouse.charts import Entry, MatrixWords, Sides, x_matrix
from pilothouse.paper.faces import drawn, families, fonts
from pilothouse.paper.letters import turned
from pilothouse.paper.printing import data_of, pdf_of, sheet_of
from pilothouse.reviews.models import Pack
from pilothouse.reviews.operations import freeze_pack
from tests.cast import NOW, act
from tests.stage import Stage

NAMES = {
    "Arabic": "جودة العمليات",
    "Hebrew": "איכות התהליך",
    "Hindi": "गुणवत्ता प्रबंधन",
    "Thai": "คุณภาพการบริการ น้ำ",
    "simplified Chinese": "质量管理部门",
    "traditional Chinese": "品質管理部門",
    "Japanese": "ひらがなカタカナ骨",
    "Korean": "품질 관리",
    "pictures": "🚀 👍🏽 ❤️ 1️⃣ 🇩🇪",
    "signs": "✓ ⌘ ☂",
}
MARKS = "\u2067\u2069\ufeff\u200b\ufffe"
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("among", ["%s", "Ann %s Berg", "%s 12 · 40 %%"])
def test_every_script_is_set_without_an_empty_box(name: str, among: str, tmp_path: Path) -> None:
    text = among % name
    template = tmp_path / "one.typ"
    template.write_text(
        '#let d = json(bytes(sys.inputs.data))\n#set document(title: "x")\n'
        "#set text(font: d.faces, fallback: false)\n#d.text #strong(d.text)"
    )
    given = json.dumps({"text": turned(text), "faces": families(text)})
    made, warnings = typst.Compiler(
        str(template), root=str(tmp_path), font_paths=fonts(), sys_inputs={"data": given}
    ).compile_with_warnings(format="pdf", timestamp=0, pdf_standards=["a-2a", "ua-1"])
    assert (bytes(made)[:5], [one.message for one in warnings]) == (b"%PDF-", [])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for script, name in NAMES.items() if script != "pictures"])
def test_what_is_copied_from_the_paper_is_what_was_written(name: str) -> None:
    """Word by word: which of two words from the right a reader of PDFs takes first in such a line is its own matter."""
    made = sheet_of(EMPTY, title=f"Ann {name} Berg", sub="", keys=[], alt="x", at=NOW)
    assert set(name.split()) <= copied(made)


def copied(paper: bytes) -> set[str]:
    """The words of the last page, as they are copied from it."""
    document = pypdfium2.PdfDocument(paper)
    said = document[len(document) - 1].get_textpage().get_text_range()
    return set("".join(" " if sign in MARKS else sign for sign in said).split())


@pytest.mark.parametrize(
    ("text", "east"),
    [("质量部门", "SC"), ("品質部門", "TC"), ("質量 ひら", "JP"), ("質量 품질", "KR"), ("Ann", "SC")],
)
def test_whose_chinese_signs_is_told_by_the_rest_of_the_text(text: str, east: str) -> None:
    assert f"Noto Sans CJK {east}" in families(text)


def test_what_is_read_from_the_right_moves_no_number_beside_it() -> None:
    assert turned("Ann, 40 %") == "Ann, 40 %"
    assert turned("محمد عبد took it over until 3 May") == "\u2067محمد عبد\u2069 took it over until 3 May"
    assert turned("قسم 12") == "\u2067قسم 12\u2069"


def test_a_key_cap_is_one_sign_around_its_digit() -> None:
    made = sheet_of(EMPTY, title="1️⃣ first", sub="", keys=[], alt="x", at=NOW)
    assert b"NotoEmoji" in made
    assert b"NotoSansSymbols" not in made, "it would draw the key beside the digit"


def test_every_sign_that_is_said_to_be_drawn_is(tmp_path: Path) -> None:
    signs = sorted(drawn() - {"\n", "\t"})
    assert len(signs) > 50_000
    text = [f"a{''.join(signs[at : at + 1])}b" for at in range(0, len(signs), 23)]
    (tmp_path / "all.typ").write_text(
        '#let d = json(bytes(sys.inputs.data))\n#set document(title: "x")\n#set text(font: d.faces)\n#d.text.join(" ")'
    )
    given = json.dumps({"text": text, "faces": families("")})
    compiler = typst.Compiler(str(tmp_path / "all.typ"), font_paths=fonts(), sys_inputs={"data": given})
    assert compiler.compile(format="pdf", timestamp=0, pdf_standards=["a-2a", "ua-1"])


def test_marks_that_no_one_typeface_joins_keep_no_paper_from_being_made() -> None:
    mixed = " ".join(
        base + mark for base in "aبकก品" for mark in "\u064e\u093f\u0e38\u05b8\u0301\u3099\ufe0f\u20e3\u200d"
    )
    words = {"title": mixed, "sub": "", "keys": [], "alt": "x"}
    assert sheet_of(EMPTY, **words, at=NOW)


def named_matrix(name: str) -> str:
    """An X-matrix in which everything bears a name."""
    themes, aims, work, numbers, owners = ([Entry(f"{side}1", f"{side} {name}", f"/{side}/")] for side in "TOAIP")
    return x_matrix(Sides(themes, aims, work, numbers, owners), {("T1", "O1"): True}, MatrixWords())


@pytest.mark.parametrize("name", [*NAMES.values(), "x\u0302 e\u0301 ǆ"], ids=[*NAMES.keys(), "accents"])
def test_the_matrix_names_everything_as_it_is_written(name: str) -> None:
    words: dict[str, Any] = {"title": "X-matrix", "sub": "", "keys": [], "alt": f"{name}: –"}
    made = sheet_of(named_matrix(name), **words, at=NOW)
    assert made == sheet_of(named_matrix(name), **words, at=NOW)
    said = copied(made)
    assert {*"TOAIP", "Themes", "Objectives", "Initiatives", "Indicators", "Owners"} <= said
    assert not any("[" in word for word in said)
    if name != NAMES["pictures"]:  # which are copied sign by sign
        assert set(name.split()) <= said


@pytest.mark.parametrize("name", [*NAMES.values(), "x\u0302 mg"], ids=[*NAMES.keys(), "accents"])
def test_a_chart_names_its_unit_of_measure_as_it_is_written(stage: Stage, name: str) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    body = json.loads(pack.body)
    for figure in body["figures"]:
        figure["unit_of_measure"] = name
    pack.body = json.dumps(body)
    assert not json.loads(data_of(pack, [], None))["missing"]
    pages = pypdfium2.PdfDocument(pdf_of(pack))
    charts = [page.get_textpage().get_text_range() for page in pages if "mean" in page.get_textpage().get_text_range()]
    lines = ["".join(sign for sign in line if sign not in MARKS) for page in charts for line in page.splitlines()]
    assert [line for line in lines if sorted(line.split()) == sorted(name.split())], "above the axis it stands alone"


def test_whatever_stands_in_a_drawing_it_is_one_figure_with_one_description() -> None:
    words: dict[str, Any] = {"title": "X-matrix", "sub": "", "keys": [], "alt": "T 質量: –"}
    page = pypdfium2.PdfDocument(sheet_of(named_matrix("質量"), **words, at=NOW))[0]
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    tops = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
    told = [one for top in tops for one in elements(top)]
    assert [alt for kind, alt in told if kind == "Figure" and alt.startswith("T")] == ["T 質量: –"]
    assert not [kind for kind, _alt in told if kind == "P"][2:], "no text of the drawing is told by itself"


def elements(top: Any) -> Iterator[tuple[str, str]]:
    """Kind and description of an element of a tagged PDF, and of all within."""
    yield told_by(raw.FPDF_StructElement_GetType, top), told_by(raw.FPDF_StructElement_GetAltText, top)
    for at in range(raw.FPDF_StructElement_CountChildren(top)):
        inner = raw.FPDF_StructElement_GetChildAtIndex(top, at)
        yield from elements(inner) if inner else ()


def told_by(asked: Any, element: Any) -> str:
    room = ctypes.create_string_buffer(size := asked(element, None, 0) or 2)
    asked(element, room, size)
    return room.raw[: size - 2].decode("utf-16-le")


def test_a_pack_full_of_names_is_the_same_twice(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    plain = pdf_of(pack)
    said = json.dumps(" · ".join(NAMES.values()), ensure_ascii=False)
    full = Pack.objects.get(pk=pack.pk)
    full.body = full.body.replace('"summary":""', f'"summary":{said}')
    assert full.body != pack.body
    made = pdf_of(full)
    assert made == pdf_of(full)
    for face in (b"Amiri", b"Sarabun", b"NotoSansHebrew", b"NotoSansDevanagari", b"NotoSansCJK", b"NotoEmoji"):
        assert face in made.replace(b" ", b"")
        assert face not in plain.replace(b" ", b""), "a typeface that nothing needs is not put in"


def test_a_mark_of_the_order_of_bytes_that_somebody_pasted_keeps_no_paper_from_being_made() -> None:
    words = {"title": "\ufeffFly on\ufefftime", "sub": "\ufeff", "keys": [], "alt": "x"}
    made = sheet_of(EMPTY, **words, at=NOW)
    assert "Fly ontime" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
