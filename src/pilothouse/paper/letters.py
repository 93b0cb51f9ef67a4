"""What no typeface of the paper has, said in words: one missing sign would spoil the whole PDF. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.paper.faces import drawn

# Joiners and variation selectors say how the sign before them looks, and are none.
_SILENT = {"Cf", "Mn", "Me", "Mc"}
_LETTERS = {"L", "N"}
# Hebrew, Arabic and their kin are read from the right; letters of any other script are not.
_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_OTHER = r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RUN = re.compile(f"{_RIGHT}(?:(?:(?!{_OTHER}).)*{_RIGHT})?", re.DOTALL)


def in_words(text: str, *, plain: bool = False) -> str:
    """The text with every sign that no typeface has told in brackets: “[sign U+E000]”; `plain`: that Lato has not."""
    strange = set(text) - drawn(own=plain)
    if not strange:
        return text
    sign = f"[{re.escape(''.join(sorted(strange)))}][\u200d\ufe0e\ufe0f]*"
    # Words of one script stay together, with the blanks between them.
    return re.sub(f"{sign}(?:[ \u00a0]?{sign})*", lambda found: "".join(_told(found.group())), text)


def turned(text: str) -> str:
    """The text with what is read from the right set apart, so that numbers and signs beside it stay where they are.

    Without a letter of another script the whole is set apart: a number in such a name is part of it.
    """
    if not re.search(_RIGHT, text):
        return text
    if not re.search(_OTHER, text):
        return f"\u2067{text}\u2069"
    return _RUN.sub("\u2067\\g<0>\u2069", text)


def _told(run: str) -> Iterator[str]:
    signs = [sign for sign in run if not sign.isspace() and unicodedata.category(sign) not in _SILENT]
    for script, alike in groupby(signs, _script):
        several = list(alike)
        if script:
            count = len(several)
            words = {"count": count, "script": script}
            yield "[" + ngettext("%(count)d letter: %(script)s", "%(count)d letters: %(script)s", count) % words + "]"
        else:
            yield from (f"[{_name(sign)}]" for sign in several)


def _script(sign: str) -> str:
    """What letters are called together: “Arabic”, “CJK”; "" for a sign that stands for itself."""
    if unicodedata.category(sign)[0] not in _LETTERS:
        return ""
    name = unicodedata.name(sign, "").partition(" ")[0]
    return name if name == "CJK" else name.capitalize()


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower() or _("sign %s") % f"U+{ord(sign):04X}"
