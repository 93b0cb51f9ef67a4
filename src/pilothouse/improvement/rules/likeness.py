"""Which known issues read like the one being written."""

import re
from collections.abc import Sequence

from pilothouse.records.rules import folded
from pilothouse.spc.repeats import nearest

_SHORTEST = 4
_LIKE_ENOUGH = 0.5
_WORD = re.compile(r"\w+")
# Short words tell less, in most languages: the shortest bind others together.
_WEIGHTS = {1: 0.25, 2: 0.25, 3: 0.75}


def _words(text: str) -> dict[str, float]:
    """Each word once, with how much it tells."""
    return {word: _WEIGHTS.get(len(word), 1.0) for word in _WORD.findall(folded(text))}


def telling_words(text: str, most: int = 4) -> list[str]:
    """The longest words of a text: those that narrow a search most."""
    long = [word for word in _words(text) if len(word) >= _SHORTEST]
    return sorted(long, key=lambda word: -len(word))[:most]


def likeness(text: str, title: str) -> float:
    """Share of a title's words that occur in the text, each by how much it tells, 0 to 1: a long report may hold a
    short title. Equal titles are equal, whatever they are made of.
    """
    mine, titled = _words(text), _words(title)
    if not titled:
        return 0.0
    return sum(weight for word, weight in titled.items() if word in mine) / sum(titled.values())


def alike(text: str, known: Sequence[tuple[int, str, str]], most: int = 3) -> list[int]:
    """Keys of the known (key, title, details) that the text reads like, best first: those that share parts of words
    with it in any language, then those whose whole title stands in it.
    """
    whole = [folded(f"{title} {title} {details}") for _key, title, details in known]
    near = [known[place][0] for place in nearest(folded(text), whole, most)]
    titled = sorted(((likeness(text, title), key) for key, title, _details in known), reverse=True)
    return list(dict.fromkeys([*near, *(key for score, key in titled if score >= _LIKE_ENOUGH)]))[:most]
