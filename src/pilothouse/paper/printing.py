"""Packs as PDF: tagged, PDF/A-2a and PDF/UA-1, and the same bytes for the same pack."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import typst

from pilothouse.paper.drawing import picture_of
from pilothouse.paper.faces import families, fonts
from pilothouse.paper.letters import in_words, turned
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Pack, Signature

# Latin, Greek and Cyrillic; what breaks between any two signs needs no help, and what joins them bears none.
_LONG = re.compile(r"[!-\u058f]{20}")
_PERCENT = re.compile(r"(?<=\d) %")


def pdf_of(pack: Pack, signatures: Sequence[Signature] = (), *, later: Pack | None = None) -> bytes:
    """The pack on paper; `later` is the pack of the same review that came after it. Texts go in as data, so that no
    title can be an instruction to the typesetter.
    """
    return _set("pack.typ", lambda plain: data_of(pack, signatures, later, plain=plain), pack.cut_off)


Note = tuple[str, str, Sequence[tuple[str, str]]]


def sheet_of(
    svg: str, *, title: str, sub: str, keys: Sequence[tuple[bool, str]], alt: str, at: datetime,
    notes: Sequence[Note] = (),
) -> bytes:  # fmt: skip
    """A drawing on one A3 sheet, with what it shows in words (`alt`); `keys` say what a full dot and a ring mean,
    `notes` how it is read: heading, a sentence or "", and lines of where and what.
    """
    told: dict[str, Any] = {"picture": picture_of(svg), "title": title, "sub": sub, "alt": alt}
    told["keys"] = [{"full": full, "words": words} for full, words in keys]
    told["notes"] = [
        {"head": head, "how": how, "lines": [{"where": where, "what": what} for where, what in lines]}
        for head, how, lines in notes
    ]
    faces = {"faces": families(json.dumps(told, ensure_ascii=False))}
    return _set("drawn.typ", lambda plain: json.dumps(_printable(told, plain) | faces, ensure_ascii=False), at)


def typesetter(template: str, data: str) -> typst.Compiler:
    """What sets a template with its data; it can also be asked what stands where."""
    folder = Path(str(files(__package__)))
    return typst.Compiler(str(folder / template), root=str(folder), font_paths=fonts(), sys_inputs={"data": data})


def _set(template: str, data: Callable[[bool], str], at: datetime) -> bytes:
    """The PDF; where signs stand together that no one typeface joins (a mark of one script on a letter of another),
    with all that Lato has not in words: what somebody typed must never keep a pack from being printed.
    """
    try:
        return _compiled(template, data(False), at)
    except typst.TypstError:
        return _compiled(template, data(True), at)


def _compiled(template: str, data: str, at: datetime) -> bytes:
    made = typesetter(template, data).compile(
        format="pdf",
        timestamp=int(at.timestamp()),
        pdf_standards=["a-2a", "ua-1"],
    )
    return cast(bytes, made)  # one file where the format is PDF


def data_of(pack: Pack, signatures: Sequence[Signature], later: Pack | None, *, plain: bool = False) -> str:
    """What the typesetter is given: every text, with what no typeface has told in words; `plain`: what Lato has not."""
    page = page_of(pack, signatures, later)
    text = json.dumps(page, ensure_ascii=False)
    # These are copied from paper and compared: nothing invisible may stand in them.
    exact = {name: page[name] for name in ("digest", "checkpoint")}
    missing = any(in_words(one, plain=plain) != one for one in _strings(page))
    given = _printable(page, plain) | exact | {"missing": missing, "faces": families(text)}
    return json.dumps(given, ensure_ascii=False)


def _printable(told: Any, plain: bool) -> Any:
    if isinstance(told, dict):
        return {name: _printable(value, plain) for name, value in told.items()}
    if isinstance(told, list):
        return [_printable(value, plain) for value in told]
    if not isinstance(told, str):
        return told
    if told.startswith("<svg"):
        return told
    # Very long words would run over what stands beside them, and a number is one with its sign.
    return turned(_LONG.sub("\\g<0>\u200b", _PERCENT.sub("\u00a0%", in_words(told, plain=plain))))


def _strings(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for value in told.values() if isinstance(told, dict) else told:
            yield from _strings(value)
