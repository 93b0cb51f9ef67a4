"""The silent pre-read: whoever is invited marks what they have read before the meeting begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.records.checks import uncut
from pilothouse.records.register import refuse_ended
from pilothouse.reviews.models import Attendance, Beginning, Mark, Reading, Review
from pilothouse.reviews.queries import Item, items_seen, own_marks
from pilothouse.reviews.tiers import inputs_of
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation


@dataclass(frozen=True)
class Marked:
    """What one has read: the key of a record of an item or (`record` None) of an input, and what it asks of the
    meeting; `reading` None takes back all that one said of it. A `topic` stands on the record of the meeting.
    """

    record: int | None
    input: str
    reading: Reading | None
    text: str = ""
    topic: str = ""


def invited(act: Act, arguments: Arguments) -> bool:
    """The person takes part in the meeting, or stands in for somebody."""
    review = arguments.get("review")
    if not isinstance(act.by, Person) or not isinstance(review, Review):
        return False
    mine = Q(person=act.by) | Q(delegate=act.by)
    return Attendance.objects.filter(mine, review=review).exists()


@operation("agenda.read", may=invited)
def mark_agenda(act: Act, review: Review, *, marks: Sequence[Marked]) -> list[Mark]:
    """Say before the meeting what one has read: seen, a question, or to decide, in a few words. What one says again
    replaces what one said. Refused once the meeting has begun: then it is said there.
    """
    refuse_ended(review)
    if Beginning.objects.filter(review=review).exists():
        raise Refused(_("The meeting has begun: say it there."))
    if not isinstance(act.by, Person):
        raise Refused(_("Only a person reads."))
    places = {key: item for item in items_seen(review, act.by) for key in _names_of(item)}
    mine = list(Mark.objects.filter(review=review, person=act.by))
    for one in marks:
        item = places.get((one.record, one.topic))
        if item is None and (one.record is not None or one.input not in inputs_of(review.tier)):
            raise Refused(_("This is not on the agenda any more."))
        _mark(act, one, item, Mark(review=review, person=act.by, input=one.input, topic=one.topic), mine)
    return list(Mark.objects.filter(review=review, person=act.by))


def _names_of(item: Item) -> set[tuple[int | None, str]]:
    """By which records one may name an item: the one that stands for it and all that one sees of it."""
    return {(key, item.topic) for key in (item.row.record_id, *(part.record.pk for part in item.parts))}


def _mark(act: Act, one: Marked, item: Item | None, fresh: Mark, mine: list[Mark]) -> None:
    """Of several marks on what has become one item the first changes, and all are taken back."""
    known = own_marks(mine, item, one.input)
    if one.reading is None:
        for row in known:
            row.delete()
        return
    row = known[0] if known else fresh
    row.record_id = item.row.record_id if item else None
    row.reading, row.text, row.at = Reading(one.reading), uncut(one.text, "text"), act.at
    row.save()


def begun(act: Act, review: Review) -> None:
    """The meeting begins with the first thing it does; whatever is marked was marked before."""
    if not Beginning.objects.filter(review=review).exists():
        Beginning(review=review, at=act.at).save()
