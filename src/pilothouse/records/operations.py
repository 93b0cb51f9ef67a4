"""What can be done to any record."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import any_of, holds, owner, seen
from pilothouse.organisation.roles import Right
from pilothouse.records.files import keep_file
from pilothouse.records.models import Attachment, Link, Note, Record, concrete
from pilothouse.records.register import keep, owned_by_someone, refuse_ended
from pilothouse.records.rules import judge_file
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

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
    """Say that two records belong together; once is enough, in either direction."""
    if record.pk == other.pk:
        raise Refused(_("A record cannot be linked to itself."), "other")
    if isinstance(act.by, Person) and not seen(act.by, [other]) and other.owner_id != act.by.pk:
        raise Refused(_("There is no such record."), "other")
    known: Link | None = Link.objects.filter(record__in=[record, other], other__in=[record, other]).first()
    if known:
        return known
    link = Link(record=record, other=other, reason=reason, at=act.at, by_id=act.by.pk)
    link.save()
    return link


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
    refuse_ended(whole)
    if whole.kept:
        raise Refused(_("%(code)s: what was promised is done; its date does not move.") % {"code": whole.code})
    if not act.why.strip():
        raise Refused(_("Say why the date moves."), "why")
    if whole.latest_due is not None and due > whole.latest_due:
        day = date_format(whole.latest_due, "j M Y")
        raise Refused(_("Its effect is judged on %(day)s: it has to be done by then.") % {"day": day}, "due")
    whole.due = due
    whole.first_due = whole.first_due or due
    return keep(act, whole)
