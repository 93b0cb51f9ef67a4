"""The documents that the help shows. `texts/` links to them in docs/, so that a built package carries them and nothing
is written twice.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pilothouse.web.records.markdown import rendered

_FOLDER = Path(__file__).parent / "texts"
# Columns of the table of words that help nobody who reads a screen: where a word stands in the code.
_CODE = "In the code"


@dataclass(frozen=True)
class Text:
    """One document: the name of its file and page, what it is called, and for whom it is."""

    name: str
    label: Any
    purpose: Any


TEXTS = (
    Text("leaders", _("Guide for leaders"), _("The bridge, signals, decisions and reviews, in ten minutes.")),
    Text("daily-work", _("Daily work"), _("Reporting, answering, entering values: for everybody else.")),
    Text("words", _("Words"), _("What each word means here, and what the standard calls it.")),
)
BY_NAME = {text.name: text for text in TEXTS}


@cache
def shown(name: str) -> tuple[str, SafeString]:
    """Title and body of a document as markup, read once. Pictures and links to files that are not here fall away."""
    title, _break, body = (_FOLDER / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    return title.lstrip("# "), rendered("\n".join(_for_readers(body.splitlines())))


def _for_readers(lines: list[str]) -> list[str]:
    """Lines without pictures, and tables without their column for developers."""
    kept = [line for line in lines if not line.startswith("![")]
    wide = next((line.count("|") for line in kept if _CODE in line), 0)
    return [
        f"{line.rstrip().rstrip('|').rpartition('|')[0]}|" if wide and _is_row(line, wide) else line for line in kept
    ]


def _is_row(line: str, bars: int) -> bool:
    return line.startswith("|") and line.count("|") == bars
