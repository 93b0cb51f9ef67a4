"""What can be done to any record."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import any_of, holds, of_each, owner, sees, themselves
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day, told_why
from pilothouse.records.climbing import Climb, reached
from pilothouse.records.files import keep_file
from pilothouse.records.models import Attachment, Link, Note, Record, concrete
from pilothouse.records.queries import ties_between
from pilothouse.records.register import keep, owned_by_someone, refuse_ended, refuse_fixed, to_each
from pilothouse.records.replies import LONGEST_REPLY, Reply
from pilothouse.records.rules import ARCHIVE, MAX_FILE, judge_file, tidy_query
from pilothouse.records.saved import SavedView
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.operation import Arguments, operation

MOST_VIEWS = 20  # of one list: more would be a list to search
LONGEST_QUERY = 1_000
FARTHEST = timedelta(days=366)  # a promise is no longer one when nobody remembers it
_FILE_PROBLEMS = {
    "empty": _("The file is empty."),
    "large": _("The file is larger than 10 MB."),
    "type": _("This is not a file of its type, or the type is not accepted. Accepted: PDF, PNG, JPEG, WebP, HEIC, "
              "XLSX, DOCX, ODT, ODS, CSV, TXT, MD."),
}  # fmt: skip


@operation("note.added", may=any_of(owner, holds(Right.REPORT)))
def add_note(act: Act, record: Record, *, text: str) -> Note:
    """Write a remark on a record."""
    if not text.strip():
        raise Refused(_("Write something first."), "text")
    note = Note(record=record, text=text.strip(), at=act.at, by_id=act.by.pk)
    note.save()
    return note


@operation("file.attached", may=any_of(owner, holds(Right.REPORT)))
def attach_file(act: Act, record: Record, *, file: "UploadedFile[Any]") -> Attachment:
    """Keep a file with a record."""
    first = file.read(512)
    if first.startswith(ARCHIVE):
        first += file.read(MAX_FILE)
    file.seek(0)
    verdict = judge_file(file.name or "", file.size or 0, first)
    if verdict.problem:
        raise Refused(_FILE_PROBLEMS[verdict.problem], "file")
    digest, size = keep_file(file.chunks())
    attachment = Attachment(record=record, name=verdict.name, size=size, digest=digest, at=act.at, by_id=act.by.pk)
    attachment.save()
    return attachment


@operation("record.linked", may=any_of(owner, holds(Right.REPORT)))
def link_records(act: Act, record: Record, *, other: Record, reason: str = "") -> Link:
    """Say that two records belong together; once is enough, in either direction. Refused where somebody has
    said of them that they do not.
    """
    if record.pk == other.pk:
        raise Refused(_("A record cannot be linked to itself."), "other")
    if isinstance(act.by, Person) and not sees(act.by, other):
        raise Refused(_("There is no such record."), "other")
    known = ties_between(record, other).first()
    if known:
        return known
    if why := concrete(record).parted(other):
        raise Refused(why, "other")
    link = Link(record=record, other=other, reason=reason, at=act.at, by_id=act.by.pk)
    link.save()
    return link


@operation("record.unlinked", may=any_of(owner, holds(Right.REPORT)))
def unlink_records(act: Act, record: Record, *, other: Record) -> None:
    """Take back, with a reason, that two records belong together; both keep a note of it, this one why. What answers a
    signal, or was said in another act, is taken back there.
    """
    if isinstance(act.by, Person) and not sees(act.by, other):
        raise Refused(_("There is no such record."))
    if not act.why.strip():
        raise Refused(_("Say why they do not belong together."), "why")
    links = list(ties_between(record, other))
    if not links:
        raise Refused(_("These two are not linked any more."))
    for one in (concrete(record), concrete(other)):
        for link in links:
            if why := one.bound(link):
                raise Refused(_("This link stays: %s") % why)
    for link in links:
        link.delete()
    # Who sees one of them need not see the other, nor what is said of it.
    why = _("A link to another record was taken off: %s") % act.why.strip()
    for one, told in ((record, why), (other, _("A link to another record was taken off."))):
        Note(record=one, text=told, at=act.at, by_id=act.by.pk).save()


@operation("record.handed_over", may=any_of(owner, holds(Right.TRIAGE)))
def hand_over(act: Act, record: Record, *, owner: Person) -> Record:
    """Give a record another owner."""
    whole: Record = concrete(record)
    whole.version = record.version
    refuse_ended(whole)
    whole.owner = owned_by_someone(owner)
    return keep(act, whole)


@operation("record.due_moved", may=any_of(owner, holds(Right.TRIAGE)))
def move_due(act: Act, record: Record, *, due: date) -> Record:
    """Promise another date, with a reason. The date first promised stays visible for ever."""
    whole: Record = concrete(record)
    whole.version = record.version
    refuse_fixed(whole)
    if not act.why.strip():
        raise Refused(_("Say why the date moves."), "why")
    if whole.latest_due is not None and due > whole.latest_due:
        day = date_format(whole.latest_due, "j M Y")
        words = {"day": day, "why": whole.LATEST_WHY}
        raise Refused(_("Its date cannot move beyond %(day)s: %(why)s") % words, "due")
    whole.due = due
    whole.first_due = whole.first_due or due
    return keep(act, whole)


def _climbed(act: Act, record: Record) -> Climb | None:
    return reached(act.by, record, the_day(act)) if isinstance(act.by, Person) else None


def _climbed_to_them(act: Act, arguments: Arguments) -> bool:
    """Those to whom it has climbed by the escalation contract."""
    return _climbed(act, concrete(arguments["record"])) is not None


def _stands_with_them(act: Act, arguments: Arguments) -> bool:
    """Those to whom it has climbed last by the escalation contract: nobody below takes it from those above."""
    climb = _climbed(act, concrete(arguments["record"]))
    return climb is not None and act.by.pk in climb.people


@operation("escalation.accepted", may=_climbed_to_them)
def accept_escalation(act: Act, record: Record, *, until: date) -> Record:
    """Take over what has climbed: become its owner and promise a day. Silence is counted from that day on. The date
    first promised stays visible, and so does one that was no promise.
    """
    whole: Record = concrete(record)
    whole.version = record.version
    today, climb = the_day(act), _climbed(act, whole)
    if until < today:
        raise Refused(_("This day has passed. A promise lies ahead."), "until")
    if until > today + FARTHEST:
        day = date_format(today + FARTHEST, "j M Y")
        raise Refused(_("This is more than a year away: promise a day up to %(day)s.") % {"day": day}, "until")
    if whole.latest_due is not None and until > whole.latest_due >= today:
        day = date_format(whole.latest_due, "j M Y")
        raise Refused(_("Its effect is judged on %(day)s: it has to be done by then.") % {"day": day}, "until")
    _reply(act, whole, climb, until=until)
    add_note(act, record, text=_("Taken over, promised for %(day)s") % {"day": date_format(until, "j M Y")})
    whole.owner = act.by  # type: ignore[assignment]
    if climb is not None and climb.wait.promised:
        whole.due = until
    return keep(act, whole)


@operation("escalation.declined", may=_stands_with_them)
def decline_escalation(act: Act, record: Record, *, reason: str) -> Record:
    """Leave what has climbed with the one below, and say why. It climbs no further before the next time limit. Where it
    stands with others by now, one may take it over still, but leave it no more.
    """
    why = told_why(reason, _("Say why, to whoever it stays with."), LONGEST_REPLY)
    whole: Record = concrete(record)
    _reply(act, whole, _climbed(act, whole), reason=why)
    add_note(act, record, text=_("Not taken over: %(reason)s") % {"reason": why})
    return whole


def _reply(act: Act, record: Record, climb: Climb | None, *, until: date | None = None, reason: str = "") -> None:
    if climb is None or not isinstance(act.by, Person):
        raise NotAllowed("escalation")
    fields = {"wait": climb.wait.name, "level": climb.level, "until": until, "reason": reason, "on": the_day(act)}
    Reply(record_id=record.pk, at=act.at, by_id=act.by.pk, **fields).save()


@operation("records.handed_over", may=of_each(any_of(owner, holds(Right.TRIAGE))))
def hand_over_all(act: Act, records: Sequence[Record], *, owner: Person) -> list[Record]:
    """Give many records another owner: all of them, or none."""
    return to_each(records, lambda record: hand_over(act, record, owner=owner))


@operation("records.due_moved", may=of_each(any_of(owner, holds(Right.TRIAGE))))
def move_due_all(act: Act, records: Sequence[Record], *, due: date) -> list[Record]:
    """Promise another date for many records, with one reason: for all of them, or for none."""
    return to_each(records, lambda record: move_due(act, record, due=due))


@operation("view.saved", may=themselves)
def save_view(act: Act, *, place: str, name: str, query: str, preferred: bool = False) -> SavedView:
    """Keep a list as it is filtered and sorted now, for oneself; the same name again takes the place of the earlier."""
    kept = tidy_query(query)
    if not kept or len(kept) > LONGEST_QUERY:
        raise Refused(_("Filter or sort the list first.") if not kept else _("These words are too long to be kept."))
    _one_at_a_time(act)
    mine = SavedView.objects.filter(person_id=act.by.pk, place=place)
    view = mine.filter(name=_named(name)).first() or SavedView(person_id=act.by.pk, place=place, name=_named(name))
    if view.pk is None and mine.count() >= MOST_VIEWS:
        raise Refused(_("You keep %d views of this list already: remove one first.") % MOST_VIEWS)
    view.query = kept
    return _keep_view(view, preferred=preferred)


@operation("view.changed", may=themselves)
def change_view(act: Act, view: SavedView, *, name: str, preferred: bool) -> SavedView:
    """Call a saved view something else; open its list with it, or no longer."""
    _one_at_a_time(act)
    view.name = _named(name)
    if _beside(view).filter(name=view.name).exists():
        raise Refused(_("Another view of this list has this name."), "name")
    return _keep_view(view, preferred=preferred)


@operation("view.removed", may=themselves)
def remove_view(act: Act, view: SavedView) -> None:
    """Forget a saved view."""
    _one_at_a_time(act)
    view.delete()


def _one_at_a_time(act: Act) -> None:
    """Whoever keeps a view waits for themselves: of two windows the second sees what the first has kept, and the
    later one wins. Rows that only name the person do not wait.
    """
    Person.objects.select_for_update(no_key=True).get(pk=act.by.pk)


def _beside(view: SavedView) -> "models.QuerySet[SavedView]":
    return SavedView.objects.filter(person=view.person_id, place=view.place).exclude(pk=view.pk)


def _keep_view(view: SavedView, *, preferred: bool) -> SavedView:
    """A list opens with one view at most, so that the one before steps back first."""
    for other in _beside(view).filter(preferred=True) if preferred else ():
        other.preferred = False
        other.save()
    view.preferred = preferred
    view.save()
    return view


def _named(name: str) -> str:
    text = " ".join(name.split())
    if not text or len(text) > 60:
        raise Refused(_("Give it a name of at most 60 characters."), "name")
    return text
