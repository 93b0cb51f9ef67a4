"""Many records, another date, one reason: all or none."""

from datetime import date

import pytest

from pilothouse.records.models import Record
from pilothouse.records.operations import move_due_all
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import Cast, act
from tests.stage import Stage
from tests.web.records.stage import objective

LATER = date(2027, 3, 1)


def test_all_dates_move_and_the_first_promise_stays(cast: Cast) -> None:
    aims, deed = [objective(cast, title) for title in ("One", "Two")], act(cast.leader, why="The hall is late.")
    move_due_all(deed, aims, due=LATER)
    assert {(record.due, record.first_due) for record in Record.objects.all()} == {(LATER, date(2026, 12, 31))}
    assert [entry.name for entry in Entry.objects.filter(act=deed.id)] == 2 * ["record.due_moved"]


def test_without_a_reason_nothing_moves(cast: Cast) -> None:
    with pytest.raises(Refused):
        move_due_all(act(cast.leader), [objective(cast)], due=LATER)


def test_a_locked_date_holds_all_back(stage: Stage) -> None:
    leader = stage.cast.leader
    with pytest.raises(Refused):
        move_due_all(act(leader, why="Later"), [stage.objective, stage.decision], due=LATER)
    assert not Record.objects.filter(due=LATER).exists()


def test_members_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        move_due_all(act(cast.member, why="Later"), [objective(cast)], due=LATER)
