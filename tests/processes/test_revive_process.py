"""Reviving a process."""

import pytest

from pilothouse.processes.models import Process
from pilothouse.processes.operations import define_process, retire_process, revive_process
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def turn(cast: Cast) -> Process:
    return define_process(act(cast.owner), unit=cast.east, owner=cast.owner, title="Turn", purpose="p")


def test_it_is_back_on_the_map(cast: Cast, turn: Process) -> None:
    retire_process(act(cast.owner), turn, reason="gone")
    revive_process(act(cast.owner), turn)
    turn.refresh_from_db()
    assert (turn.state, turn.ended_at) == ("live", None)
    assert Entry.objects.filter(name="process.revived", key=turn.pk).count() == 1
    assert verify().whole


def test_a_live_one_is_not_revived(cast: Cast, turn: Process) -> None:
    with pytest.raises(Refused):
        revive_process(act(cast.owner), turn)


def test_a_reader_may_not(cast: Cast, turn: Process) -> None:
    retire_process(act(cast.owner), turn, reason="gone")
    with pytest.raises(NotAllowed):
        revive_process(act(cast.reader), turn)
