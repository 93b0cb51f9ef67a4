"""Planning a review: who meets when, and what the river brings to the table."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import move, owned_by_someone, refuse_ended, register
from pilothouse.reviews.models import AgendaItem, Attendance, Forum, Mark, Review, Unplaced
from pilothouse.reviews.operations.deciding import refuse_foreign
from pilothouse.reviews.queries import agenda_for
from pilothouse.reviews.rules import Candidate, Section, going_on, rising
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
    known = list(AgendaItem.objects.filter(review=review))
    pairs = _paired(review, known, drawn.taken)
    kept = {item.pk for item, _fresh in pairs}
    for item in known:
        if item.pk not in kept:
            item.delete()
    order = _in_order(pairs, drawn.taken)
    for (item, fresh), position in zip(order, _slots(pairs), strict=True):
        _place(item, position, fresh)
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
    wanted = agenda_for(review, reader_of(act), the_day(act)).taken
    pairs = [pair for pair in _paired(review, items, wanted) if pair[0].pk]
    known = {item.pk for item, _fresh in pairs}
    pairs = [*((item, None) for item in items if item.pk not in known), *pairs]
    for position, (item, _fresh) in enumerate(_in_order(pairs, wanted), 1):
        item.position = position
        item.save()
    return items


# An item, and what it becomes where it does not stay as it is.
_Pair = tuple[AgendaItem, Candidate | None]


def _paired(review: Review, known: list[AgendaItem], wanted: list[Candidate]) -> list[_Pair]:
    """What stays on the agenda or comes to it. An item is known by all its records: which of a group stands for it may
    change, and what was looked at in a group does not come again.
    """
    stays = [item for item in known if item.topic or item.looked_at]
    seen = {key for item in stays for key in item.keys}
    asked = [one for one in wanted if one.keys.isdisjoint(seen)]
    open_still = [item for item in known if not (item.topic or item.looked_at)]
    found = going_on([(item.record_id, item.keys) for item in open_still], asked)
    goes_on = {one.record_id for one in found.values()}
    return [
        *((item, None) for item in stays),
        *((open_still[place], one) for place, one in found.items()),
        *((AgendaItem(review=review), one) for one in asked if one.record_id not in goes_on),
    ]


def _in_order(pairs: list[_Pair], wanted: list[Candidate]) -> list[_Pair]:
    """What was looked at, then what is wanted in its order, then topics; as it stands where somebody moved anything."""
    by_hand = any(item.moved_at for item, _fresh in pairs)
    turns = {one.record_id: turn for turn, one in enumerate(wanted)}

    def place(pair: _Pair) -> tuple[int, int]:
        item, fresh = pair
        if item.pk and (by_hand or item.looked_at):
            return 0, item.position
        return 1, turns[fresh.record_id] if fresh else len(turns)

    return sorted(pairs, key=place)


def _slots(pairs: list[_Pair]) -> list[int]:
    """The places there are, those after the last for what is new: a gap stays one, so that what follows it does not
    change.
    """
    taken = rising(sorted(item.position for item, _fresh in pairs if item.pk))
    after = max(taken, default=0) + 1
    return [*taken, *range(after, after + len(pairs) - len(taken))]


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
        if item.pk and item.record_id != fresh.record_id:
            _marks_follow(item, fresh)
        item.record_id = fresh.record_id
        item.reason, item.plain = fresh.reason, fresh.plain
        for name, keys in vars(fresh.parts).items():
            setattr(item, name, list(keys))
    item.save()


def _marks_follow(item: AgendaItem, fresh: Candidate) -> None:
    """What was said before the meeting of a group is said of it whichever record stands for it. Where another item is
    part of it by now, each mark stays on what it was said of, and so does the second of two by one person.
    """
    left = item.record_id not in fresh.keys
    heir = fresh.record_id if fresh.record_id in item.keys else min(fresh.keys & item.keys) if left else None
    if heir is None:
        return
    said = set(Mark.objects.filter(review=item.review, record=heir).values_list("person_id", flat=True))
    for mark in Mark.objects.filter(review=item.review, record=item.record_id):
        if mark.person_id not in said:
            mark.record_id = heir
            mark.save()


@operation("review.cancelled", may=holds(Right.PREPARE))
def cancel_review(act: Act, review: Review) -> Review:
    """Call a planned review off, with the reason in the act."""
    if not act.why.strip():
        raise Refused(_("Say why it is called off."), "why")
    return move(act, review, "cancel")
