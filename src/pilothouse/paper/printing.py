"""Packs as PDF: tagged, PDF/A-2a and PDF/UA-1, and the same bytes for the same pack."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

import fontpkg_lato
import typst

from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Pack, Signature


def pdf_of(pack: Pack, signatures: Sequence[Signature] = ()) -> bytes:
    """The pack on paper. Texts go in as data, so that no title can be an instruction to the typesetter."""
    folder = Path(str(files(__package__)))
    compiler = typst.Compiler(str(folder / "pack.typ"), root=str(folder), font_paths=_fonts())
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(page_of(pack, signatures), ensure_ascii=False)},
        timestamp=int(pack.cut_off.timestamp()),
        pdf_standards=["a-2a", "ua-1"],
    )
    return cast(bytes, made)  # one file where the format is PDF


@cache
def _fonts() -> typst.Fonts:
    folder = Path(fontpkg_lato.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
