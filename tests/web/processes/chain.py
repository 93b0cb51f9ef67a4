"""A small chain for the tests of the pages: two core processes with a hand-over, one number, one open signal."""

from dataclasses import dataclass

from pilothouse.measures.models import Signal
from pilothouse.processes.models import Handover, Process
from pilothouse.processes.operations import agree_handover, define_process
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of


@dataclass
class Chain:
    """Plan gives the plan to turn; turn serves customers and got worse lately."""

    plan: Process
    turn: Process
    handover: Handover
    signal: Signal


def chain_of(cast: Cast) -> Chain:
    """The chain, made through operations."""
    plan = define_process(act(cast.leader), unit=cast.office, owner=cast.quality, title="Plan", purpose="It holds")
    turn = define_process(act(cast.owner), unit=cast.east, owner=cast.owner, title="Turn round", purpose="In time")
    handover = agree_handover(act(cast.leader), unit=cast.office, giver=plan, taker=turn, what="Plan of the week")
    series = series_of(cast, process=turn)
    record(cast.quality, series, [*STEADY, *STEADY, *STEADY, *STEADY[:8], 40.0, 39.0, 41.0, 40.0])
    return Chain(plan, turn, handover, Signal.objects.get(series=series))
