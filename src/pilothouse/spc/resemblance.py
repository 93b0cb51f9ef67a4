"""How alike are texts? TF-IDF on the beginnings of words and on parts of words, in any language."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy.sparse import csr_array, diags_array, hstack

# So alike a text must be to be shown to somebody who judges it; how this was found, and what else was tried:
# docs/radar.md.
NEAR = 0.36
_PARTS = (3, 4)
# Scripts that set no blanks between words: there two letters are already a word, and one may be.
_JOINED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNBROKEN = re.compile(f"[{_JOINED}]")
_WORD = re.compile(f"[{_JOINED}]+|[^\\W{_JOINED}]+")
# Words that begin alike are one word: a stemmer for every language at once, cruder than one for each and needing none.
_BEGINNING = 4
_WORDS_COUNT = 0.4  # of the likeness; the rest is that of parts of words, which sees through endings and compounds
# What stands in no other text can agree with nothing. It counts so much of its weight in the length of a text, or
# languages of many endings and compounds would never be as alike as English.
_ALONE = 0.2
# A text of few words agrees with others by luck: each is taken to be longer by so much of what stands nowhere else, in
# words and in parts. Less where people judge, for who asks asks in few words.
_LITTLE = (4.0, 25.0)
_LITTLE_NEAR = (1.5, 3.0)


def vectors(
    texts: Sequence[str], tags: Sequence[Sequence[str]] = (), little: tuple[float, float] = _LITTLE
) -> csr_array:
    """Weights (texts, features), such that the product of two rows is how alike their texts are, 0 to 1.

    Texts are compared as they are: fold case and accents before. `tags` are further words of each text that count whole
    (its process, its nature); a tag that many texts have says little.
    """
    counts = [Counter(_words(text)) for text in texts]
    names = {word: place for place, word in enumerate(dict.fromkeys(word for each in counts for word in each))}
    whole = _counted([{names[word]: float(count) for word, count in each.items()} for each in counts], len(names))
    words, parts = whole @ _holding(names, _beginning), whole @ _holding(names, _cut)
    if tags:
        known = {tag: place for place, tag in enumerate(dict.fromkeys(tag for each in tags for tag in each))}
        words = hstack([words, _counted([{known[tag]: 1.0 for tag in each} for each in tags], len(known))], "csr")
    shares = np.sqrt([_WORDS_COUNT, 1.0 - _WORDS_COUNT])
    halves = [_weighed(counts, much) for counts, much in zip((words, parts), little, strict=True)]
    return csr_array(hstack([half * share for half, share in zip(halves, shares, strict=True)], "csr"))


def tells(text: str) -> bool:
    """Is there a word in it?"""
    return _WORD.search(text) is not None


def closest(texts: Sequence[str], others: Sequence[str], threshold: float = NEAR) -> list[dict[int, float]]:
    """For each text the places of the others that are like it, best first, and how like; see `vectors`."""
    weights = vectors([*texts, *others], little=_LITTLE_NEAR)
    closeness = (weights[: len(texts)] @ weights[len(texts) :].T).toarray()
    found = []
    for row in closeness:
        order = np.argsort(-row, kind="stable")
        found.append({int(place): float(row[place]) for place in order if row[place] >= threshold})
    return found


def held(texts: Sequence[str], titles: Sequence[str]) -> list[list[float]]:
    """For each text, of each title the share of its parts of words that stand in the text, 0 to 1; see `vectors`."""
    cut = [_all_parts(title) for title in titles]
    found = []
    for text in texts:
        having = set(_all_parts(text))
        found.append([sum(part in having for part in parts) / len(parts) if parts else 0.0 for parts in cut])
    return found


def nearest(text: str, others: Sequence[str], most: int = 3, threshold: float = NEAR) -> list[int]:
    """Places of the texts that are most like this one, best first; see `vectors`."""
    return list(closest([text], others, threshold)[0])[:most]


def _words(text: str) -> list[str]:
    """The words of a text; where a script sets no blanks, every two letters that stand together."""
    found: list[str] = []
    for word in _WORD.findall(text):
        unbroken = len(word) > 2 and _UNBROKEN.match(word)
        found += [word[at : at + 2] for at in range(len(word) - 1)] if unbroken else [word]
    return found


def _counted(rows: Sequence[dict[int, float]], width: int) -> csr_array:
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([column for row in rows for column in row], dtype=np.int64)
    values = np.array([value for row in rows for value in row.values()], dtype=np.float64)
    return csr_array((values, columns, ends), shape=(len(rows), width))


def _holding(words: Iterable[str], pieces: Callable[[str], list[str]]) -> csr_array:
    """How often each piece stands in each word."""
    found = [Counter(pieces(word)) for word in words]
    names = {piece: place for place, piece in enumerate(dict.fromkeys(piece for each in found for piece in each))}
    return _counted([{names[piece]: float(count) for piece, count in each.items()} for each in found], len(names))


def _all_parts(text: str) -> list[str]:
    return [part for word in _words(text) for part in _cut(word)]


def _beginning(word: str) -> list[str]:
    return [word if _UNBROKEN.match(word) else word[:_BEGINNING]]


def _cut(word: str) -> list[str]:
    """The parts of three or four letters, and each letter of an unbroken script."""
    if _UNBROKEN.match(word):
        return [word, *word] if len(word) > 1 else [word]
    framed = f" {word} "
    return [framed[at : at + size] for size in _PARTS for at in range(len(framed) - size + 1)]


def _weighed(counts: csr_array, little: float) -> csr_array:
    """TF-IDF with a damped count and a smooth inverse frequency (Salton & Buckley 1988), each row over its length: that
    of what it could share with others, and `little` times what stands alone.
    """
    if not counts.shape[1]:
        return counts
    weights = csr_array(counts, copy=True)
    weights.data = 1.0 + np.log(weights.data)
    having = np.bincount(weights.indices, minlength=counts.shape[1])
    rarity = np.log((1.0 + counts.shape[0]) / (1.0 + having)) + 1.0
    weights = csr_array(weights @ diags_array(rarity))
    rarest = np.log((1.0 + counts.shape[0]) / 2.0) + 1.0
    length = np.sqrt(weights.multiply(weights) @ np.where(having == 1, _ALONE, 1.0) + little * rarest)
    return csr_array(diags_array(1.0 / length) @ weights)
