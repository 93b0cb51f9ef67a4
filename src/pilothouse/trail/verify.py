"""Is the history whole? Three questions: the chain, the head, and live rows against the replay."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from pilothouse.trail.chain import GENESIS, Frontier, leaf_hash, link
from pilothouse.trail.clock import SET_RIGHT
from pilothouse.trail.image import image_digest
from pilothouse.trail.models import Head, Traced, traced_models
from pilothouse.trail.rows import compare_rows
from pilothouse.trail.sealed import Sealed

Key = tuple[str, int]
# What reading a row raises that holds a text in place of a number, a day or JSON: SQLite keeps anything.
_UNREADABLE = (ValueError, TypeError, AttributeError, ValidationError)
_FIELDS = {"seq", "act", "at", "by", "name", "kind", "key", "image"}


@dataclass
class Report:
    """What was checked, and everything that is wrong, in the order found."""

    entries: int = 0
    rows: int = 0
    sealed_rows: int = 0
    chain: str = GENESIS
    root: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.faults


def verify(expected_size: int = 0, expected_root: str = "") -> Report:
    """Check everything. A checkpoint kept outside (size and root) may be given: the history must contain it."""
    report = Report()
    last = _walk_chain(report, expected_size, expected_root)
    _compare_head(report)
    _compare_live_rows(report, last)
    _compare_sealed_rows(report)
    return report


def _entries() -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, act, at, by, name, kind, key, body, chain FROM trail_entry ORDER BY seq".replace(
                " by,", ' "by",'
            ).replace(" key,", ' "key",')
        )
        while rows := cursor.fetchmany(5_000):
            yield from rows


def _walk_chain(report: Report, expected_size: int, expected_root: str) -> dict[Key, str]:
    """Recompute chain and tree from the stored texts; returns the last image digest of every record."""
    tree, chain = Frontier(), GENESIS
    last: dict[Key, str] = {}
    moment, rows = "", _entries()
    for row in rows:
        seq, *_, kind, key, text, stored = row
        leaf, body = leaf_hash(text), _body_of(text)
        if body is None or seq != tree.size or stored != link(chain, leaf):
            report.faults.append(f"entry {tree.size} ({kind} {key}): the chain breaks here")
            # Nothing behind a break is proved; but a row is not to be accused because an entry of another is bad.
            last.update(_images((row, *rows)))
            break
        chain = stored
        report.faults += [f"entry {seq} ({kind} {key}): {fault}" for fault in _faults_of(body, row, moment)]
        moment = body["at"]
        last[kind, key] = body["image"]
        tree.push(leaf)
        if tree.size == expected_size and tree.root != expected_root:
            report.faults.append(f"entry {seq}: the root differs from the checkpoint of size {expected_size}")
    if expected_size > tree.size:
        report.faults.append(f"the checkpoint knew {expected_size} entries, only {tree.size} are here")
    report.entries, report.chain, report.root = tree.size, chain, tree.root
    return last


def _body_of(text: str) -> dict[str, Any] | None:
    """What an entry says; None where the text is no entry at all, as only a hand from outside leaves it."""
    try:
        body = json.loads(text)
    except ValueError:
        return None
    return body if isinstance(body, dict) and body.keys() >= _FIELDS else None


def _images(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Key, str]]:
    for *_, kind, key, text, _stored in rows:
        if body := _body_of(text):
            yield (kind, key), body["image"]


def _faults_of(body: dict[str, Any], row: tuple[Any, ...], moment: str) -> Iterator[str]:
    seq, act, at, by, name, kind, key, *_ = row
    repeated = tuple(body[field] for field in ("seq", "act", "by", "name", "kind", "key"))
    if repeated != (seq, act, by, name, kind, key) or not _same_moment(body["at"], at):
        yield "look-up columns differ from the hashed text"
    if str(body["at"]) < moment and body["name"] != SET_RIGHT:
        yield "its time runs backwards"


def _same_moment(text: str, column: Any) -> bool:
    try:
        moment = datetime.fromisoformat(text)
        if isinstance(column, str):  # SQLite keeps moments as text in UTC
            column = datetime.fromisoformat(column)
    except (TypeError, ValueError):
        return False
    if column.tzinfo is None:
        moment = moment.replace(tzinfo=None)
    return bool(moment == column)


def _compare_head(report: Report) -> None:
    head = Head.objects.filter(pk=1).first()
    if head is None:
        report.faults.append("the head is gone")
        return
    try:
        root = Frontier(head.size, head.nodes).root
    except (TypeError, ValueError):
        root = ""
    if (head.size, head.chain, root) != (report.entries, report.chain, report.root):
        report.faults.append(f"the head says {head.size} entries, the history holds {report.entries}")


def _compare_live_rows(report: Report, last: dict[Key, str]) -> None:
    """Every live row equals the last image of its history, and nothing is missing or unknown."""
    for model in traced_models(apps.get_models()):
        for key, image in _live_images(model):
            report.rows += 1
            _compare_row(report, (model.trail_kind(), key), image, last.pop((model.trail_kind(), key), None))
    for (kind, key), image in sorted(last.items()):
        if image:
            report.faults.append(f"row {kind} {key}: in the history, but no longer in the database")


def _live_images(model: type[Traced]) -> Iterator[tuple[int, str]]:
    """Key and digest of the image of every row; no digest where a hand from outside left what cannot be read."""
    rows = model._base_manager.order_by("pk")
    done = None
    try:
        for row in rows.iterator(chunk_size=2_000):
            yield row.pk, image_digest(row.image())
            done = row.pk
    except _UNREADABLE:
        for key in (rows if done is None else rows.filter(pk__gt=done)).values_list("pk", flat=True):
            yield key, _image_of_one(model, key)


def _image_of_one(model: type[Traced], key: int) -> str:
    try:
        return image_digest(model._base_manager.get(pk=key).image())
    except _UNREADABLE:
        return ""


def _compare_row(report: Report, key: Key, image: str, known: str | None) -> None:
    where = f"row {key[0]} {key[1]}"
    if not known:
        report.faults.append(f"{where}: in the database, but not in the history")
    elif not image:
        report.faults.append(f"{where}: cannot even be read, so it differs from what the history says")
    elif image != known:
        report.faults.append(f"{where}: differs from what the history says")


def _compare_sealed_rows(report: Report) -> None:
    for model in apps.get_models():
        if issubclass(model, Sealed):
            count, faults = compare_rows(model)
            report.sealed_rows += count
            report.faults += faults
