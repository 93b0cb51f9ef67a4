"""Which signs a typeface has: its table “cmap”, read from the file (OpenType 1.9, “cmap”, formats 4 and 12). Pure."""

import struct
from collections.abc import Iterator
from pathlib import Path


def signs_of(path: Path) -> set[int]:
    """The code points that the face draws; of a collection (.ttc) those of its first face."""
    body = path.read_bytes()
    start = struct.unpack_from(">I", body, 12)[0] if body[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", body, start + 4)[0]
    records = (struct.unpack_from(">4sIII", body, start + 12 + 16 * number) for number in range(tables))
    at = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    subtables = (struct.unpack_from(">HHI", body, at + 4 + 8 * number)[2] for number in range(_short(body, at + 2)))
    found: set[int] = set()
    for place in {at + offset for offset in subtables}:
        read = {4: _segments, 12: _groups}.get(_short(body, place))
        found.update(sign for first, last in (read(body, place) if read else ()) for sign in range(first, last + 1))
    return found


def _groups(body: bytes, at: int) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">I", body, at + 12)[0]
    for first, last, glyph in struct.iter_unpack(">III", body[at + 16 : at + 16 + 12 * count]):
        yield (first, last) if glyph else (first + 1, last)


def _segments(body: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Runs of format 4, without single signs whose glyph is 0."""
    count = _short(body, at + 6) // 2
    ends, starts, deltas, offsets = (at + 14, at + 16 + 2 * count, at + 16 + 4 * count, at + 16 + 6 * count)
    for number in range(count):
        step = 2 * number
        first, last = _short(body, starts + step), _short(body, ends + step)
        delta, offset = _short(body, deltas + step), _short(body, offsets + step)
        for sign in range(first, last + 1):
            glyph = _short(body, offsets + step + offset + 2 * (sign - first)) if offset else sign
            if glyph and (glyph + delta) & 0xFFFF:
                yield sign, sign


def _short(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "big")
