"""Holding a review: who is there, what is looked at, who owes what."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.improvement.models import Action, Purpose
from pilothouse.improvement.operations import plan_action
from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.models import Link, Record, concrete
from pilothouse.records.register import move, refuse_ended, refuse_step
from pilothouse.reviews.models import AgendaItem, Attendance, Presence, Review
from pilothouse.reviews.operations.reading import begun
from pilothouse.reviews.queries import item_of, told_by_pack
from pilothouse.reviews.queries.coverage import HELD
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation


def minutes(act: Act, arguments: Arguments) -> bool:
    """The person may prepare and minute the review that the agenda item belongs to (its record may be elsewhere)."""
    person, item = act.by, arguments.get("item")
    if not isinstance(person, Person) or not isinstance(item, AgendaItem):
        return False
    return person.may(Right.PREPARE, item.review.unit.path)


@operation("review.attended", may=holds(Right.PREPARE))
def note_attendance(
    act: Act, review: Review, *, presences: Mapping[int, tuple[Presence, int | None]]
) -> list[Attendance]:
    """Say who is present, absent, or has sent somebody. Keys are people, each with the delegate's key where one came.

    Somebody who was not invited and came is added, and is not counted among those who had to read. Once the meeting is
    closed it is corrected, with the reason in the act, and only until a pack tells of it.
    """
    if review.state == HELD:
        refuse_told(review)
        _refuse_unsaid(act)
    else:
        refuse_ended(review)
    known = {row.person_id: row for row in Attendance.objects.filter(review=review)}
    keys = {key for person, (_p, delegate) in presences.items() for key in (person, delegate) if key is not None}
    people = {person.pk: person for person in Person.objects.filter(pk__in=keys, is_system=False)}
    for key, (presence, delegate) in presences.items():
        if key not in people or (delegate is not None and delegate not in people):
            raise Refused(_("There is no such person."), "presences")
        _refuse_odd_delegate(people[key], Presence(presence), delegate)
        row = known.get(key) or Attendance(review=review, person_id=key, invited=False)
        row.presence, row.delegate_id = presence, delegate
        row.save()
    if review.state == HELD:
        _refuse_nobody(Attendance.objects.filter(review=review))
    return list(Attendance.objects.filter(review=review).select_related("person", "delegate"))


def _refuse_odd_delegate(person: Person, presence: Presence, delegate: int | None) -> None:
    if presence == Presence.DELEGATED and delegate is None:
        raise Refused(_("Say whom %(person)s sent.") % {"person": person}, "presences")
    if presence != Presence.DELEGATED and delegate is not None:
        raise Refused(_("Only who delegates sends somebody: %(person)s.") % {"person": person}, "presences")
    if delegate == person.pk:
        raise Refused(_("Nobody sends themselves: %(person)s.") % {"person": person}, "presences")


@operation("item.looked_at", may=minutes)
def look_at(act: Act, item: AgendaItem, *, minute: str | None = None) -> AgendaItem:
    """Say that the meeting looked at an item, and what was said. A later minute replaces the earlier one, an empty one
    too; without one (None) the earlier stays.
    """
    refuse_ended(item.review)
    begun(act, item.review)
    item.looked_at, item.minute = True, item.minute if minute is None else minute.strip()
    item.save()
    return item


@operation("item.taken_back", may=minutes)
def take_back_look(act: Act, item: AgendaItem) -> AgendaItem:
    """Say that the meeting has not looked at an item after all; its minute goes too, and stays in history."""
    refuse_ended(item.review)
    if not item.looked_at:
        raise Refused(_("Nobody has looked at this yet."))
    item.looked_at, item.minute = False, ""
    item.save()
    return item


@operation("item.action_agreed", may=holds(Right.PREPARE))
def agree_action(
    act: Act, review: Review, *, title: str, owner: Person, due: date, item: AgendaItem | None = None, details: str = ""
) -> Action:
    """Agree on an action in a meeting; the review reads it back. Its origin is the record of the item that is looked
    at, else the meeting itself.
    """
    refuse_ended(review)
    begun(act, review)
    origin = _origin(act, review, item)
    behind = getattr(origin, "series", None)
    action = plan_action(
        act,
        origin=origin,
        title=title,
        owner=owner,
        due=due,
        purpose=Purpose.IMPROVEMENT,
        details=details,
        series=behind if isinstance(behind, Series) else None,
    )
    reason = _("agreed in %(review)s") % {"review": review.code}
    Link(record=review, other=action, reason=reason, at=act.at, by_id=act.by.pk).save()
    if item is not None and not item.looked_at:
        item.looked_at = True
        item.save()
    return action


def _origin(act: Act, review: Review, item: AgendaItem | None) -> Record:
    """What an action comes from. What belongs to a unit above may be talked about here; the task then comes from this
    meeting.
    """
    if item is None:
        return review
    if item.review_id != review.pk:
        raise Refused(_("This is not on the agenda."))
    if item.topic:
        return review
    about = item.record
    if isinstance(act.by, Person):
        seen = item_of(item, act.by)
        if seen is None:
            raise Refused(_("There is no such record."))
        about = seen.record
    origin: Record = concrete(about)
    ours = not isinstance(act.by, Person) or act.by.may(Right.IMPROVE, origin.unit.path)
    return origin if ours or origin.owner_id == act.by.pk else review


@operation("review.closed", may=holds(Right.PREPARE))
def close_review(act: Act, review: Review, *, summary: str) -> Review:
    """End the meeting with its conclusion. Refused before its day, and until it is known of everybody whether they
    took part.
    """
    if review.due is not None and review.due > the_day(act):
        words = _(
            "The meeting is called for %(day)s and cannot end before. Is it held today? Then move its date first."
        )
        raise Refused(words % {"day": date_format(review.due, "j M Y")})
    if not summary.strip():
        raise Refused(_("Say in a sentence what the meeting concluded."), "summary")
    rows = Attendance.objects.filter(review=review).select_related("person")
    unknown = [str(row.person) for row in rows if row.presence == Presence.INVITED]
    if unknown:
        raise Refused(_("Say whether they were there: %(people)s.") % {"people": ", ".join(unknown)})
    _refuse_nobody(rows)
    review.summary = summary.strip()
    return move(act, review, "close")


@operation("review.reopened", may=holds(Right.PREPARE))
def reopen_review(act: Act, review: Review) -> Review:
    """Go on with a meeting that was closed too soon, with the reason in the act. Not once a pack tells of it: what
    leaders signed or froze as held stays so.
    """
    refuse_reopening(review)
    _refuse_unsaid(act)
    return move(act, review, "reopen")


def refuse_reopening(review: Review) -> None:
    """A meeting goes on that was closed, and of which no pack tells."""
    refuse_step(review, "reopen")
    refuse_told(review)


def refuse_told(review: Review) -> None:
    """What a closed meeting says changes no more once a pack tells of it."""
    if Review.objects.filter(told_by_pack(), pk=review.pk).exists():
        raise Refused(_("A pack of %(code)s is signed or frozen since: what it tells of the meeting stays.")
                      % {"code": review.code})  # fmt: skip


def _refuse_unsaid(act: Act) -> None:
    if not act.why.strip():
        raise Refused(_("Say why."), "why")


def _refuse_nobody(rows: Iterable[Attendance]) -> None:
    if all(row.presence == Presence.ABSENT for row in rows):
        raise Refused(_("Nobody was there: call the review off instead."))
