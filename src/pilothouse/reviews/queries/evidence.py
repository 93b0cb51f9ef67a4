"""What a decision rested on, and where it differs from today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from pilothouse.measures.lines import current_values
from pilothouse.measures.rules import Columns
from pilothouse.organisation.models import Person
from pilothouse.records.gathering import in_order
from pilothouse.records.models import kind_named
from pilothouse.records.rules import written
from pilothouse.records.states import State
from pilothouse.reviews.models import Evidence
from pilothouse.reviews.rules import RecordThen, SeriesThen, Since, record_then, series_then, since
from pilothouse.reviews.rules.evidence import DEFINITION
from pilothouse.trail.chain import digest
from pilothouse.trail.gathered import gathered

_FIELDS = {name: name for name in ("id", "series_id", "record_id", "body", "digest", "owner_id")} | {
    "owner": "owner__name",
    **{f"now_{name}": f"series__indicator__{name}" for name in DEFINITION},
    **{f"now_record_{name}": f"record__{name}" for name in ("title", "state")},
}


@dataclass(frozen=True)
class SeriesKept:
    """A series as it was known, how it differs now, and whether its text still has its digest."""

    key: int
    then: SeriesThen
    since: Since
    digest: str
    whole: bool


@dataclass(frozen=True)
class RecordKept:
    """A record as it was known: `code` leads to it, `state` as people read it; `now` is its state where it moved on."""

    code: str
    then: RecordThen
    state: State
    owner: Person | None
    now: State | None
    renamed: str
    digest: str
    whole: bool


@dataclass(frozen=True)
class Kept:
    """What a decision rested on, as far as the reader sees it."""

    series: list[SeriesKept]
    records: list[RecordKept]

    @property
    def anything(self) -> bool:
        return bool(self.series or self.records)


def with_evidence(person: Person) -> dict[str, Subquery]:
    """An annotation of decisions from which `evidence_in` reads, as far as this person sees it."""
    return {"_evidence": gathered(Evidence.objects.seen_by(person).filter(decision=OuterRef("pk")), _FIELDS)}


def evidence_in(row: Any, read: Mapping[int, Columns]) -> Kept:
    """What a decision rested on, out of a row that was annotated with it; one query for today's values of series that
    nobody has `read` already.
    """
    rows = in_order(row._evidence)
    today = _values_of([one for one in rows if one["series_id"]], read)
    series = [_series(one, today.get(one["series_id"], {})) for one in rows if one["series_id"]]
    return Kept(series, [_record(one) for one in rows if one["record_id"]])


def _values_of(rows: list[dict[str, Any]], read: Mapping[int, Columns]) -> Mapping[int, dict[date, float]]:
    scales = {row["series_id"]: float(row["now_scale"]) for row in rows}
    found: dict[int, dict[date, float]] = {key: {} for key in scales}
    unread = sorted(scales.keys() - read.keys())
    known = [columns for key, columns in read.items() if key in scales]
    for columns in (*known, *([current_values(unread)] if unread else [])):
        lines = (columns.series.tolist(), columns.days.tolist(), columns.values.tolist())
        for key, day, value in zip(*lines, strict=True):
            found[key][date.fromordinal(day)] = value * scales[key]
    return found


def _series(row: dict[str, Any], today: Mapping[date, float]) -> SeriesKept:
    then = series_then(row["body"])
    definition = {name: row[f"now_{name}"] for name in DEFINITION} | {"scale": float(row["now_scale"])}
    return SeriesKept(row["series_id"], then, since(then, today, definition), row["digest"], _whole(row))


def _record(row: dict[str, Any]) -> RecordKept:
    then = record_then(row["body"])
    kind = kind_named(then.kind)
    moved, title = row["now_record_state"] != then.state, row["now_record_title"]
    return RecordKept(
        code=written(kind.prefix, then.number),
        then=then,
        state=kind.life.state(then.state),
        owner=Person(pk=row["owner_id"], name=row["owner"]) if row["owner_id"] else None,
        now=kind.life.state(row["now_record_state"]) if moved else None,
        renamed=title if title != then.title else "",
        digest=row["digest"],
        whole=_whole(row),
    )


def _whole(row: dict[str, Any]) -> bool:
    return bool(digest(row["body"]) == row["digest"])
