"""Do sealed rows stand as they were written? Where they do not, the first bad row is named."""

import hashlib
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from pilothouse.trail.marks import SPOILT, Codes, Difference, How, Table, codes_of, first_difference, parts_of, restored
from pilothouse.trail.models import RowMarks
from pilothouse.trail.sealed import Row, Sealed, digest_rows, plain, rows_of

# What a row raises that a hand from outside has filled with something else than numbers and days.
_UNPACKABLE = (ValueError, TypeError, OverflowError, struct.error)


class Parent(NamedTuple):
    """What is read of a parent: the rest of it is none of these rows' business, and may be beyond reading."""

    pk: int
    rows: int
    rows_digest: str
    marks_digest: str


def compare_rows(model: type[Sealed]) -> tuple[int, list[str]]:
    """How many rows stand, and every fault of them, one line for each parent."""
    parent_model: Any = model._meta.get_field(model.SEAL.parent.removesuffix("_id")).related_model
    expected = {row[0]: Parent(*row) for row in parent_model._base_manager.values_list(*Parent._fields).iterator()}
    label = parent_model._meta.label_lower
    faults = list(_faults_of_marks(model, expected, label))
    count = 0
    for key, rows in rows_of(model):
        kept = list(rows)
        count += len(kept)
        parent = expected.pop(key, None)
        if parent is None:
            faults.append(f"rows of {label} {key}: {len(kept)} stand under a parent that is not there")
        elif not _stand(kept, model, parent.rows_digest):
            faults.append(f"rows of {label} {key}: {_bad(model, parent, kept)}")
    for key, parent in expected.items():
        if not _stand([], model, parent.rows_digest):
            faults.append(f"rows of {label} {key}: {_bad(model, parent, [])}")
    return count, faults


def rows_stand(model: type[Sealed], digests: Mapping[int, str]) -> bool:
    """Do the rows of these parents, all of them, still have the digests that are known of them?"""
    left = dict(digests)
    for key, rows in rows_of(model):
        known = left.pop(key, None)
        if known is not None and not _stand(list(rows), model, known):
            return False
    return all(_stand([], model, known) for known in left.values())


def _stand(rows: Sequence[Row], model: type[Sealed], known: str) -> bool:
    try:
        return digest_rows(rows, model.SEAL.packing) == known
    except _UNPACKABLE:
        return False


def _faults_of_marks(model: type[Sealed], parents: dict[int, Parent], label: str) -> Iterator[str]:
    """Marks are held by a digest too: whoever changes them cannot make them accuse another row."""
    sealed = {key: parent.marks_digest for key, parent in parents.items() if parent.marks_digest}
    for key, marks in RowMarks.of(model).values_list("parent", "marks").iterator(chunk_size=10):
        if _digest(marks) != sealed.pop(key, None):
            yield f"marks of the rows of {label} {key}: differ from their digest"
    yield from (f"marks of the rows of {label} {key}: gone" for key in sealed)


def _digest(marks: Any) -> str:
    return hashlib.sha256(marks).hexdigest() if isinstance(marks, bytes | memoryview) else "no bytes at all"


def _bad(model: type[Sealed], parent: Parent, rows: Sequence[Row]) -> str:
    """The first bad row; where its parent was changed as well, at least that the rows differ."""
    try:
        return _first_bad(model, parent, rows)
    except _UNPACKABLE:
        return f"differ from their digest; which one cannot be told, for their count was changed too: {parent.rows!r}"


def _first_bad(model: type[Sealed], parent: Parent, rows: Sequence[Row]) -> str:
    marks = RowMarks.of(model).filter(parent=parent.pk).values_list("marks", flat=True).first()
    counts = f"{parent.rows:,} were written, {len(rows):,} stand"
    if not parent.marks_digest:
        return f"differ from their digest ({counts}); recorded before rows had marks, so which one cannot be told"
    if marks is None or _digest(marks) != parent.marks_digest:
        return f"differ from their digest ({counts}); which one cannot be told without their marks"
    table, standing = _packed(rows, model.SEAL.packing)
    codes, parities = parts_of(bytes(marks), parent.rows, len(model.SEAL.packing))
    found = first_difference(codes, standing)
    if found is None:
        return f"differ from their digest ({counts}), but every row agrees with its mark"
    was = None if found.how is How.ADDED else restored(found.at, codes, parities, table, standing)
    told = _told(model, found, rows, None if was is None else _unpacked(was, model.SEAL.packing))
    if found.gone + found.extra <= 1 or (found.gone == found.extra == 1 and found.how is How.ALTERED):
        return told
    gone = f"{found.gone:,} of {parent.rows:,} written rows gone"
    return f"{told}; in all {gone}, {found.extra:,} of {len(rows):,} standing rows never written"


def _packed(rows: Sequence[Row], packing: str) -> tuple[Table, Codes]:
    """Rows as fields of 64 bits and their codes; a row that cannot be packed is spoilt, whatever it holds."""
    pack, data, spoilt = struct.Struct("<" + packing).pack, bytearray(), []
    for place, row in enumerate(rows):
        try:
            data += pack(*map(plain, row, packing))
        except _UNPACKABLE:
            data += bytes(8 * len(packing))
            spoilt.append(place)
    table = np.frombuffer(data, "<u8").astype(np.uint64).reshape(-1, len(packing))
    codes = codes_of(table)
    codes[spoilt] = SPOILT
    return table, codes


def _unpacked(row: Table, packing: str) -> Row:
    return struct.unpack("<" + packing, row.astype("<u8").tobytes())


def _told(model: type[Sealed], found: Difference, rows: Sequence[Row], was: Row | None) -> str:
    """Which row, what was done to it, what stands now and what was written."""
    stands = rows[found.at] if found.at < len(rows) and found.how is not How.REMOVED else None
    subject = was if was is not None else stands
    place = f"row {found.at + 1:,}"
    if subject is not None:
        name, _ = model.told(subject)
        place += f", {name}"
    elif found.at:
        place += f", after {model.told(rows[found.at - 1])[0]}"
    now = f"{_figures(model, stands, was)} stands now" if stands is not None else "nothing stands there now"
    if found.how is How.ADDED:
        return f"{place}: added; {now}, nothing was written"
    if found.how is How.MOVED:
        return f"{place}: stands in another place than it was written"
    before = "what was written cannot be told" if was is None else f"{model.told(was)[1]} was written"
    return f"{place}: {found.how}; {now}, {before}"


def _figures(model: type[Sealed], row: Row, was: Row | None) -> str:
    """What a row says; with its name where that is not the one it was written under."""
    name, figures = model.told(row)
    return figures if was is None or model.told(was)[0] == name else f"{name}, {figures}"
