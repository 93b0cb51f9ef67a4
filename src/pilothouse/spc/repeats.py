"""Which texts tell of the same thing? TF-IDF on words and on parts of words, in any language."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array, csr_array, diags_array, hstack
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from pilothouse.spc.series import Floats

# So alike two texts must be to tell of the same thing; how this was found, and what else was tried: docs/radar.md.
LIKE = 0.4
# And so alike to be shown to somebody who judges it.
NEAR = 0.35
_PARTS = (3, 4)
# Scripts that set no blanks between words: there two letters are already a word, and one may be.
_JOINED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNBROKEN = re.compile(f"[{_JOINED}]")
_WORD = re.compile(f"[{_JOINED}]+|[^\\W{_JOINED}]+")
_WORDS_COUNT = 0.4  # of the likeness; the rest is that of parts of words, which sees through endings and compounds
# What stands in no other text can agree with nothing. It counts so much of its weight in the length of a text, or
# languages of many endings and compounds would never be as alike as English.
_ALONE = 0.2
# A text of few words agrees with others by luck: each is taken to be longer by so much of what stands nowhere else, in
# words and in parts. Less where people judge, for who asks asks in few words.
_LITTLE = (4.0, 25.0)
_LITTLE_NEAR = (1.5, 3.0)
# What stands in more texts than these is no sign of likeness, and would compare everything with everything.
_FEW, _SHARE = 500, 0.1
_ROWS = 512
_MOST = 400  # texts among which every one is compared with every other


def repeats(texts: Sequence[str], tags: Sequence[Sequence[str]] = (), threshold: float = LIKE) -> list[list[int]]:
    """Groups of at least two texts (their places) that tell of the same thing, the largest first.

    Texts are compared as they are: fold case and accents before. `tags` are further words of each text that count whole
    (its process, its nature); a tag that many texts have says little. Texts join while they are alike on average
    (average linkage), so that A like B and B like C does not yet make A like C.

    Weaknesses: words, not meaning. Two ways of saying the same without a common word are not found, nor translations;
    and two troubles told in the same words are taken for one. It proposes; people judge.
    """
    same: dict[tuple[str, ...], list[int]] = {}
    for place, text in enumerate(texts):
        same.setdefault((text, *(tags[place] if tags else ())), []).append(place)
    places = list(same.values())
    firsts = [copies[0] for copies in places]
    weights = _vectors([texts[place] for place in firsts], [tags[place] for place in firsts] if tags else ())
    groups = _groups(len(places), *_pairs(weights, threshold), threshold)
    alone = set(range(len(places))) - {each for group in groups for each in group}
    groups += [[each] for each in alone if len(places[each]) > 1 and _WORD.search(texts[firsts[each]])]
    found = [sorted(place for each in group for place in places[each]) for group in groups]
    return sorted(found, key=lambda group: (-len(group), group))


def closest(texts: Sequence[str], others: Sequence[str], threshold: float = NEAR) -> list[dict[int, float]]:
    """For each text the places of the others that are like it, best first, and how like; see `repeats`."""
    weights = _vectors([*texts, *others], (), _LITTLE_NEAR)
    closeness = (weights[: len(texts)] @ weights[len(texts) :].T).toarray()
    found = []
    for row in closeness:
        order = np.argsort(-row, kind="stable")
        found.append({int(place): float(row[place]) for place in order if row[place] >= threshold})
    return found


def held(texts: Sequence[str], titles: Sequence[str]) -> list[list[float]]:
    """For each text, of each title the share of its parts of words that stand in the text, 0 to 1; see `repeats`."""
    cut = [_all_parts(title) for title in titles]
    found = []
    for text in texts:
        having = set(_all_parts(text))
        found.append([sum(part in having for part in parts) / len(parts) if parts else 0.0 for parts in cut])
    return found


def nearest(text: str, others: Sequence[str], most: int = 3, threshold: float = NEAR) -> list[int]:
    """Places of the texts that are most like this one, best first; see `repeats`."""
    return list(closest([text], others, threshold)[0])[:most]


def _vectors(texts: Sequence[str], tags: Sequence[Sequence[str]], little: tuple[float, float] = _LITTLE) -> csr_array:
    """Weights (texts, features), such that the product of two rows is how alike their texts are, 0 to 1."""
    counts = [Counter(_words(text)) for text in texts]
    names = {word: place for place, word in enumerate(dict.fromkeys(word for each in counts for word in each))}
    words = _counted([{names[word]: float(count) for word, count in each.items()} for each in counts], len(names))
    parts = words @ _parts_of(list(names))
    if tags:
        known = {tag: place for place, tag in enumerate(dict.fromkeys(tag for each in tags for tag in each))}
        words = hstack([words, _counted([{known[tag]: 1.0 for tag in each} for each in tags], len(known))], "csr")
    shares = np.sqrt([_WORDS_COUNT, 1.0 - _WORDS_COUNT])
    halves = [_weighed(counts, much) for counts, much in zip((words, parts), little, strict=True)]
    return csr_array(hstack([half * share for half, share in zip(halves, shares, strict=True)], "csr"))


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


def _parts_of(words: Sequence[str]) -> csr_array:
    """How often each part of three or four letters stands in each word, and each letter of an unbroken script."""
    found = [Counter(_cut(word)) for word in words]
    names = {part: place for place, part in enumerate(dict.fromkeys(part for each in found for part in each))}
    return _counted([{names[part]: float(count) for part, count in each.items()} for each in found], len(names))


def _all_parts(text: str) -> list[str]:
    return [part for word in _words(text) for part in _cut(word)]


def _cut(word: str) -> list[str]:
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


Pairs = tuple[NDArray[np.int64], NDArray[np.int64], Floats]


def _pairs(weights: csr_array, threshold: float) -> Pairs:
    """Pairs (one before the other) that are at least so alike, and how alike."""
    having = np.bincount(weights.indices, minlength=weights.shape[1])
    telling = csr_array(weights[:, having <= max(_FEW, _SHARE * weights.shape[0])])
    across = csr_array(telling.T)
    ones, others, values = [], [], []
    for start in range(0, weights.shape[0], _ROWS):
        block = coo_array(telling[start : start + _ROWS] @ across)
        row, column = block.coords[0] + start, block.coords[1]
        kept = (block.data >= threshold) & (row < column)
        ones.append(row[kept].astype(np.int64))
        others.append(column[kept].astype(np.int64))
        values.append(block.data[kept])
    if not ones:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    return np.concatenate(ones), np.concatenate(others), np.concatenate(values)


def _groups(n: int, one: NDArray[np.int64], other: NDArray[np.int64], value: Floats, level: float) -> list[list[int]]:
    """Components of the pairs, each cut where its parts are not alike on average."""
    if not len(one):
        return []
    linked = coo_array((np.ones(len(one)), (one, other)), shape=(n, n))
    _count, label = connected_components(linked, directed=False)
    found: list[list[int]] = []
    order = np.argsort(label[one], kind="stable")
    for piece in np.split(order, np.flatnonzero(np.diff(label[one][order])) + 1):
        members = np.unique(np.concatenate([one[piece], other[piece]]))
        places = (np.searchsorted(members, one[piece]), np.searchsorted(members, other[piece]))
        if len(members) > _MOST and level < 1.0:
            kept = value[piece] >= level + 0.1
            inner = _groups(len(members), places[0][kept], places[1][kept], value[piece][kept], level + 0.1)
        else:
            inner = _cut_apart(len(members), places, value[piece], level)
        found += [[int(members[place]) for place in group] for group in inner]
    return found


def _cut_apart(
    n: int, places: tuple[NDArray[np.int64], NDArray[np.int64]], value: Floats, level: float
) -> list[list[int]]:
    if n > _MOST:
        return [list(range(n))]
    distance = np.ones((n, n))
    distance[places] = distance[places[::-1]] = np.clip(1.0 - value, 0.0, 1.0)
    np.fill_diagonal(distance, 0.0)
    names = fcluster(linkage(squareform(distance, checks=False), "average"), 1.0 - level, "distance")
    groups = [np.flatnonzero(names == name).tolist() for name in range(1, int(names.max()) + 1)]
    return [group for group in groups if len(group) > 1]
