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

from pilothouse.paper.letters import UNKNOWN, in_words
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Pack, Signature

_LONG = re.compile(r"\S{20}")
_PERCENT = re.compile(r"(?<=\d) %")


def pdf_of(pack: Pack, signatures: Sequence[Signature] = (), *, later: Pack | None = None) -> bytes:
    """The pack on paper; `later` is the pack of the same review that came after it. Texts go in as data, so that no
    title can be an instruction to the typesetter.
    """
    return _set("pack.typ", data_of(pack, signatures, later), pack.cut_off)


def sheet_of(svg: str, *, title: str, sub: str, keys: Sequence[tuple[bool, str]], alt: str, at: datetime) -> bytes:
    """A drawing on one A3 sheet, with what it shows in words (`alt`); `keys` say what a full dot and a ring mean."""
    told: dict[str, Any] = {"svg": svg, "title": title, "sub": sub, "alt": alt}
    told["keys"] = [{"full": full, "words": words} for full, words in keys]
    return _set("drawn.typ", json.dumps(_printable(told), ensure_ascii=False), at)


def typesetter(template: str, data: str) -> typst.Compiler:
    """What sets a template with its data; it can also be asked what stands where."""
    folder = Path(str(files(__package__)))
    return typst.Compiler(str(folder / template), root=str(folder), font_paths=_fonts(), sys_inputs={"data": data})


def _set(template: str, data: str, at: datetime) -> bytes:
    made = typesetter(template, data).compile(
        format="pdf",
        timestamp=int(at.timestamp()),
        pdf_standards=["a-2a", "ua-1"],
    )
    return cast(bytes, made)  # one file where the format is PDF


def data_of(pack: Pack, signatures: Sequence[Signature], later: Pack | None) -> str:
    """What the typesetter is given: every text, with what the typeface has not told in words."""
    page = page_of(pack, signatures, later)
    missing = bool(UNKNOWN.search(json.dumps(page, ensure_ascii=False)))
    # These are copied from paper and compared: nothing invisible may stand in them.
    exact = {name: page[name] for name in ("digest", "checkpoint")}
    return json.dumps(_printable(page) | exact | {"missing": missing}, ensure_ascii=False)


def _printable(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _printable(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_printable(value) for value in told]
    if not isinstance(told, str):
        return told
    text = in_words(told)
    # Very long words would run over what stands beside them, and a number is one with its sign; charts are drawings.
    return text if text.startswith("<svg") else _LONG.sub("\\g<0>\u200b", _PERCENT.sub("\u00a0%", text))


@cache
def _fonts() -> typst.Fonts:
    folder = Path(fontpkg_lato.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
