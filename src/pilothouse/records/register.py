"""How records come to be and move on. Called by operations of every kind, never from outside one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.records.models import Numbering, Record, ends_at
from pilothouse.trail.act import Act, Refused

R = TypeVar("R", bound=Record)


def register(act: Act, record: R) -> R:
    """Number a new record, set who and when, put it at the beginning of its life and save it."""
    _begin(act, [record])
    record.save()
    return record


def register_all(act: Act, records: Sequence[R]) -> Sequence[R]:
    """The same for many records of one type, in a handful of statements."""
    if not records:
        return records
    _begin(act, records)
    for record in records:
        record.derive()
    type(records[0]).objects.bulk_create(list(records), batch_size=2_000)
    return records


def _begin(act: Act, records: Sequence[Record]) -> None:
    kind = type(records[0]).KIND
    number = _take_numbers(kind.name, len(records)) - len(records)
    by_id = act.by.pk
    for record in records:
        number += 1
        record.kind, record.number, record.everyone = kind.name, number, kind.everyone
        record.state = record.state or kind.life.first
        record.first_due = record.due
        record.created_at = record.changed_at = act.at
        record.created_by_id = by_id
        record.ended_at = ends_at(record, act.at)


def _take_numbers(kind: str, count: int) -> int:
    """The last of `count` new numbers. The row stays locked until the act ends, so that no number is lost."""
    Numbering.objects.get_or_create(kind=kind)
    row = Numbering.objects.select_for_update().get(kind=kind)
    row.last += count
    row.save(update_fields=["last"])
    return row.last


def move(act: Act, record: R, step: str) -> R:
    """Take a step of the record's life. Raises Refused, in plain words, where the state does not allow it."""
    return keep(act, stepped(act, record, step))


def stepped(act: Act, record: R, step: str) -> R:
    """The same, not saved yet: for what the system writes down by itself, which is no news of the record."""
    refuse_step(record, step)
    record.state = record.life.step(step).end
    record.ended_at = ends_at(record, act.at)
    return record


def refuse_step(record: Record, step: str) -> None:
    """A step is taken from where it starts, and from nowhere else."""
    if not record.life.allows(step, record.state):
        verb = record.life.step(step).label
        raise Refused(
            _("%(code)s is “%(state)s”: “%(verb)s” is not possible from there.")
            % {"code": record.code, "state": record.standing.label, "verb": verb}
        )


def keep(act: Act, record: R) -> R:
    """Save a changed record, with the moment of its change."""
    record.changed_at = act.at
    record.save()
    return record


def refuse_ended(record: Record) -> None:
    """What has ended changes no more."""
    if record.ended:
        raise Refused(_("%(code)s has ended; it changes no more.") % {"code": record.code})


def refuse_fixed(record: Record) -> None:
    """What has ended, and what was promised and is done, keeps its date."""
    refuse_ended(record)
    if record.kept:
        raise Refused(_("%(code)s: what was promised is done; its date does not move.") % {"code": record.code})


def to_each(records: Sequence[R], do: Callable[[R], R]) -> list[R]:
    """Do one thing to many records. A refusal says of which of them it speaks."""
    done = []
    for record in records:
        try:
            done.append(do(record))
        except Refused as refusal:
            words = str(refusal.message)
            raise Refused(words if record.code in words else f"{record.code}: {words}", refusal.field) from refusal
    return done


def owned_by_someone(owner: Person | None) -> Person:
    """Everything that asks for work has exactly one owner."""
    if owner is None:
        raise Refused(_("Say who answers for it."), "owner")
    if owner.left_on:
        raise Refused(_("This person has left."), "owner")
    return owner
