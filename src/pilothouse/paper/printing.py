"""Packs as PDF: tagged, PDF/A-2a and PDF/UA-1, and the same bytes for the same pack."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import fontpkg_lato
import typst

from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Pack, Signature

# What Lato draws: Latin, Greek and Cyrillic with their punctuation, currencies, and the signs this product uses.
_UNKNOWN = re.compile(
    "[^\n\t\u0020-\u007e\u00a0-\u017f\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0401-\u040c\u040e-\u044f\u0451-\u045c"
    "\u045e\u045f\u2009\u200b\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u2030\u2039\u203a\u20ac\u2122\u2190-\u2193\u2206"
    "\u2212\u2248\u2260\u2264\u2265\u25b2\u25bc\u25c6]"
)
_LONG = re.compile(r"\S{20}")


def pdf_of(pack: Pack, signatures: Sequence[Signature] = ()) -> bytes:
    """The pack on paper. Texts go in as data, so that no title can be an instruction to the typesetter."""
    return _set("pack.typ", page_of(pack, signatures), pack.cut_off)


def sheet_of(svg: str, *, title: str, sub: str, notes: str, alt: str, at: datetime) -> bytes:
    """A drawing on one A3 sheet, with what it shows in words (`alt`)."""
    return _set("drawn.typ", {"svg": svg, "title": title, "sub": sub, "notes": notes, "alt": alt}, at)


def _set(template: str, told: dict[str, Any], at: datetime) -> bytes:
    folder = Path(str(files(__package__)))
    compiler = typst.Compiler(str(folder / template), root=str(folder), font_paths=_fonts())
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(_printable(told), ensure_ascii=False)},
        timestamp=int(at.timestamp()),
        pdf_standards=["a-2a", "ua-1"],
    )
    return cast(bytes, made)  # one file where the format is PDF


def _printable(told: Any) -> Any:
    """The same with a visible mark for each character that the typeface has not: one would spoil the whole PDF."""
    if isinstance(told, dict):
        return {name: _printable(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_printable(value) for value in told]
    if not isinstance(told, str):
        return told
    # Very long words would run over what stands beside them; charts are drawings and have none.
    text = _UNKNOWN.sub(lambda found: f"[U+{ord(found.group()):04X}]", told)
    return text if text.startswith("<svg") else _LONG.sub("\\g<0>\u200b", text)


@cache
def _fonts() -> typst.Fonts:
    folder = Path(fontpkg_lato.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
