"""Rewording a hand-over."""

import pytest

from pilothouse.processes.models import Handover, Process
from pilothouse.processes.operations import agree_handover, change_handover, define_process
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def turn(cast: Cast) -> Process:
    return define_process(act(cast.owner), unit=cast.east, owner=cast.owner, title="Turn", purpose="p")


@pytest.fixture
def handover(cast: Cast, turn: Process) -> Handover:
    return agree_handover(act(cast.owner), unit=cast.east, giver=turn, what="Departure")


def test_words_change(cast: Cast, handover: Handover) -> None:
    change_handover(act(cast.owner), handover, what="Departure on time", agreed="within 15 minutes")
    handover.refresh_from_db()
    assert (handover.what, handover.agreed) == ("Departure on time", "within 15 minutes")
    assert Entry.objects.filter(name="handover.changed", key=handover.pk).count() == 1
    assert verify().whole


def test_blank_words_or_those_of_another_are_refused(cast: Cast, turn: Process, handover: Handover) -> None:
    agree_handover(act(cast.owner), unit=cast.east, giver=turn, what="Record")
    for what in (" ", "RECORD"):
        with pytest.raises(Refused) as refusal:
            change_handover(act(cast.owner), handover, what=what, agreed="")
        assert refusal.value.field == "what"


def test_the_west_owner_may_not(cast: Cast, handover: Handover) -> None:
    with pytest.raises(NotAllowed):
        change_handover(act(cast.west_owner), handover, what="x", agreed="")
