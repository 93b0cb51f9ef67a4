"""The pure part of the history, against published vectors and against its own definition."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.trail.chain import EMPTY_ROOT, GENESIS, Frontier, canonical, link, node_hash

# Leaves and roots of the reference tree that Certificate Transparency implementations share.
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def slow_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word: the second implementation."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(slow_root(leaves[:split]), slow_root(leaves[split:]))


def test_published_roots() -> None:
    tree = Frontier()
    for data, root in zip(LEAVES, ROOTS, strict=True):
        tree.push(leaf(bytes.fromhex(data)))
        assert tree.root == root


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=70))
def test_frontier_equals_the_definition(data: list[bytes]) -> None:
    leaves = [leaf(item) for item in data]
    tree = Frontier().extend(leaves)
    assert tree.root == slow_root(leaves).hex()
    assert Frontier(tree.size, tree.nodes).root == tree.root


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40), st.data())
def test_any_changed_leaf_changes_the_root(data: list[bytes], draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(data) - 1))
    changed = [item + b"x" if index == place else item for index, item in enumerate(data)]
    assert Frontier().extend(map(leaf, data)).root != Frontier().extend(map(leaf, changed)).root


def test_empty_tree() -> None:
    assert Frontier().root == EMPTY_ROOT == hashlib.sha256().hexdigest()


def test_a_frontier_of_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match="another number"):
        Frontier(3, [GENESIS])


def test_link_depends_on_both() -> None:
    one, two = leaf(b"1"), leaf(b"2")
    assert len({link(GENESIS, one), link(GENESIS, two), link(link(GENESIS, one), one)}) == 3


def test_canonical_is_one_text_and_refuses_what_has_none() -> None:
    assert canonical({"b": 1, "a": ["ä", None]}) == '{"a":["ä",null],"b":1}'
    with pytest.raises(TypeError):
        canonical({"a": object()})
