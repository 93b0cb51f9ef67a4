"""Which texts of many tell of the same trouble, and which perhaps do? Grouped by how alike they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from pilothouse.spc.resemblance import tells, vectors
from pilothouse.spc.series import Floats

# So alike two texts must be to tell of the same thing, and to be shown to somebody who judges whether they do; how
# these were found, and what else was tried: docs/radar.md.
LIKE, PERHAPS = 0.4, 0.34
# What stands in more texts than these is no sign of likeness, and would compare everything with everything.
_FEW, _SHARE = 500, 0.1
_ROWS = 512
_MOST = 400  # texts among which every one is compared with every other
_MOST_PERHAPS = 5_000
# So unlike that no average over that many makes up for it.
_NEVER = -1e6


@dataclass(frozen=True)
class Repeats:
    """Groups of at least two texts (their places), the largest first; and pairs (a place, a later one, how alike) that
    no group holds and that are alike enough to be judged by somebody, best first.
    """

    groups: list[list[int]]
    perhaps: list[tuple[int, int, float]]


def repeats(
    texts: Sequence[str],
    tags: Sequence[Sequence[str]] = (),
    threshold: float = LIKE,
    apart: Iterable[tuple[int, int]] = (),
) -> Repeats:
    """Texts that tell of the same thing, and those that perhaps do; texts and tags as in `vectors`.

    Texts join while they are alike on average (average linkage), so that A like B and B like C does not yet make A like
    C. Pairs `apart` (places) are known to tell of different things: no group holds both.

    Weaknesses: words, not meaning. Two ways of saying the same without a common word are not found, nor translations;
    and two troubles told in the same words are taken for one. It proposes; people judge.
    """
    told_apart = {(min(pair), max(pair)) for pair in apart}
    judged = {place for pair in told_apart for place in pair}
    same: dict[tuple[str, ...], list[int]] = {}
    for place, text in enumerate(texts):
        # What reads the same is looked at once, unless somebody has told it from something else.
        own = (str(place),) if place in judged else ()
        same.setdefault((text, *(tags[place] if tags else ()), *own), []).append(place)
    places = list(same.values())
    firsts = [copies[0] for copies in places]
    weights = vectors([texts[place] for place in firsts], [tags[place] for place in firsts] if tags else ())
    at = {first: number for number, first in enumerate(firsts)}
    pairs = _without(_pairs(weights, min(threshold, PERHAPS)), [(at[one], at[other]) for one, other in told_apart])
    groups = _groups(len(places), *_above(pairs, threshold), threshold)
    perhaps = _between(pairs, groups, firsts)
    alone = set(range(len(places))) - {each for group in groups for each in group}
    groups += [[each] for each in alone if len(places[each]) > 1 and tells(texts[firsts[each]])]
    found = [sorted(place for each in group for place in places[each]) for group in groups]
    return Repeats(sorted(found, key=lambda group: (-len(group), group)), perhaps)


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


def _without(pairs: Pairs, apart: Sequence[tuple[int, int]]) -> Pairs:
    """The pairs with those told apart as unlike as can be, also where they were too unlike to be among them."""
    if not apart:
        return pairs
    one, other, value = pairs
    first, second = np.array(apart, dtype=np.int64).reshape(-1, 2).T
    first, second = np.minimum(first, second), np.maximum(first, second)
    wide = 1 + max(int(other.max(initial=0)), int(second.max()))
    kept = ~np.isin(one * wide + other, first * wide + second)
    never = np.full(len(first), _NEVER)
    return np.append(one[kept], first), np.append(other[kept], second), np.append(value[kept], never)


def _above(pairs: Pairs, level: float) -> Pairs:
    """Pairs that are at least so alike, and those told apart, which the cutting has to know."""
    one, other, value = pairs
    kept = (value >= level) | (value < 0.0)
    return one[kept], other[kept], value[kept]


def _between(pairs: Pairs, groups: Sequence[Sequence[int]], firsts: Sequence[int]) -> list[tuple[int, int, float]]:
    """Pairs that are alike enough to be judged and that no group holds, best first."""
    home = np.arange(len(firsts), dtype=np.int64)
    for number, group in enumerate(groups, len(firsts)):
        home[group] = number
    one, other, value = pairs
    open_ = np.flatnonzero((value >= PERHAPS) & (home[one] != home[other]))
    best = open_[np.argsort(-value[open_], kind="stable")][:_MOST_PERHAPS]
    rows = zip(one[best].tolist(), other[best].tolist(), value[best].tolist(), strict=True)
    return [(*sorted((firsts[first], firsts[second])), alike) for first, second, alike in rows]


def _groups(n: int, one: NDArray[np.int64], other: NDArray[np.int64], value: Floats, level: float) -> list[list[int]]:
    """Components of the pairs, each cut where its parts are not alike on average."""
    like = value > 0.0
    if not like.any():
        return []
    linked = coo_array((np.ones(like.sum()), (one[like], other[like])), shape=(n, n))
    _count, label = connected_components(linked, directed=False)
    within = label[one] == label[other]
    one, other, value = one[within], other[within], value[within]
    found: list[list[int]] = []
    order = np.argsort(label[one], kind="stable")
    for piece in np.split(order, np.flatnonzero(np.diff(label[one][order])) + 1):
        members = np.unique(np.concatenate([one[piece], other[piece]]))
        places = (np.searchsorted(members, one[piece]), np.searchsorted(members, other[piece]))
        if len(members) > _MOST and level < 1.0:
            inner = _groups(len(members), *_above((*places, value[piece]), level + 0.1), level + 0.1)
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
    distance[places] = distance[places[::-1]] = np.maximum(1.0 - value, 0.0)
    np.fill_diagonal(distance, 0.0)
    names = fcluster(linkage(squareform(distance, checks=False), "average"), 1.0 - level, "distance")
    groups = [np.flatnonzero(names == name).tolist() for name in range(1, int(names.max()) + 1)]
    return [group for group in groups if len(group) > 1]
