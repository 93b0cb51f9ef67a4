"""Which known issues read like the one being written."""

import re
from collections.abc import Sequence

from pilothouse.records.rules import folded
from pilothouse.spc.repeats import nearest

_SHORTEST = 4
_LIKE_ENOUGH = 0.5
_WORD = re.compile(r"\w+")


def _words(text: str) -> dict[str, None]:
    return dict.fromkeys(word for word in _WORD.findall(folded(text)) if len(word) >= _SHORTEST)


def telling_words(text: str, most: int = 4) -> list[str]:
    """The longest words of a text: those that narrow a search most."""
    return sorted(_words(text), key=lambda word: -len(word))[:most]


def likeness(text: str, title: str) -> float:
    """Share of a title's telling words that occur in the text, 0 to 1: a long report may hold a short title."""
    mine, titled = _words(text), _words(title)
    return len(mine.keys() & titled.keys()) / len(titled) if titled else 0.0


def alike(text: str, known: Sequence[tuple[int, str, str]], most: int = 3) -> list[int]:
    """Keys of the known (key, title, details) that the text reads like, best first: those that share parts of words
    with it in any language, then those whose whole title stands in it.
    """
    whole = [folded(f"{title} {title} {details}") for _key, title, details in known]
    near = [known[place][0] for place in nearest(folded(text), whole, most)]
    titled = sorted(((likeness(text, title), key) for key, title, _details in known), reverse=True)
    return list(dict.fromkeys([*near, *(key for score, key in titled if score >= _LIKE_ENOUGH)]))[:most]
