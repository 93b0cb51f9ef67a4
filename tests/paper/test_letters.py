"""Names in any script are set as they are written: on real PDFs, with no empty box, and copied as they stand."""

import json
from pathlib import Path

import pypdfium2
import pytest
import typst

from pilothouse.paper.faces import drawn, families, fonts
from pilothouse.paper.letters import turned
from pilothouse.paper.printing import pdf_of, sheet_of
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
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


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
    said = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    words = "".join(" " if sign in MARKS else sign for sign in said).split()
    assert set(name.split()) <= set(words)


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


def test_a_drawing_tells_other_scripts_in_words_and_its_sheet_sets_them() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="90"><text y="20">{}</text></svg>'
    names = " ".join(NAMES.values())
    words = {"title": names, "sub": "", "keys": [], "alt": names}
    assert sheet_of(drawing.format(names), **words, at=NOW) == sheet_of(drawing.format(names), **words, at=NOW)


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
