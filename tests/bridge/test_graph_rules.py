"""The rules of the strategy-to-work graph: where chains break, what pulls apart, which line is the straightest."""

import random

import pytest

from pilothouse.bridge.graph.rules import Tie, Way, line_of
from pilothouse.measures.chains import Aimed, Gap, Link, Wanted, chains_of
from pilothouse.measures.pulls import Demand, pulls_among

WHOLE, LONELY = Link(True, True, True, True), Link(False, False, True, True)
NOT_OWNED, SILENT, OVER = Link(True, False, True, True), Link(True, True, True, False), Link(True, True, False, True)
NOTHING, LAPSED = Wanted.NOTHING, Wanted.LAPSED


def aimed(
    key: int = 1, serves: int | None = None, *links: Link, owned: bool = True, wanted: Wanted = Wanted.AHEAD,
    given_up: bool = False,
) -> Aimed:  # fmt: skip
    return Aimed(key, serves, owned, links, wanted, given_up)


@pytest.mark.parametrize(
    ("aim", "breaks"),
    [
        (aimed(1, None, WHOLE), []),
        (aimed(1, None, WHOLE, owned=False), [Gap.OWNER]),
        (aimed(wanted=NOTHING), [Gap.INDICATOR]),
        (aimed(owned=False, wanted=NOTHING), [Gap.OWNER, Gap.INDICATOR]),
        (aimed(1, None, WHOLE, wanted=NOTHING), [Gap.TARGET]),
        (aimed(1, None, LONELY), [Gap.PROCESS]),
        (aimed(1, None, LONELY, wanted=NOTHING), [Gap.TARGET, Gap.PROCESS]),
        (aimed(1, None, LONELY, WHOLE), []),
        (aimed(1, None, NOT_OWNED), [Gap.PROCESS_OWNER]),
        (aimed(1, None, SILENT), [Gap.VALUES]),
        (aimed(1, None, OVER), [Gap.ENDED]),
        (aimed(1, None, OVER, SILENT), [Gap.VALUES]),
        (aimed(1, None, WHOLE, wanted=NOTHING, given_up=True), [Gap.GIVEN_UP]),
        (aimed(wanted=NOTHING, given_up=True), [Gap.GIVEN_UP]),
        (aimed(1, None, WHOLE, wanted=LAPSED), [Gap.LAPSED]),
        (aimed(1, None, OVER, wanted=LAPSED), [Gap.LAPSED, Gap.ENDED]),
    ],
)
def test_every_break_of_one_chain_is_named(aim: Aimed, breaks: list[Gap]) -> None:
    assert chains_of([aim]) == {1: breaks}


def test_those_below_carry_what_is_not_measured_itself() -> None:
    top, middle = aimed(1, None, wanted=NOTHING), aimed(2, 1, wanted=NOTHING)
    assert chains_of([top, middle, aimed(3, 2, WHOLE)]) == {1: [], 2: [], 3: []}
    assert chains_of([top, middle, aimed(3, 2, SILENT)]) == {1: [Gap.BELOW], 2: [Gap.BELOW], 3: [Gap.VALUES]}
    assert chains_of([top, middle, aimed(3, 2, wanted=NOTHING)])[1] == [Gap.INDICATOR]
    assert chains_of([aimed(1, None, WHOLE, wanted=NOTHING), aimed(2, 1, SILENT)])[1] == []
    lapsed = aimed(2, 1, WHOLE, wanted=LAPSED)
    assert chains_of([aimed(1, None, WHOLE, wanted=NOTHING), lapsed])[1] == [Gap.LAPSED]
    assert chains_of([top, lapsed])[1] == [Gap.BELOW]


def test_one_whole_chain_below_is_enough() -> None:
    rows = [aimed(1, None, wanted=NOTHING), aimed(2, 1, SILENT), aimed(3, 1, WHOLE)]
    assert chains_of(rows)[1] == []


def demand(objective: int, values: list[float], *, up: int = 1, frequency: str = "week", series: int = 0) -> Demand:
    return Demand(objective, series or objective, up, frequency, dict(enumerate(values)))


def noise(seed: int, count: int = 60) -> list[float]:
    source = random.Random(seed)
    return [source.gauss(0, 1) for _ in range(count)]


def test_what_moves_against_each_others_wishes_pulls_apart() -> None:
    rising = noise(1)
    mirrored = [-value for value in rising]
    found = pulls_among([demand(1, rising), demand(2, mirrored), demand(3, noise(2))])
    (pull,) = found.found
    assert (pull.one.objective, pull.other.objective, pull.against, pull.moves) == (1, 2, 59, 59)
    assert pull.chance < 1e-9
    assert (found.compared, found.untold) == (3, 0)


def test_the_wanted_direction_decides_whether_moving_alike_is_a_contradiction() -> None:
    line = noise(1)
    assert not pulls_among([demand(1, line), demand(2, line)]).found
    assert len(pulls_among([demand(1, line), demand(2, line, up=-1)]).found) == 1


def test_one_objective_does_not_contradict_itself_nor_a_series_itself() -> None:
    line = noise(1)
    alone = pulls_among([demand(1, line, series=5), demand(1, line, up=-1, series=6), demand(2, line, up=-1, series=6)])
    assert [(pull.one.series, pull.other.series) for pull in alone.found] == [(5, 6)]
    assert alone.compared == 1


def test_too_little_in_common_is_said_and_not_judged() -> None:
    few, others = noise(1, 20), noise(1)
    found = pulls_among([demand(1, few), demand(2, [-value for value in few]), demand(3, others, frequency="month")])
    assert (found.found, found.compared, found.untold) == ([], 0, 3)
    # A value that is missing is no move.
    holes = Demand(2, 2, -1, "week", {place: value for place, value in enumerate(others) if place % 2})
    assert pulls_among([demand(1, others), holes]).untold == 1
    assert pulls_among([]).compared == 0


def test_noise_seldom_pulls_apart() -> None:
    found = [pulls_among([demand(key, noise(40 * run + key)) for key in range(1, 7)]) for run in range(60)]
    assert all(one.compared == 15 for one in found)
    assert sum(bool(one.found) for one in found) <= 6  # promised: one in twenty of sixty


def test_the_straightest_line_is_told() -> None:
    far, near = Tie(1, True, 2, Way.TARGET, 7), Tie(1, True, 0, Way.INDICATOR, 8)
    through = Tie(2, True, 0, Way.PROCESS, 8, 9)
    assert line_of([far, through, near]) == [near]
    assert line_of([through, far]) == [far]
    assert line_of([through]) == [through]
    ended = Tie(4, False, 0, Way.DIRECT)
    assert line_of([ended, far]) == [far]
    assert line_of([ended]) == [ended]
    assert line_of([]) == []
    both = [Tie(5, True, 0, Way.DIRECT), Tie(6, True, 0, Way.TARGET, 7)]
    assert line_of(both[::-1]) == both
