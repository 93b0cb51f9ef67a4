"""What known issues and risks read like a text: by parts of words, so that endings and compounds do not hide it."""

import re
from collections.abc import Sequence

from pilothouse.records.rules import folded
from pilothouse.spc.resemblance import closest, held

_SHORTEST = 4
# Of a title so much stands in a text that tells of the same.
HELD = 0.5
_WORD = re.compile(r"\w+")


def telling_words(text: str, most: int = 4) -> list[str]:
    """The longest words of a text: those that narrow a search most."""
    long = dict.fromkeys(word for word in _WORD.findall(folded(text)) if len(word) >= _SHORTEST)
    return sorted(long, key=lambda word: -len(word))[:most]


def resembling(texts: Sequence[str], known: Sequence[tuple[str, str]]) -> list[list[int]]:
    """For each text the places of the known (title, details) that read like it, best first: those that share parts of
    words with it, then those whose title stands in it, for a long report may hold a short one.
    """
    mine, titles = [folded(text) for text in texts], [folded(title) for title, _details in known]
    # The title is what people call it: it counts twice.
    whole = [folded(f"{title} {title} {details}") for title, details in known]
    found = []
    for close, shares in zip(closest(mine, whole), held(mine, titles), strict=True):
        titled = sorted((place for place, share in enumerate(shares) if share >= HELD), key=lambda at: -shares[at])
        found.append(list(dict.fromkeys([*close, *titled])))
    return found


def alike(text: str, known: Sequence[tuple[int, str, str]], most: int = 3) -> list[int]:
    """Keys of the known (key, title, details) that the text reads like, best first."""
    (places,) = resembling([text], [(title, details) for _key, title, details in known])
    return [known[place][0] for place in places[:most]]
