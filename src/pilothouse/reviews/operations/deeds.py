"""What is done at an item of a meeting counts as looked at, and stays in its minutes."""

import json

from django.db.models import Q

from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.models import record_types
from pilothouse.records.register import refuse_ended
from pilothouse.reviews.models import AgendaItem, Attendance, Beginning, Deed
from pilothouse.reviews.operations.reading import begun
from pilothouse.reviews.rules.deeds import deeds_in
from pilothouse.trail.act import Act
from pilothouse.trail.models import Entry
from pilothouse.trail.operation import Arguments, operation


def holds_it(act: Act, arguments: Arguments) -> bool:
    """Whoever prepares the meeting, whose act begins it; whoever takes part in it, once it has begun."""
    person, item = act.by, arguments.get("item")
    if not isinstance(person, Person) or not isinstance(item, AgendaItem):
        return False
    if person.may(Right.PREPARE, item.review.unit.path):
        return True
    mine = Q(person=person) | Q(delegate=person)
    there = Attendance.objects.filter(mine, review=item.review).exists()
    return there and Beginning.objects.filter(review=item.review).exists()


@operation("item.acted_on", may=holds_it)
def note_deeds(act: Act, item: AgendaItem, *, done: str) -> list[Deed]:
    """Say of an act (`done`, its key in history) of one's own that it was done at this item: the meeting has looked at
    it, and its minutes tell what was done.
    """
    refuse_ended(item.review)
    entries = Entry.objects.filter(act=done, by=act.by.pk).order_by("seq")
    kinds = {model.trail_kind() for model in record_types().values()}
    found = deeds_in([json.loads(entry.body) for entry in entries], kinds, item.record_id)
    if not found:
        return []
    begun(act, item.review)
    where = {"review": item.review, "about_id": item.record_id, "topic": item.topic, "act": done}
    deeds = [
        Deed(**where, record_id=one.record, name=one.name, state=one.state, reason=one.reason, until=one.until,
             by_id=act.by.pk, at=act.at)
        for one in found
    ]  # fmt: skip
    for deed in deeds:
        deed.save()
    # Between the act and this somebody may have minuted the item, or taken it off: it is read anew, and locked.
    stands = item.stored()
    if stands is not None and not stands.looked_at:
        stands.looked_at = True
        stands.save()
    return deeds
