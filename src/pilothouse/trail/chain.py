"""Hashes of the history: canonical JSON, a hash chain, and an RFC 6962 Merkle tree. Pure.

Source: RFC 6962 section 2.1 (leaf and node prefixes 0x00 and 0x01, largest power of two to the left).
The tree is kept as its frontier: the roots of the full subtrees, largest first, O(log n) hashes.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

GENESIS = "0" * 64
EMPTY_ROOT = hashlib.sha256(b"").hexdigest()


def canonical(value: object) -> str:
    """The one text of a JSON value: sorted keys, no spaces, no floats (they have no one text)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_refuse)


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} has no canonical text")


def digest(text: str) -> str:
    """SHA-256 of a text, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def leaf_hash(body: str) -> bytes:
    """Hash of one entry, exactly as it is stored."""
    return hashlib.sha256(b"\x00" + body.encode()).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def link(previous: str, leaf: bytes) -> str:
    """The next value of the chain: hash of the previous value and the entry's leaf."""
    return hashlib.sha256(bytes.fromhex(previous) + leaf).hexdigest()


class Frontier:
    """A growing Merkle tree. `push` is O(log n) at worst and O(1) on average."""

    def __init__(self, size: int = 0, nodes: Sequence[str] = ()) -> None:
        if len(nodes) != size.bit_count():
            raise ValueError("a tree of this size has another number of full subtrees")
        self.size = size
        self._nodes = [bytes.fromhex(node) for node in nodes]

    def push(self, leaf: bytes) -> None:
        """Append one leaf; equal subtrees merge, as carries do in binary addition."""
        node, size = leaf, self.size
        while size & 1:
            node = node_hash(self._nodes.pop(), node)
            size >>= 1
        self._nodes.append(node)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """Append many leaves; returns itself."""
        for leaf in leaves:
            self.push(leaf)
        return self

    @property
    def nodes(self) -> list[str]:
        """The full subtrees' roots, largest first, as hexadecimal."""
        return [node.hex() for node in self._nodes]

    @property
    def root(self) -> str:
        """The RFC 6962 root of all leaves so far, as hexadecimal."""
        if not self._nodes:
            return EMPTY_ROOT
        right = self._nodes[-1]
        for left in reversed(self._nodes[:-1]):
            right = node_hash(left, right)
        return right.hex()
