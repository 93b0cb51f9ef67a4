"""Five whys as a tree: answers below the answers they explain."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Branch:
    """A cause by its key, how deep it lies (0 answers the first "why?"), and whether anything lies below."""

    key: int
    depth: int
    deeper: bool


def in_order(pairs: Iterable[tuple[int, int | None]]) -> list[Branch]:
    """Branches in reading order from (key, parent) pairs; each answer directly above those that explain it."""
    below: dict[int | None, list[int]] = {}
    for key, parent in pairs:
        below.setdefault(parent, []).append(key)
    out: list[Branch] = []
    waiting = [(key, 0) for key in reversed(below.get(None, []))]
    while waiting:
        key, depth = waiting.pop()
        children = below.get(key, [])
        out.append(Branch(key, depth, bool(children)))
        waiting.extend((child, depth + 1) for child in reversed(children))
    return out
