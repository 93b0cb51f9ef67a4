"""Records gathered beside another row (trail/gathered.py): what a line shows of them. For reading, not to be saved."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.records.states import Kind
from pilothouse.trail.gathered import built

R = TypeVar("R", bound=Record)

# What a line shows of a record, and who owns it.
LINE = {name: name for name in ("id", "number", "title", "state", "due", "first_due", "ended_at", "owner_id")} | {
    "owner": "owner__name"
}


def in_order(rows: Any) -> list[dict[str, Any]]:
    """Gathered rows by their key; none for None."""
    return sorted(rows or (), key=lambda row: int(row["id"]))


def record_built(model: type[R], kind: Kind | str, row: Mapping[str, Any], **related: Any) -> R:
    """A record out of a gathered row, with its owner where the row names one (`LINE`)."""
    if "owner" in row:
        related["owner"] = Person(pk=row["owner_id"], name=row["owner"]) if row["owner_id"] else None
    return built(model, {"kind": kind if isinstance(kind, str) else kind.name, **row}, **related)
