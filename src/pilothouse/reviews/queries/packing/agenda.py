"""The agenda as packs of the sixth format tell it: groups with all that stands together, topics, what was taken off it
and why, what found no place, and what came of each item. Of each the parts of the pack's unit and below.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pilothouse.measures.models import Series, Signal
from pilothouse.organisation.models import Unit
from pilothouse.records.models import Record
from pilothouse.reviews.models import AgendaItem, Review, TakenOff, Unplaced
from pilothouse.reviews.queries.items import standing_of
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, any_record
from pilothouse.reviews.rules import Section


class Agenda:
    """What was on the agenda of a meeting, and what was taken off it.

    `also_ended`: as formats from the seventh tell it. A set stays on it whose series have ended since, and why a record
    stands for its group is told by its state: words are for the paper.
    """

    def __init__(self, known: Known, review: Review, *, also_ended: bool = False) -> None:
        self.known, self.review, self.also_ended = known, review, also_ended
        self.running = {one.pk for one in known.series}
        self.units = known.past.by_key(Unit)
        self.places = self._places() if also_ended else {one.pk: one.place for one in known.series}
        self.came = _came(known)

    def told(self) -> Told:
        """`agenda` in the order of the meeting, `elsewhere` how many of its items are of other units, `off` what was
        taken off it, `unplaced` how many of a section found no place.
        """
        rows = sorted(self._of(AgendaItem), key=lambda one: (one.position, one.pk))
        items = [told for row in rows if (told := self._item(row))]
        unplaced = sorted(self._of(Unplaced), key=lambda one: one.section)
        return {
            "agenda": items,
            "elsewhere": len(rows) - len(items),
            "off": [told for row in self._of(TakenOff) if (told := self._placed(row))],
            "unplaced": [{"section": Section(one.section).name.lower(), "count": one.count} for one in unplaced],
        }

    def _of(self, kind: type[Any]) -> list[Any]:
        return [one for one in self.known.past.every(kind) if one.review_id == self.review.pk]

    def _places(self) -> dict[int, str]:
        """Of every series of the unit and below, whether it runs or not."""
        found = [one for one in self.known.past.every(Series) if self.known.below(one.unit_id)]
        for one in found:
            one.unit = self.units[one.unit_id]
        return {one.pk: one.place for one in found}

    def _item(self, row: AgendaItem) -> Told | None:
        told = self._placed(row)
        if told is None:
            return None
        first = self._parts(row)[0]
        results = [] if row.topic else self.came.get(first.pk, [])
        return {
            **told,
            **self._reason(row, first),
            "looked_at": row.looked_at,
            "minute": row.minute,
            "came": [{"code": one.code, "title": one.title, "kind": one.kind, "state": one.state} for one in results],
        }

    def _reason(self, row: AgendaItem, first: Record) -> Told:
        """Why it is there: the row's own reason tells of the record that stands for the group, perhaps elsewhere."""
        if row.topic or first.pk == row.record_id:
            return {"reason": row.reason}
        if not self.also_ended:
            return {"reason": standing_of(first)}
        return {"reason": "", "stands": "" if first.ended_at is None else first.state}

    def _placed(self, row: AgendaItem | TakenOff) -> Told | None:
        """What it is about and what stands together with it; None where its records, or one of the series that were
        judged as one set, are of another unit.
        """
        parts = self._parts(row)
        if not parts or not self.places.keys() >= set(row.judged):
            return None
        first, *others = parts
        return {
            "code": None if row.topic else first.code,
            "title": row.topic or first.title,
            "owner": self.known.name(row.owner_id if row.topic else first.owner_id),
            "series": None if row.topic else self._series(first),
            "together": [one.code for one in others],
            "units": self._units(parts) if others else [],
            "changed": sorted(self.places[key] for key in row.named),
            "judged": len(row.judged),
            "reason": row.reason,
        }

    def _parts(self, row: AgendaItem | TakenOff) -> list[Record]:
        if row.topic:
            return [self.review]
        found = (any_record(self.known, key) for key in (row.record_id, *row.together))
        return [one for one in found if one]

    def _series(self, record: Any) -> int | None:
        """Where it shows in the numbers, as far as the pack holds them."""
        key = getattr(record, "series_id", None)
        return key if key in self.running else None

    def _units(self, parts: Iterable[Record]) -> list[str]:
        return sorted({self.units[one.unit_id].code for one in parts})


def _came(known: Known) -> dict[int, list[Record]]:
    """What came of a record, by its key; what shows in the numbers is no answer to anything."""
    found: dict[int, list[Record]] = defaultdict(list)
    for key in sorted(known.records):
        one = any_record(known, key)
        if one is not None and one.origin_id is not None and not isinstance(one, Signal):
            found[one.origin_id].append(one)
    return found
