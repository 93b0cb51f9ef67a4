"""What people have said of issues, before what their words tell: linked ones are one trouble, others are none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

Pair = tuple[int, int]


class _Troubles:
    """Which issues are one trouble by now; each is one of its own until it is joined."""

    def __init__(self, apart: Iterable[Pair]) -> None:
        self._home: dict[int, int] = {}
        self._within: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def of(self, key: int) -> set[int]:
        return self._within.setdefault(self._home.setdefault(key, key), {key})

    def parted(self, one: int, other: int) -> bool:
        """Has somebody told an issue of the one trouble from one of the other?"""
        there = self.of(other)
        return any(self._apart[key] & there for key in self.of(one) if key in self._apart)

    def join(self, one: int, other: int) -> None:
        mine, theirs = self.of(one), self.of(other)
        if mine is theirs:
            return
        gone = self._home[other]
        for key in theirs:
            self._home[key] = self._home[one]
        mine |= self._within.pop(gone)

    def all(self) -> list[set[int]]:
        return list(self._within.values())


def troubles_of(groups: Iterable[Sequence[int]], same: Iterable[Pair], apart: Iterable[Pair]) -> list[list[int]]:
    """Issues (keys) of one trouble, at least two, the largest trouble first: those that people linked (`same`), and
    those of one group by words. Groups that a link ties are one; words join nothing that somebody told `apart`.
    """
    known = _Troubles(apart)
    for one, other in same:
        known.join(one, other)
    for group in groups:
        rest = list(group)
        while rest:
            first, *others = rest
            rest = []
            for key in others:
                if known.parted(first, key):
                    rest.append(key)
                else:
                    known.join(first, key)
    return sorted((sorted(one) for one in known.all() if len(one) > 1), key=lambda one: (-len(one), one))


def held_together(same: Iterable[Pair]) -> dict[int, int]:
    """Of each issue that people tied to another, directly or over others, the lowest key of those it is tied to so."""
    return {key: trouble[0] for trouble in troubles_of([], same, []) for key in trouble}


def to_be_judged(
    pairs: Iterable[tuple[int, int, float]], troubles: Iterable[Sequence[int]], apart: Iterable[Pair]
) -> list[tuple[int, int, float]]:
    """Of pairs (issue, issue, how alike) those that nobody has judged, best first: of two troubles the best one alone,
    and none of two of which any issues were told apart.
    """
    home = {key: trouble[0] for trouble in troubles for key in trouble}

    def between(one: int, other: int) -> frozenset[int]:
        return frozenset((home.get(one, one), home.get(other, other)))

    seen = {between(one, other) for one, other in apart}
    found = []
    for one, other, likeness in sorted(pairs, key=lambda pair: -pair[2]):
        both = between(one, other)
        if len(both) == 2 and both not in seen:
            seen.add(both)
            found.append((min(one, other), max(one, other), likeness))
    return found
