"""Retiring a process."""

import pytest

from pilothouse.processes.models import Process
from pilothouse.processes.operations import agree_handover, define_process, end_handover, retire_process
from pilothouse.records.models import Note
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def turn(cast: Cast) -> Process:
    return define_process(act(cast.owner), unit=cast.east, owner=cast.owner, title="Turn", purpose="p")


def test_it_leaves_the_map_and_the_reason_stays(cast: Cast, turn: Process) -> None:
    retire_process(act(cast.owner), turn, reason="A carrier does it now.")
    assert turn.ended
    assert Note.objects.get(record=turn).text == "A carrier does it now."
    assert Entry.objects.filter(name="process.retired", key=turn.pk).count() == 1
    assert verify().whole


def test_not_while_a_handover_rests_on_it(cast: Cast, turn: Process) -> None:
    handover = agree_handover(act(cast.owner), unit=cast.east, giver=turn, what="Departure")
    with pytest.raises(Refused):
        retire_process(act(cast.owner), turn, reason="x")
    end_handover(act(cast.owner), handover)
    assert retire_process(act(cast.owner), turn, reason="x").ended


def test_the_west_owner_may_not(cast: Cast, turn: Process) -> None:
    with pytest.raises(NotAllowed):
        retire_process(act(cast.west_owner), turn, reason="x")
