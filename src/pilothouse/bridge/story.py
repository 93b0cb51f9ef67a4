"""Which records belong to one story: `origin` walked up to where it began, and down to everything that came of it.

What was raised for several signals at once has one of them as its origin, and was tied to the others in the same act:
these it comes from too. A tie of a later act says that records belong together, not that one gave rise to the other.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from pilothouse.bridge.graph.purpose import Line, lines_among, ties_of
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Link, Record
from pilothouse.trail.gathered import gathered

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
), story(id) AS (
    SELECT id FROM (SELECT id FROM down ORDER BY step, id LIMIT 300) AS below UNION SELECT id FROM up
)
SELECT id FROM story UNION SELECT origin_id FROM up
UNION SELECT l.other_id FROM story JOIN records_record r ON r.id = +story.id
JOIN records_link l ON l.record_id = r.id AND l.at = r.created_at
"""


@dataclass(frozen=True)
class Story:
    """The records of one story that the person may see, each with its depth below the first; and others asked for.

    `records` are bases in the order of time; `depths` are steps from the beginning, by key; `about` is what the
    story began at: the indicator of its signal, the review or objective behind its decision. `purpose` are the lines of
    sight from the record that was asked for up to objectives; `origins` is all that this record came from.
    """

    records: list[Record]
    depths: dict[int, int]
    others: dict[int, Record]
    about: Record | None
    purpose: list[Line]
    origins: list[Record]


def _walked(person: Person, start: int, keys: Sequence[int]) -> "QuerySet[Record]":
    sql, values = _WALK, [start, *keys]
    if keys:
        marks = ", ".join(["%s"] * len(keys))
        # Only marks are put in; the keys travel as parameters.
        sql += f" UNION SELECT id FROM records_record WHERE id IN ({marks})"  # noqa: S608
    keys_found = RawSQL(sql, values)  # noqa: S611
    found: QuerySet[Record] = Record.objects.seen_by(person).filter(pk__in=keys_found).with_people().defer("words")
    raised = Link.objects.filter(record=OuterRef("pk"), at=F("record__created_at"))
    return found.annotate(_ties=ties_of(start), _raised_for=gathered(raised, ("other_id",)))


_WALKED = KeptSight[Record](_walked)


def story_of(record: Record, person: Person, *, also: Collection[int] = ()) -> Story:
    """The story around a record, by one query; `also` are keys of other records to read along (links, mentions)."""
    keys = sorted(set(also) - {record.pk})
    rows = {row.pk: row for row in _WALKED.rows(person, record.pk, keys)}
    hangs = _inside(rows, record.pk)
    depths = depths_of((row.pk, row.origin_id) for row in [*hangs, *_beside(rows, hangs)])
    inside = sorted((rows[key] for key in depths), key=lambda row: (row.created_at, row.pk))
    about = rows.get(hangs[0].origin_id) if hangs else None
    purpose = lines_among(rows[record.pk]._ties) if record.pk in rows else []
    others = {key: rows[key] for key in keys if key in rows}
    return Story(inside, depths, others, about, purpose, _origins(rows, record.pk))


def _beside(rows: dict[int, Record], hangs: Sequence[Record]) -> list[Record]:
    """The further signals for which something of this was raised."""
    keys = {key for row in hangs for key in _raised_for(row)}
    return [rows[key] for key in sorted(keys) if key in rows and rows[key].kind == "signal"]


def _origins(rows: dict[int, Record], start: int) -> list[Record]:
    """What this record came from: its origin, and what else it was raised for."""
    if start not in rows:
        return []
    keys = [rows[start].origin_id, *sorted(_raised_for(rows[start]))]
    return [rows[key] for key in keys if key in rows]


def _raised_for(row: Any) -> list[int]:
    return [tie["other_id"] for tie in row._raised_for or ()]


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
