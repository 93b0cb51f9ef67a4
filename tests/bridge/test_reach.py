"""What trouble in a process can reach along the hand-overs."""

import pytest

from pilothouse.bridge.reach import reach_of
from pilothouse.processes.models import Part, Process
from pilothouse.processes.operations import agree_handover, define_process
from pilothouse.processes.rules import Exchange, downstream
from tests.bridge.stage import indicator
from tests.cast import Cast, act


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], {}),
        ([(1, 2), (2, 3)], {2: 1, 3: 2}),
        ([(1, 2), (2, 1)], {2: 1}),
        ([(1, 2), (2, 3), (1, 3), (3, 4)], {2: 1, 3: 1, 4: 2}),
        ([(2, 1), (1, None), (None, 1)], {}),
    ],
    ids=["nothing", "chain", "circle", "short cut", "upstream and outside"],
)
def test_downstream(pairs: list[tuple[int | None, int | None]], found: dict[int, int]) -> None:
    assert downstream(1, [Exchange(giver, taker, "it") for giver, taker in pairs]) == found


def process(cast: Cast, title: str, position: int) -> Process:
    return define_process(
        act(cast.leader), unit=cast.office, owner=cast.owner, title=title, purpose="On", part=Part.CORE,
        position=position,
    )  # fmt: skip


def test_names_what_lies_downstream(cast: Cast) -> None:
    turn, board, fly = (process(cast, title, place) for place, title in enumerate(("Turn", "Board", "Fly")))
    by = act(cast.leader)
    agree_handover(by, unit=cast.office, giver=turn, taker=board, what="Aircraft ready")
    agree_handover(by, unit=cast.office, giver=board, taker=fly, what="Doors closed")
    shown = indicator(cast, process=fly)
    for who in (cast.leader, cast.member):
        reach = reach_of(who, turn.pk)
        assert reach is not None
        assert [(each.process, each.steps, each.given) for each in reach.reached] == [
            (board, 1, ["Aircraft ready"]), (fly, 2, ["Doors closed"]),
        ]  # fmt: skip
        assert [each.indicators for each in reach.reached] == [[], [shown]]
    assert reach_of(cast.leader, None) is None
    ends = reach_of(cast.leader, fly.pk)
    assert ends is not None
    assert ends.reached == []
