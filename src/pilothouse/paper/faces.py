"""The typefaces of the paper: Lato, and one for every script that it has not; all from packages, none of the system."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType

import fontpkg_amiri
import fontpkg_lato
import fontpkg_sarabun
import manimgx_fonts
import manimgx_fonts_cjk
import typst

from pilothouse.paper.coverage import signs_of

OWN = "Lato"
# Of Arabic and Thai the Noto faces draw dots and vowels as signs of their own, which come out doubled when the text is
# copied from the PDF: these two stand before them. The typesetter's own Libertinus draws the triangles of a change.
_FIRST = (OWN, "Noto Sans", "Noto Sans Hebrew", "Libertinus Serif", "Amiri", "Sarabun")
_SCRIPTS = (
    "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala",
    "Thai", "Lao", "Khmer", "Myanmar", "Georgian", "Armenian", "Ethiopic", "Arabic",
)  # fmt: skip
# The emoji before the symbols, whose key caps stand beside their digit.
_LAST = ("Noto Emoji", "Noto Sans Symbols")
_KANA, _HANGUL, _HAN = "[\u3041-\u30ff]", "[\u1100-\u11ff\uac00-\ud7a3]", "[\u4e00-\u9fff]"
# What turns the direction of all that follows it, for the paper turns by itself; and the mark of the order of bytes,
# which no PDF that is to last may hold.
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x2070), 0xFEFF}


def families(text: str) -> list[str]:
    """The names of the typefaces for a text, in the order in which they are asked for a sign."""
    return [*_FIRST, *(f"Noto Sans {script}" for script in _SCRIPTS), f"Noto Sans CJK {_east(text)}", *_LAST]


def _east(text: str) -> str:
    """Whose Chinese signs: one code stands for shapes that differ, and only the rest of the text says whose.

    Kana is Japanese, Hangul Korean; of Chinese alone, traditional where more signs are
    only in Big5 than only in GB 2312.
    """
    if re.search(_KANA, text):
        return "JP"
    if re.search(_HANGUL, text):
        return "KR"
    signs = set(re.findall(_HAN, text))
    old, new = ({sign for sign in signs if _has(sign, code)} for code in ("big5", "gb2312"))
    return "TC" if len(old - new) > len(new - old) else "SC"


def _has(sign: str, code: str) -> bool:
    return bool(sign.encode(code, "ignore"))


@cache
def fonts() -> typst.Fonts:
    """All typefaces, for the typesetter, with those that it brings along."""
    places = [str(folder) for folder in _folders()]
    return typst.Fonts(include_system_fonts=False, font_paths=places)


@cache
def drawn(own: bool = False) -> frozenset[str]:
    """Every sign that the typefaces draw; `own`: that Lato alone draws."""
    files = [path for folder in _folders()[: 1 if own else None] for path in sorted(folder.iterdir())]
    found = set[int]().union(*(signs_of(path) for path in files if path.suffix in {".ttf", ".ttc"}))
    signs = (chr(code) for code in found - _TURNING)
    return frozenset(sign for sign in signs if unicodedata.category(sign) not in {"Cc", "Co", "Cs"}) | {"\n", "\t"}


def _folders() -> list[Path]:
    packaged = [_beside(package) / "files" for package in (fontpkg_lato, fontpkg_amiri, fontpkg_sarabun)]
    return [*packaged, _beside(manimgx_fonts), _beside(manimgx_fonts_cjk)]


def _beside(package: ModuleType) -> Path:
    return Path(str(package.__file__)).parent
