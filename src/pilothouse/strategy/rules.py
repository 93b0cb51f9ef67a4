"""Pure rules of direction: what may serve what, and how the tree of objectives is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

STEPS = ("reach", "miss", "drop")


def would_circle(key: int, serves: int | None, above: Mapping[int, int | None]) -> bool:
    """Would the objective `key`, serving `serves`, in the end serve itself? `above`: what each key serves."""
    seen = {key}
    at = serves
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = above.get(at)
    return False


@dataclass(frozen=True)
class Branch:
    """One objective in the order of the tree: its key, and how deep it stands (0 serves nothing higher)."""

    key: int
    depth: int


def in_tree_order(pairs: Iterable[tuple[int, int | None]]) -> list[Branch]:
    """(key, serves) in the wanted order of siblings become the tree, each below what it serves.

    What serves an objective outside the given ones stands at the top.
    """
    pairs = list(pairs)
    known = {key for key, _ in pairs}
    below: dict[int | None, list[int]] = {}
    for key, serves in pairs:
        below.setdefault(serves if serves in known else None, []).append(key)
    found: list[Branch] = []
    waiting = [(key, 0) for key in reversed(below.get(None, []))]
    while waiting:
        key, depth = waiting.pop()
        found.append(Branch(key, depth))
        waiting.extend((child, depth + 1) for child in reversed(below.get(key, [])))
    return found
