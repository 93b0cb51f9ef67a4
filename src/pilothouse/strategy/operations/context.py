"""What direction rests on: assumptions, context issues (climate included), interested parties; named and checked."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import filled, the_day
from pilothouse.records.models import Record
from pilothouse.records.operations import add_note
from pilothouse.records.register import keep, move, owned_by_someone, refuse_ended, register
from pilothouse.strategy.models import (
    Assumption,
    Check,
    ContextIssue,
    Finding,
    InterestedParty,
    Objective,
    Resting,
    Side,
)
from pilothouse.strategy.operations.rights import directs
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Owner = Person
Checked = Assumption | ContextIssue | InterestedParty
C = TypeVar("C", Assumption, ContextIssue, InterestedParty)
SELDOM, OFTEN = 1_830, 7  # days between two checks: at least once in five years, at most once a week


@operation("assumption.named", may=holds(Right.DEFINE))
def name_assumption(
    act: Act,
    *,
    unit: Unit,
    owner: Owner,
    title: str,
    text: str,
    every: int,
    told_by: Record | None = None,
    objectives: Iterable[Objective] = (),
) -> Assumption:
    """Say what is taken for true, what if it is not, and which objectives rest on it."""
    made = Assumption(unit=unit, owner=owned_by_someone(owner), title=filled(title, "title"))
    return _begun(act, made, text, every, told_by, objectives)


@operation("context.named", may=holds(Right.DEFINE))
def name_context_issue(
    act: Act,
    *,
    unit: Unit,
    owner: Owner,
    title: str,
    text: str,
    side: str,
    every: int,
    told_by: Record | None = None,
    objectives: Iterable[Objective] = (),
) -> ContextIssue:
    """Name a factor inside or outside that bears on results, and how."""
    if side not in Side.values:
        raise Refused(_("Say whether it lies inside or outside."), "side")
    made = ContextIssue(unit=unit, owner=owned_by_someone(owner), title=filled(title, "title"), side=side)
    return _begun(act, made, text, every, told_by, objectives)


@operation("party.named", may=holds(Right.DEFINE))
def name_party(
    act: Act,
    *,
    unit: Unit,
    owner: Owner,
    title: str,
    text: str,
    every: int,
    told_by: Record | None = None,
    objectives: Iterable[Objective] = (),
) -> InterestedParty:
    """Name someone who affects us or is affected, with their needs."""
    made = InterestedParty(unit=unit, owner=owned_by_someone(owner), title=filled(title, "title"))
    return _begun(act, made, text, every, told_by, objectives)


@operation("climate.answered", may=directs)
def answer_climate(
    act: Act,
    *,
    unit: Unit,
    owner: Owner,
    relevant: bool,
    text: str,
    every: int,
    objectives: Iterable[Objective] = (),
) -> ContextIssue:
    """Say whether climate change is relevant to our results, with the reason. The answer before is let go and stays
    readable.
    """
    before = list(ContextIssue.objects.live().filter(climate=True).order_by("number"))
    title = _("Climate change is relevant to us") if relevant else _("Climate change is not relevant to us")
    made = ContextIssue(
        unit=unit, owner=owned_by_someone(owner), title=title, side=Side.OUTSIDE, climate=True, relevant=relevant,
        origin=before[-1] if before else None,
    )  # fmt: skip
    answered = _begun(act, made, text, every, None, objectives)
    for old in before:
        move(act, old, "end")
    return answered


@operation("context.changed", may=any_of(owner, holds(Right.DEFINE)))
def change_context(
    act: Act,
    record: Checked,
    *,
    title: str,
    owner: Owner,
    text: str,
    every: int,
    told_by: Record | None,
    objectives: Iterable[Objective],
) -> Checked:
    """Reword what direction rests on, give it to somebody else, or say which objectives rest on it."""
    refuse_ended(record)
    record.title, record.owner = filled(title, "title"), owned_by_someone(owner)
    record.text, record.told_by = filled(text, "text"), _indicator(told_by)
    if every != record.every:
        record.every = _interval(every)
        record.due = record.first_due = _next(act, every)
    keep(act, record)
    _rest(record, objectives)
    return record


@operation("context.checked", may=any_of(owner, holds(Right.DEFINE)))
def check_context(act: Act, record: Checked, *, finding: str, note: str) -> Checked:
    """Say whether it still holds ("hold"), changed ("change") or no longer holds ("fall"), and what shows that.

    Each check is kept; the next is due after its interval.
    """
    if finding not in Finding.values:
        raise Refused(_("Say whether it still holds, changed, or no longer holds."), "finding")
    words = filled(note, "note")
    # Not a promise that moves: this one is kept, and another begins.
    record.due = record.first_due = _next(act, record.every)
    checked: Checked = move(act, record, finding)
    Check(record=record, on=the_day(act), finding=finding, note=words, by_id=act.by.pk).save()
    return checked


@operation("context.ended", may=any_of(owner, holds(Right.DEFINE)))
def end_context(act: Act, record: Checked, *, reason: str) -> Checked:
    """Let it go: nothing rests on it any more. The reason stays with it as a note."""
    if isinstance(record, ContextIssue) and record.climate:
        raise Refused(_("The question about climate stays; answer it anew."))
    ended: Checked = move(act, record, "end")
    add_note(act, record, text=filled(reason, "reason"))
    return ended


def _begun(act: Act, made: C, text: str, every: int, told_by: Record | None, objectives: Iterable[Objective]) -> C:
    made.text, made.every, made.told_by = filled(text, "text"), _interval(every), _indicator(told_by)
    made.due = _next(act, every)
    register(act, made)
    _rest(made, objectives)
    return made


def _rest(record: Record, objectives: Iterable[Objective]) -> None:
    """Exactly these objectives rest on it. Objectives are open to everyone: no right is asked here."""
    wanted = {objective.pk: objective for objective in objectives}
    known = {row.objective_id: row for row in Resting.objects.filter(record=record)}
    for key, row in known.items():
        if key not in wanted:
            row.delete()
    for key, objective in wanted.items():
        if key not in known:
            refuse_ended(objective)
            Resting(record_id=record.pk, objective=objective).save()


def _interval(days: int) -> int:
    if not OFTEN <= days <= SELDOM:
        raise Refused(_("It is checked at least once in five years, and not more often than once a week."), "every")
    return days


def _next(act: Act, days: int) -> date:
    return the_day(act) + timedelta(days=days)


def _indicator(record: Record | None) -> Record | None:
    if record is not None and record.kind != "indicator":
        raise Refused(_("Only an indicator tells about it."), "told_by")
    return record
