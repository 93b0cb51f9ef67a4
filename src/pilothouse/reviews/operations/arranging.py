"""Arranging an agenda by hand: topics of one's own, what is not talked about, the order."""

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import any_of, holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import uncut
from pilothouse.records.register import owned_by_someone, refuse_ended
from pilothouse.reviews.models import AgendaItem, Review, TakenOff
from pilothouse.reviews.operations.meeting import minutes
from pilothouse.reviews.operations.reading import invited
from pilothouse.reviews.queries import items_seen
from pilothouse.reviews.rules import rising
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

MOST_TOPICS = 12
LONGEST_TOPIC = 200


@operation("topic.added", may=any_of(holds(Right.PREPARE), invited))
def add_topic(act: Act, review: Review, *, title: str, owner: Person | None) -> AgendaItem:
    """Put a topic of one's own on the agenda, with who brings it. It stays when the agenda is brought up to date, and
    takes no place of what comes from upstream.
    """
    refuse_ended(review)
    topic = " ".join(title.split())
    if not topic or len(topic) > LONGEST_TOPIC:
        raise Refused(_("Say in a line what it is about."), "title")
    items = list(AgendaItem.objects.filter(review=review))
    if any(item.topic == topic for item in items):
        raise Refused(_("This topic is on the agenda already."), "title")
    if sum(bool(item.topic) for item in items) >= MOST_TOPICS:
        raise Refused(_("More than %d topics are no agenda: take one off first.") % MOST_TOPICS, "title")
    item = AgendaItem(
        review=review, record_id=review.pk, topic=topic, reason=topic, owner=owned_by_someone(owner),
        position=_after_all(items),
    )  # fmt: skip
    item.save()
    return item


@operation("item.taken_off", may=minutes)
def take_off(act: Act, item: AgendaItem) -> TakenOff:
    """Take an item off the agenda, with the reason in the act; the minutes tell it. It does not come back when the
    agenda is brought up to date, only when somebody puts it back.
    """
    refuse_ended(item.review)
    why = uncut(act.why, "why")
    if not why:
        raise Refused(_("Say why it is not talked about."), "why")
    if item.looked_at:
        raise Refused(_("The meeting has looked at it: take that back first."))
    found = TakenOff.objects.filter(review=item.review, record_id=item.record_id, topic=item.topic).first()
    off = found or TakenOff(review=item.review, record_id=item.record_id, topic=item.topic)
    off.owner_id, off.reason = item.owner_id, why
    off.together, off.named, off.judged = item.together, item.named, item.judged
    off.save()
    item.delete()
    return off


@operation("item.put_back", may=holds(Right.PREPARE))
def put_back(act: Act, review: Review, *, off: TakenOff) -> AgendaItem:
    """Put what was taken off back on the agenda, at its end."""
    refuse_ended(review)
    if off.review_id != review.pk:
        raise Refused(_("This was not on the agenda."))
    items = list(AgendaItem.objects.filter(review=review))
    known = [item for item in items if (item.record_id, item.topic) == (off.record_id, off.topic)]
    words = off.topic or _("put back on the agenda")
    item = known[0] if known else AgendaItem(
        review=review, record_id=off.record_id, topic=off.topic, owner_id=off.owner_id,
        together=off.together, named=off.named, judged=off.judged, reason=words, plain=words,
        position=_after_all(items),
    )  # fmt: skip
    item.save()
    off.delete()
    return item


@operation("item.moved", may=minutes)
def move_item(act: Act, item: AgendaItem, *, up: bool) -> AgendaItem:
    """Move an item before the one above it, or behind the one below it, as far as one sees them. From then on the
    agenda keeps this order when it is brought up to date; what is new comes at its end. Only what it passes changes its
    place too, so that whoever writes at another item is left in peace.
    """
    review = item.review
    refuse_ended(review)
    order = list(AgendaItem.objects.filter(review=review))
    seen = [one.pk for one in (items_seen(review, act.by) if isinstance(act.by, Person) else order)]
    place = seen.index(item.pk) + (-1 if up else 1)
    if not 0 <= place < len(seen):
        raise Refused(_("It is the first already.") if up else _("It is the last already."))
    slots = rising(one.position for one in order)
    order = [one for one in order if one.pk != item.pk]
    beside = next(spot for spot, one in enumerate(order) if one.pk == seen[place])
    order.insert(beside if up else beside + 1, item)
    item.moved_at = act.at
    for one, position in zip(order, slots, strict=True):
        if one is item or one.position != position:
            one.position = position
            one.save()
    return item


def _after_all(items: list[AgendaItem]) -> int:
    return max((item.position for item in items), default=0) + 1
