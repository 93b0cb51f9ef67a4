"""Reading the history."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pilothouse.trail.chain import Frontier, leaf_hash
from pilothouse.trail.image import image_digest
from pilothouse.trail.kept import Kept
from pilothouse.trail.models import Entry, Head, Traced
from pilothouse.trail.vault import unseal


@dataclass(frozen=True)
class Line:
    """One entry of a record's history, as people read it. `by` is a person's key."""

    seq: int
    at: datetime
    by: int
    door: str
    why: str
    name: str
    changes: list[tuple[str, Any, Any]]


@dataclass(frozen=True)
class Checkpoint:
    """Size and root of the whole history at one moment: print it, mail it, keep it outside."""

    size: int
    root: str
    chain: str
    at: datetime | None


_MOST = 50
_LATEST = Kept[Entry](lambda kind, key: Entry.objects.filter(kind=kind, key=key).order_by("-seq")[:_MOST])


def history_of(row: Traced, limit: int = _MOST) -> list[Line]:
    """The latest entries of one record, newest first; fifty at most."""
    return [_line(entry) for entry in _LATEST.rows(row.trail_kind(), row.pk)[:limit]]


def changes_since(row: Traced, version: int) -> list[Line]:
    """What became of a row after this version of it, newest first; of its latest fifty entries. For who edits the row:
    personal fields are told in clear.
    """
    entries = _LATEST.rows(row.trail_kind(), row.pk)
    lines = [_line(entry) for entry in entries if json.loads(entry.body)["set"].get("version", 0) > version]
    return [replace(line, changes=[_in_clear(row, *change) for change in line.changes]) for line in lines]


def _in_clear(row: Traced, name: str, *values: Any) -> tuple[str, Any, Any]:
    if name in row.PERSONAL:
        values = tuple(value and unseal(row.personal_subject(), name, value) for value in values)
    was, now = values
    return name, was, now


def _line(entry: Entry) -> Line:
    body = json.loads(entry.body)
    names = sorted({*body["was"], *body["set"]} - {"version"})
    changes = [(name, body["was"].get(name), body["set"].get(name)) for name in names]
    return Line(entry.seq, entry.at, entry.by, body["door"], body["why"], entry.name, changes)


def checkpoint() -> Checkpoint:
    """Where the history stands now."""
    head = Head.objects.get(pk=1)
    return Checkpoint(head.size, Frontier(head.size, head.nodes).root, head.chain, head.at)


def root_at(size: int) -> str:
    """The root of the first `size` entries, computed anew from their stored texts."""
    texts = Entry.objects.filter(seq__lt=size).order_by("seq").values_list("body", flat=True)
    return Frontier().extend(leaf_hash(text) for text in texts.iterator(chunk_size=5_000)).root


def ends_with(size: int, chain: str) -> bool:
    """Does the history still have this link at its first `size` entries? For who saw it end there a moment ago."""
    return Entry.objects.filter(seq=size - 1, chain=chain).exists()


def stands_as_told(row: Traced) -> bool:
    """Is the row the last image that history has of it?"""
    latest = Entry.objects.filter(kind=row.trail_kind(), key=row.pk).order_by("-seq").first()
    return latest is not None and json.loads(latest.body)["image"] == image_digest(row.image())


def bodies() -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Every entry with its parsed body, in order."""
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=5_000):
        yield entry, json.loads(entry.body)
