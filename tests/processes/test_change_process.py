"""Changing a process."""

import pytest

from pilothouse.processes.models import Process
from pilothouse.processes.operations import change_process, define_process, retire_process
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def turn(cast: Cast) -> Process:
    return define_process(act(cast.owner), unit=cast.east, owner=cast.owner, title="Turn", purpose="p")


def test_words_owner_and_place_change(cast: Cast, turn: Process) -> None:
    change_process(
        act(cast.owner), turn, title="Turn round", owner=cast.member, purpose="On time", part="leading", position=3
    )
    turn.refresh_from_db()
    assert (turn.title, turn.owner, turn.part, turn.position) == ("Turn round", cast.member, "leading", 3)
    assert Entry.objects.filter(name="process.changed", key=turn.pk).count() == 1
    assert verify().whole


def test_a_retired_one_changes_no_more(cast: Cast, turn: Process) -> None:
    retire_process(act(cast.owner), turn, reason="gone")
    with pytest.raises(Refused):
        change_process(act(cast.owner), turn, title="x", owner=cast.owner, purpose="p", part="core", position=1)


def test_the_west_owner_may_not(cast: Cast, turn: Process) -> None:
    with pytest.raises(NotAllowed):
        change_process(
            act(cast.west_owner), turn, title="x", owner=cast.west_owner, purpose="p", part="core", position=1
        )
