"""Planning a review: who meets when, and what the river brings to the table."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import move, owned_by_someone, refuse_ended, register
from pilothouse.reviews.models import REASON, AgendaItem, Attendance, Forum, Review
from pilothouse.reviews.operations.deciding import refuse_foreign
from pilothouse.reviews.queries import agenda_for
from pilothouse.reviews.rules import Candidate
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
    what is new comes in, what is settled and was not looked at goes out, what was looked at stays.
    """
    refuse_ended(review)
    wanted = agenda_for(review, reader_of(act), the_day(act))
    known = {item.record_id: item for item in AgendaItem.objects.filter(review=review)}
    _drop_settled(known, {candidate.record_id for candidate in wanted})
    looked = sorted((item for item in known.values() if item.looked_at), key=lambda item: item.position)
    fresh = [candidate for candidate in wanted if candidate.record_id not in {item.record_id for item in looked}]
    for position, item in enumerate(looked, 1):
        _place(item, position)
    for position, candidate in enumerate(fresh, len(looked) + 1):
        _place(_item(review, candidate, known), position)
    return list(AgendaItem.objects.filter(review=review).select_related("record"))


def refuse_closed_forum(forum: Forum | None) -> None:
    """No more reviews belong to a forum that has ended."""
    if forum is not None and forum.ended_on is not None:
        raise Refused(_("This forum meets no more."), "forum")


def _drop_settled(known: dict[int, AgendaItem], wanted: set[int]) -> None:
    for key, item in list(known.items()):
        if key not in wanted and not item.looked_at:
            item.delete()
            del known[key]


def _item(review: Review, candidate: Candidate, known: dict[int, AgendaItem]) -> AgendaItem:
    item = known.get(candidate.record_id) or AgendaItem(review=review, record_id=candidate.record_id)
    item.reason = candidate.reason[:REASON]
    for name, keys in vars(candidate.parts).items():
        setattr(item, name, list(keys))
    return item


def _place(item: AgendaItem, position: int) -> None:
    item.position = position
    item.save()


@operation("review.cancelled", may=holds(Right.PREPARE))
def cancel_review(act: Act, review: Review) -> Review:
    """Call a planned review off, with the reason in the act."""
    if not act.why.strip():
        raise Refused(_("Say why it is called off."), "why")
    return move(act, review, "cancel")
