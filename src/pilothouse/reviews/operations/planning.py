"""Planning a review: who meets when, and what the river brings to the table."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import move, owned_by_someone, refuse_ended, register
from pilothouse.reviews.models import AgendaItem, Attendance, Forum, Review, Unplaced
from pilothouse.reviews.operations.deciding import refuse_foreign
from pilothouse.reviews.queries import agenda_for
from pilothouse.reviews.rules import Candidate, Section
from pilothouse.reviews.tiers import TIER_BY_KEY
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


def reader_of(act: Act) -> Person:
    """The person whose eyes decide what a meeting is shown."""
    return act.by if isinstance(act.by, Person) else Person.objects.get(pk=act.by.pk)


@operation("review.planned", may=holds(Right.PREPARE))
def plan_review(
    act: Act,
    *,
    unit: Unit,
    owner: Person,
    title: str,
    on: date,
    since: date,
    attendees: Iterable[Person],
    forum: Forum | None = None,
    tier: str = "",
) -> Review:
    """Call a review for a day. It looks back to `since`; `owner` chairs it; the agenda follows by `prepare_review`, of
    what its template `tier` takes ("" for all). Its decisions count for its `forum`.
    """
    if tier and tier not in TIER_BY_KEY:
        raise Refused(_("There is no such template."), "tier")
    refuse_closed_forum(forum)
    refuse_foreign(act, [forum])
    if not title.strip():
        raise Refused(_("Say which meeting this is."), "title")
    if since >= on:
        raise Refused(_("A review looks back: the day it looks back to lies before its own."), "since")
    invited = {person.pk: person for person in [owned_by_someone(owner), *attendees]}
    for person in invited.values():
        if person.left_on or person.is_system:
            raise Refused(_("%(person)s cannot attend.") % {"person": person}, "attendees")
    review = Review(unit=unit, owner=owner, title=title.strip(), due=on, since=since, forum=forum, tier=tier)
    register(act, review)
    Attendance.objects.bulk_create([Attendance(review=review, person=person) for person in invited.values()])
    return review


@operation("review.prepared", may=holds(Right.PREPARE))
def prepare_review(act: Act, review: Review) -> list[AgendaItem]:
    """Pull the agenda from upstream, each item with its reason. Done again, it brings the agenda up to date:
    what is new comes in, what is settled and was not looked at goes out, what was looked at stays, and so do topics
    and the order that somebody made by hand. What found no place is counted by section.
    """
    refuse_ended(review)
    drawn = agenda_for(review, reader_of(act), the_day(act))
    wanted = {one.record_id: one for one in drawn.taken}
    known = list(AgendaItem.objects.filter(review=review))
    kept = [item for item in known if item.topic or item.looked_at or item.record_id in wanted]
    for item in known:
        if item not in kept:
            item.delete()
    fresh = [AgendaItem(review=review, record_id=key) for key in wanted if key not in {item.record_id for item in kept}]
    for position, item in enumerate(_in_order([*kept, *fresh], list(wanted)), 1):
        _place(item, position, None if item.looked_at or item.topic else wanted[item.record_id])
    _count_the_rest(review, drawn.left)
    return list(AgendaItem.objects.filter(review=review).select_related("record"))


@operation("agenda.put_in_order", may=holds(Right.PREPARE))
def usual_order(act: Act, review: Review) -> list[AgendaItem]:
    """Take back what was moved by hand: the agenda stands in its usual order again; nothing comes in or goes out."""
    refuse_ended(review)
    items = list(AgendaItem.objects.filter(review=review))
    if not any(item.moved_at for item in items):
        raise Refused(_("Nobody has moved anything: this is the usual order."))
    for item in items:
        item.moved_at = None
    wanted = [one.record_id for one in agenda_for(review, reader_of(act), the_day(act)).taken]
    for position, item in enumerate(_in_order(items, wanted), 1):
        item.position = position
        item.save()
    return items


def _in_order(items: list[AgendaItem], wanted: list[int]) -> list[AgendaItem]:
    """What was looked at, then what is wanted in its order, then what is wanted no more, then topics; as it stands
    where somebody moved anything.
    """
    by_hand = any(item.moved_at for item in items)
    places = {key: place for place, key in enumerate(wanted)}
    last = len(wanted)

    def place(item: AgendaItem) -> tuple[int, int]:
        if item.pk and (by_hand or item.looked_at):
            return 0, item.position
        return 1, last + 1 if item.topic else places.get(item.record_id, last)

    return sorted(items, key=place)


def _count_the_rest(review: Review, left: Mapping[Section, int]) -> None:
    known = {row.section: row for row in Unplaced.objects.filter(review=review)}
    for section, row in known.items():
        if section not in left:
            row.delete()
    for section, count in left.items():
        row = known.get(section) or Unplaced(review=review, section=section)
        row.count = count
        row.save()


def refuse_closed_forum(forum: Forum | None) -> None:
    """No more reviews belong to a forum that has ended."""
    if forum is not None and forum.ended_on is not None:
        raise Refused(_("This forum meets no more."), "forum")


def _place(item: AgendaItem, position: int, fresh: Candidate | None) -> None:
    """At its place; with the reason and the parts it has by now, unless what stands there stays."""
    item.position = position
    if fresh is not None:
        item.reason = fresh.reason
        for name, keys in vars(fresh.parts).items():
            setattr(item, name, list(keys))
    item.save()


@operation("review.cancelled", may=holds(Right.PREPARE))
def cancel_review(act: Act, review: Review) -> Review:
    """Call a planned review off, with the reason in the act."""
    if not act.why.strip():
        raise Refused(_("Say why it is called off."), "why")
    return move(act, review, "cancel")
