"""Which known issues read like the one being written."""

import re
from collections.abc import Iterable

from pilothouse.records.rules import folded

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


def alike(text: str, titles: Iterable[tuple[int, str]], most: int = 3) -> list[int]:
    """Keys of the (key, title) pairs that the text reads like, best first."""
    scored = sorted(((likeness(text, title), key) for key, title in titles), reverse=True)
    return [key for score, key in scored if score >= _LIKE_ENOUGH][:most]
