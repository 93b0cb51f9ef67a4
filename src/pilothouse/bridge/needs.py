"""What needs the leader: what is theirs or climbed to them, and what asks whoever may decide, decisions first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from django.utils.translation import gettext_lazy

from pilothouse.bridge.alignment import Aim
from pilothouse.bridge.my_work import (
    UNMET,
    VERBS,
    VERDICT,
    Line,
    When,
    answer_line,
    climbed_lines,
    input_lines,
    lines_of,
    urgency,
)
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.climbing import Contract, contract
from pilothouse.records.models import Record
from pilothouse.reviews.queries import UnreadInput, waits_for_answer
from pilothouse.risks.models import Risk

IDLE = gettext_lazy("Decide, it is in danger and nobody works on it")
BEYOND = gettext_lazy("Accept or have treated, beyond what we bear")


class Press(IntEnum):
    """What comes first among what needs a leader: decisions before promises, one's own before what climbed, and what is
    to be sorted, brought or looked at after all of these.
    """

    WARNED = 0
    ASKED = 1
    VERDICT = 2
    UNMET = 3
    DANGER = 4
    BEYOND = 5
    OWN = 6
    CLIMBED = 7
    TRIAGE = 8
    INPUT = 9


# What asks whoever may decide, by its words.
_DECIDED: dict[object, Press] = {UNMET: Press.UNMET, IDLE: Press.DANGER, BEYOND: Press.BEYOND}


@dataclass(frozen=True)
class Need:
    """Something that needs the leader: their own, or somebody else's that has climbed to them by the contract, or that
    asks whoever may decide.
    """

    line: Line
    climbed: bool
    late: int
    press: Press


@dataclass(frozen=True)
class Asking:
    """What a day asks for: live records that wait (`with_asks`), inputs of management review, objectives, and risks
    beyond the appetite that nobody accepts.
    """

    waiting: Sequence[Record]
    unread: Sequence[UnreadInput]
    aims: Sequence[Aim]
    beyond: Sequence[Risk]


def needs_of(person: Person, asking: Asking, today: date) -> list[Need]:
    """What needs a person on a day, each once; what nobody has to do yet is left to my work, as in the mail. No query
    but for the contract.
    """
    held = contract()
    asked = [line for row in asking.waiting if _asked_of(person, row) for line in lines_of(row, today, held)]
    asked += climbed_lines(person, [row for row in asking.waiting if row.due and row.due < today], held, today)
    asked += input_lines(person, asking.unread, held, today)
    now = [line for line in asked if line.when is When.NOW]
    found = {(line.record.kind, line.record.pk, str(line.what)): line for line in now}
    for line in _to_decide(person, asking, held, today):
        found.setdefault((line.record.kind, line.record.pk, str(line.what)), line)
    needs = [Need(line, line.to_me, _late(line, today), _press(person, line)) for line in found.values()]
    return sorted(needs, key=lambda need: (need.press, urgency(need.line)))


def _to_decide(person: Person, asking: Asking, held: Contract, today: date) -> Iterator[Line]:
    """What asks whoever may decide for its unit, whoever owns it."""
    for row in asking.waiting:
        if not person.may(Right.DECIDE, row.unit.path):
            continue
        if waits_for_answer(row, today):
            yield answer_line(row, today)
        elif (_tripped(row) and row.due and row.due < today) or _verdict_due(row, today):
            wanted = VERDICT if row.kind == "decision" else VERBS[row.kind, row.state][0]
            yield from (line for line in lines_of(row, today, held) if line.what is wanted)
    for aim in asking.aims:
        # Missed after its day it is a gap, told as one, and in no danger.
        if aim.idle and (aim.asking or aim.danger is not None) and person.may(Right.DECIDE, aim.objective.unit.path):
            yield Line(UNMET if aim.asking else IDLE, aim.objective, When.NOW, verb="unmet" if aim.asking else "")
    warned = {row.pk for row in asking.waiting if _tripped(row)}
    for risk in asking.beyond:
        if risk.pk not in warned and person.may(Right.DECIDE, risk.unit.path):
            yield Line(BEYOND, risk, When.NOW, risk.due)


def _press(person: Person, line: Line) -> Press:
    row = line.record
    if isinstance(row, UnreadInput):
        return Press.INPUT
    if line.what in _DECIDED:
        return _DECIDED[line.what]
    if _tripped(row):
        return Press.WARNED
    if row.kind == "request":
        return Press.ASKED
    if line.what is VERDICT:
        return Press.VERDICT
    if line.to_me:
        return Press.CLIMBED
    return Press.OWN if row.owner_id == person.pk else Press.TRIAGE


def _verdict_due(row: Any, today: date) -> bool:
    return row.kind == "decision" and row.asks_on is not None and row.asks_on <= today


def _tripped(row: Record | UnreadInput) -> bool:
    return (row.kind, row.state) == ("risk", "tripped")


def _asked_of(person: Person, row: Record) -> bool:
    return row.owner_id == person.pk or (untaken(row) and person.may(Right.TRIAGE, row.unit.path))


def untaken(row: Record) -> bool:
    """Is it a report that nobody has taken?"""
    return (row.kind, row.state) == ("issue", "reported")


def _late(line: Line, today: date) -> int:
    return (today - line.due).days if line.record.due and line.due and line.due < today else 0
