"""What the typeface of the paper has not, said in words: one missing sign would spoil the whole PDF. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# What Lato draws: Latin with all its accents, phonetic signs, Greek and Cyrillic, their punctuation, currencies, and
# the signs this product uses.
_DRAWN = (
    "\n\t\u0020-\u007e\u00a0-\u036f\u0374\u0375\u037a-\u037e\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u03d0-\u0486\u0488-\u0513"
    "\u1d00-\u1dca\u1dfe-\u1e9b\u1e9e\u1ea0-\u1ef9\u1f00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d"
    "\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fc4\u1fc6-\u1fd3\u1fd6-\u1fdb\u1fdd-\u1fef\u1ff2-\u1ff4\u1ff6-\u1ffe\u2009\u200b"
    "\u2010\u2012-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u2030\u2032-\u2034\u2039-\u203a\u2044\u2070\u2071\u2074-\u2094\u20a0-\u20b5"
    "\u20b8-\u20ba\u2116\u2122\u2153-\u215e\u2190-\u2199\u2206\u2212\u221a\u221e\u2248\u2260\u2264\u2265\u25b2\u25bc\u25c6\u25cf"
)
UNKNOWN = re.compile(f"[^{_DRAWN}]")
# Words of one script stay together, with the blanks between them.
_RUN = re.compile(f"[^{_DRAWN}](?:[ \u00a0]?[^{_DRAWN}])*")
# Joiners and variation selectors say how the sign before them looks, and are none.
_SILENT = {"Cf", "Mn", "Me", "Mc"}
_LETTERS = {"L", "N"}


def in_words(text: str) -> str:
    """The text with every sign that the typeface has not told in brackets: “[rocket]”, “[4 letters: CJK]”."""
    return _RUN.sub(lambda found: "".join(_told(found.group())), text)


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
