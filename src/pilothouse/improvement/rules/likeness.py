"""Which known issues read like the one being written."""

from collections.abc import Iterable

from pilothouse.records.rules import search_words

_SHORTEST = 4
_LIKE_ENOUGH = 0.34


def telling_words(text: str, most: int = 3) -> list[str]:
    """The longest words of a text: those that narrow a search most."""
    words = dict.fromkeys(word for word in search_words(text) if len(word) >= _SHORTEST)
    return sorted(words, key=lambda word: -len(word))[:most]


def likeness(text: str, other: str) -> float:
    """Share of telling words that two texts have in common, 0 to 1 (Jaccard)."""
    mine = {word for word in search_words(text) if len(word) >= _SHORTEST}
    yours = {word for word in search_words(other) if len(word) >= _SHORTEST}
    return len(mine & yours) / len(mine | yours) if mine and yours else 0.0


def alike(text: str, others: Iterable[tuple[int, str]], most: int = 3) -> list[int]:
    """Keys of the (key, text) pairs that read most like the text, best first."""
    scored = sorted(((likeness(text, other), key) for key, other in others), reverse=True)
    return [key for score, key in scored if score >= _LIKE_ENOUGH][:most]
