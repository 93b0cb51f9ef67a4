"""Which records belong to one story: `origin` walked up to where it began, and down to everything that came of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from pilothouse.bridge.graph.purpose import Line, lines_among, ties_of
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record

# Up: through everything but the frame (processes, indicators, objectives) and reviews: those give rise to many stories.
# A review's own story is all that came of it. Down: from the topmost record found; what that came from is read along.
# One statement at any size; every step uses the key or the index of origin. No story is deeper than 60 steps or is read
# beyond 300 records.
_WALK = """
WITH RECURSIVE up(id, origin_id, step) AS (
    SELECT id, origin_id, 0 FROM records_record WHERE id = %s
    UNION ALL
    SELECT r.id, r.origin_id, up.step + 1 FROM up JOIN records_record r ON r.id = up.origin_id
    WHERE NOT r.everyone AND r.kind <> 'review' AND up.step < 60
), down(id, step) AS (
    SELECT id, 0 FROM (SELECT id FROM up ORDER BY step DESC LIMIT 1) AS top
    UNION ALL
    SELECT r.id, down.step + 1 FROM down JOIN records_record r ON r.origin_id = down.id
    WHERE down.step < 60
)
SELECT id FROM (SELECT id FROM down ORDER BY step, id LIMIT 300) AS story
UNION SELECT id FROM up UNION SELECT origin_id FROM up
"""


@dataclass(frozen=True)
class Story:
    """The records of one story that the person may see, each with its depth below the first; and others asked for.

    `records` are bases in the order of time; `depths` are steps from the beginning, by key; `about` is what the
    story began at: the indicator of its signal, the review or objective behind its decision. `purpose` are the lines of
    sight from the record that was asked for up to objectives.
    """

    records: list[Record]
    depths: dict[int, int]
    others: dict[int, Record]
    about: Record | None
    purpose: list[Line]


def _walked(person: Person, start: int, keys: Sequence[int]) -> "QuerySet[Record]":
    sql, values = _WALK, [start, *keys]
    if keys:
        marks = ", ".join(["%s"] * len(keys))
        # Only marks are put in; the keys travel as parameters.
        sql += f" UNION SELECT id FROM records_record WHERE id IN ({marks})"  # noqa: S608
    keys_found = RawSQL(sql, values)  # noqa: S611
    found: QuerySet[Record] = Record.objects.seen_by(person).filter(pk__in=keys_found).with_people().defer("words")
    return found.annotate(_ties=ties_of(start))


_WALKED = KeptSight[Record](_walked)


def story_of(record: Record, person: Person, *, also: Collection[int] = ()) -> Story:
    """The story around a record, by one query; `also` are keys of other records to read along (links, mentions)."""
    keys = sorted(set(also) - {record.pk})
    rows = {row.pk: row for row in _WALKED.rows(person, record.pk, keys)}
    depths = depths_of((row.pk, row.origin_id) for row in _inside(rows, record.pk))
    inside = sorted((rows[key] for key in depths), key=lambda row: (row.created_at, row.pk))
    about = next((rows.get(row.origin_id) for row in inside if depths[row.pk] == 0 and row.origin_id), None)
    purpose = lines_among(rows[record.pk]._ties) if record.pk in rows else []
    return Story(inside, depths, {key: rows[key] for key in keys if key in rows}, about, purpose)


def _inside(rows: dict[int, Record], start: int) -> list[Record]:
    """The part of what was found that hangs together with the record itself through what the person may see."""
    if start not in rows:
        return []
    below: dict[int | None, list[int]] = {}
    for row in rows.values():
        below.setdefault(row.origin_id, []).append(row.pk)
    top = start
    while (above := rows[top].origin_id) in rows and not _gives_many(rows[above]):
        top = above
    inside, waiting = [], [top]
    while waiting:
        key = waiting.pop()
        inside.append(rows[key])
        waiting += below.get(key, [])
    return inside


def _gives_many(row: Record) -> bool:
    return row.everyone or row.kind == "review"


def depths_of(pairs: Iterable[tuple[int, Any]]) -> dict[int, int]:
    """(key, key of its origin) of records to (key, steps below the topmost one among them). Circles end."""
    origins = dict(pairs)
    depths: dict[int, int] = {}
    for key in origins:
        chain, at = [], key
        while at in origins and at not in depths and at not in chain:
            chain.append(at)
            at = origins[at]
        start = depths.get(at, -1)
        for step, link in enumerate(reversed(chain), 1):
            depths[link] = start + step
    return depths
