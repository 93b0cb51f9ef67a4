"""The tree of objectives, as pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.strategy.rules import in_tree_order, would_circle


@pytest.mark.parametrize(
    ("key", "serves", "above", "answer"),
    [
        (1, None, {}, False),
        (1, 1, {1: None}, True),
        (1, 3, {1: None, 2: 1, 3: 2}, True),
        (3, 1, {1: None, 2: 1, 3: 2}, False),
        (9, 1, {1: 2, 2: 1}, True),
    ],
)
def test_would_circle(key: int, serves: int | None, above: dict[int, int | None], answer: bool) -> None:
    assert would_circle(key, serves, above) is answer


def test_each_stands_below_what_it_serves_in_the_order_given() -> None:
    tree = in_tree_order([(3, 1), (1, None), (4, 3), (2, None), (5, 1), (6, 99)])
    assert [(branch.key, branch.depth) for branch in tree] == [(1, 0), (3, 1), (4, 2), (5, 1), (2, 0), (6, 0)]


@given(st.lists(st.integers(0, 30), max_size=30))
def test_every_objective_appears_once_and_below_its_own(parents: list[int]) -> None:
    pairs = [(key, parent if parent < key else None) for key, parent in enumerate(parents, 1)]
    tree = in_tree_order(pairs)
    assert sorted(branch.key for branch in tree) == [key for key, _ in pairs]
    depth = {branch.key: branch.depth for branch in tree}
    assert all(depth[key] == (depth[serves] + 1 if serves in depth else 0) for key, serves in pairs)
