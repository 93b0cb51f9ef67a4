"""Ending a hand-over."""

import pytest

from pilothouse.processes.models import Handover, Process
from pilothouse.processes.operations import agree_handover, define_process, end_handover
from pilothouse.trail.act import Conflict, NotAllowed
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def turn(cast: Cast) -> Process:
    return define_process(act(cast.owner), unit=cast.east, owner=cast.owner, title="Turn", purpose="p")


@pytest.fixture
def handover(cast: Cast, turn: Process) -> Handover:
    return agree_handover(act(cast.owner), unit=cast.east, giver=turn, what="Departure")


def test_it_is_gone_and_the_history_remembers_it(cast: Cast, handover: Handover) -> None:
    key = handover.pk
    end_handover(act(cast.owner), handover)
    assert not Handover.objects.filter(pk=key).exists()
    assert '"Departure"' in Entry.objects.get(name="handover.ended", key=key).body
    assert verify().whole


def test_one_that_somebody_changed_meanwhile_is_not_ended(cast: Cast, handover: Handover) -> None:
    handover.version = 7
    with pytest.raises(Conflict):
        end_handover(act(cast.owner), handover)


def test_a_reader_may_not(cast: Cast, handover: Handover) -> None:
    with pytest.raises(NotAllowed):
        end_handover(act(cast.reader), handover)
