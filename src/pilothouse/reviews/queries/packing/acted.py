"""The agenda as packs of the eighth format tell it: what was done at each item, what was made in this meeting and not
before it, and what somebody owes since.
"""

from collections.abc import Iterable, Iterator

from pilothouse.improvement.models import Action
from pilothouse.records.models import Link, Record
from pilothouse.reviews.models import AgendaItem, Decision, Deed, Review
from pilothouse.reviews.queries.packing.agenda import Agenda
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, any_record, base_told, iso
from pilothouse.reviews.queries.packing.sixth import promised
from pilothouse.reviews.rules.deeds import BEGUN, TAKEN, finished_there


def acted_told(known: Known, review: Review) -> Told:
    """The agenda with what was `done` at each item, and at items that it does not tell of (taken off since, or about
    records of other units); what is `owed` by whom since, beside what is promised.
    """
    deeds = [one for one in known.past.every(Deed) if one.review_id == review.pk and any_record(known, one.record_id)]
    owed = {one["code"]: one for one in _owed(known, review, deeds)}
    for code in promised(known, review):
        owed.pop(code, None)
    agenda = _Acted(known, review, deeds)
    told, apart = agenda.told(), (one for one in deeds if one.pk not in agenda.placed)
    return told | {"done": [_done(known, one) for one in apart], "owed": list(owed.values())}


class _Acted(Agenda):
    """The agenda with these deeds, whose records the pack may tell; `placed`: keys of those that it has told."""

    def __init__(self, known: Known, review: Review, deeds: Iterable[Deed]) -> None:
        super().__init__(known, review, also_ended=True)
        self.deeds = list(deeds)
        self.placed: set[int] = set()
        made = _made(known, review, self.deeds)
        self.came = {key: [one for one in several if one.pk in made] for key, several in self.came.items()}

    def _item(self, row: AgendaItem) -> Told | None:
        told = super()._item(row)
        if told is None:
            return None
        done = [one for one in self.deeds if one.at_item(row)]
        self.placed.update(one.pk for one in done)
        return {**told, "done": [_done(self.known, one) for one in done]}


def _made(known: Known, review: Review, deeds: Iterable[Deed]) -> set[int]:
    """Keys of what was made in this meeting: its decisions, what it agreed, and what an act at an item made, which
    was noted in the moment in which it made it.
    """
    decided = {one.pk for one in known.past.every(Decision) if one.review_id == review.pk}
    agreed = {one.other_id for one in known.past.every(Link) if one.record_id == review.pk}
    begun = {one.record_id for one in deeds if known.records[one.record_id].created_at == one.at}
    return decided | agreed | begun


def _done(known: Known, deed: Deed) -> Told:
    """An act at an item: its record as it stood at the cut-off, its operation, state, reason and day as of the act."""
    record = known.records[deed.record_id]
    return {
        "code": record.code,
        "title": record.title,
        "kind": record.kind,
        "name": deed.name,
        "state": deed.state,
        "reason": deed.reason,
        "until": iso(deed.until),
        "by": known.name(deed.by_id),
        "at": deed.at.isoformat(),
    }


def _owed(known: Known, review: Review, deeds: Iterable[Deed]) -> Iterator[Told]:
    """What was taken over or begun at the items, and not finished before the meeting was over or by the cut-off: of
    each record what was done last holds.
    """
    for deed in deeds:
        record = known.records[deed.record_id]
        if finished_there(record.ended_at, review.ended_at):
            continue
        if deed.name == TAKEN:
            yield _promise(known, record) | {"owner": known.name(deed.by_id), "due": iso(deed.until)}
        elif deed.name in BEGUN:
            yield _promise(known, record)


def _promise(known: Known, record: Record) -> Told:
    done = iso(record.done_on) if isinstance(record, Action) else None
    return base_told(known, record) | {"done_on": done}
