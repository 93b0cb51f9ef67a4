"""Agreeing a hand-over."""

import pytest

from pilothouse.processes.models import Handover, Process
from pilothouse.processes.operations import agree_handover, define_process, retire_process
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def turn(cast: Cast) -> Process:
    return define_process(act(cast.owner), unit=cast.east, owner=cast.owner, title="Turn", purpose="p")


@pytest.fixture
def land(cast: Cast) -> Process:
    return define_process(act(cast.west_owner), unit=cast.west, owner=cast.west_owner, title="Land", purpose="p")


def test_either_end_may_agree_it(cast: Cast, turn: Process, land: Process) -> None:
    first = agree_handover(act(cast.owner), unit=cast.east, giver=turn, taker=land, what="Flight", agreed="on time")
    agree_handover(act(cast.west_owner), unit=cast.west, giver=turn, taker=land, what="Load sheet")
    assert (first.giver, first.taker, first.agreed) == (turn, land, "on time")
    assert Entry.objects.filter(name="handover.agreed").count() == 2
    assert verify().whole


def test_an_open_end_is_the_world_outside(cast: Cast, turn: Process) -> None:
    assert agree_handover(act(cast.owner), unit=cast.east, giver=turn, what="Departure").taker is None


def test_what_makes_no_sense_is_refused(cast: Cast, turn: Process, land: Process) -> None:
    agree_handover(act(cast.leader), unit=cast.east, giver=turn, what="Departure")
    for ends, what, field in (
        ({"giver": turn, "taker": land}, "  ", "what"),
        ({"giver": turn, "taker": turn}, "Echo", "taker"),
        ({"giver": turn}, "departure ", "what"),
    ):
        with pytest.raises(Refused) as refusal:
            agree_handover(act(cast.leader), unit=cast.east, what=what, **ends)
        assert refusal.value.field == field
    assert Handover.objects.count() == 1


def test_a_retired_end_is_refused(cast: Cast, turn: Process, land: Process) -> None:
    retire_process(act(cast.west_owner), land, reason="gone")
    with pytest.raises(Refused) as refusal:
        agree_handover(act(cast.owner), unit=cast.east, giver=turn, taker=land, what="Flight")
    assert refusal.value.field == "taker"


def test_who_answers_for_neither_end_may_not(cast: Cast, land: Process) -> None:
    for ends in ({"giver": land}, {}):
        with pytest.raises(NotAllowed):
            agree_handover(act(cast.owner), unit=cast.east, what="Flight", **ends)
