"""Pure rules of the bridge: which objectives come first, and how likely several targets are together."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)


def endangered_first(tree: Sequence[tuple[int, float | None]]) -> list[int]:
    """Places of a tree, each (depth, chance) and parents before children, in an order that keeps it a tree: among
    siblings first what holds the smallest chance, in itself or below; what is not measured comes last, as it was.
    """
    line: list[int] = []
    parents: list[int | None] = []
    for place, (depth, _chance) in enumerate(tree):
        parents.append(line[depth - 1] if depth else None)
        line[depth:] = [place]
    worst = [2.0 if chance is None else chance for _depth, chance in tree]
    for place in reversed(range(len(tree))):
        if (above := parents[place]) is not None:
            worst[above] = min(worst[above], worst[place])
    ways: list[tuple[tuple[float, int], ...]] = []
    for place, above in enumerate(parents):
        ways.append((*(ways[above] if above is not None else ()), (worst[place], place)))
    return sorted(range(len(tree)), key=ways.__getitem__)


def all_met(chances: Sequence[tuple[float, float] | None]) -> tuple[float, float]:
    """Least and greatest chance that all of several things come true, whatever ties them together.

    Each is given by its own least and greatest chance, None where nothing is known of it. At best all come true as
    often as the least likely does; at worst no two misses fall together, so that their chances add up (Fréchet).
    """
    known = [(0.0, 1.0) if chance is None else chance for chance in chances]
    misses = sum(1.0 - low for low, _high in known)
    return max(0.0, 1.0 - misses), min((high for _low, high in known), default=1.0)


def weakest(chances: Iterable[tuple[K, float | None]]) -> K | None:
    """The key with the smallest chance; those without one only if there is no other."""
    rows: list[Any] = sorted(chances, key=lambda row: (row[1] is None, row[1] or 0.0))
    return rows[0][0] if rows else None
