"""The silent pre-read: whoever is invited marks what they have read before the meeting begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.records.register import refuse_ended
from pilothouse.reviews.models import Attendance, Beginning, Mark, Reading, Review
from pilothouse.reviews.queries import items_seen
from pilothouse.reviews.tiers import inputs_of
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation


@dataclass(frozen=True)
class Marked:
    """What one has read: the key of a record or (`record` None) of an input, and what it asks of the meeting; `reading`
    None takes back what one said of it. A `topic` stands on the record of the meeting.
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
    on_it = {(item.row.record_id, item.topic) for item in items_seen(review, act.by)}
    known = {(row.record_id, row.input, row.topic): row for row in Mark.objects.filter(review=review, person=act.by)}
    for one in marks:
        if not ((one.record, one.topic) in on_it if one.record is not None else one.input in inputs_of(review.tier)):
            raise Refused(_("This is not on the agenda any more."))
        row = known.get((one.record, one.input, one.topic))
        if one.reading is None:
            if row is not None:
                row.delete()
            continue
        row = row or Mark(review=review, person=act.by, record_id=one.record, input=one.input, topic=one.topic)
        row.reading, row.text, row.at = Reading(one.reading), one.text.strip()[:300], act.at
        row.save()
    return list(Mark.objects.filter(review=review, person=act.by))


def begun(act: Act, review: Review) -> None:
    """The meeting begins with the first thing it does; whatever is marked was marked before."""
    if not Beginning.objects.filter(review=review).exists():
        Beginning(review=review, at=act.at).save()
