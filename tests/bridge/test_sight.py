"""The line of sight of an objective, up and down."""

from datetime import date

from pilothouse.bridge.alignment import aims
from pilothouse.bridge.sight import MOST_SERIES, Step, sight_of
from pilothouse.improvement.operations import plan_action
from pilothouse.measures.operations import end_target, open_series
from pilothouse.organisation.models import Person
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import end_objective
from tests.cast import Cast, act
from tests.web.strategy.aims import DUE, aims_of

ON = date(2026, 3, 2)


def line_of_sight(objective: Objective, person: Person) -> list[Step]:
    found = sight_of(person, objective.number, ON)
    assert found is not None
    return found.steps


def test_each_step_stands_one_deeper_than_what_it_serves(cast: Cast) -> None:
    found = aims_of(cast)
    steps = line_of_sight(found.top, cast.leader)
    told = [(step.depth, step.record.kind if step.record else "series", step.current) for step in steps]
    assert told == [
        (0, "policy", False), (1, "theme", False), (2, "objective", True), (3, "objective", False),
        (4, "action", False), (4, "indicator", False), (5, "series", False),
    ]  # fmt: skip
    assert steps[-1].target is not None


def test_from_below_it_shows_what_it_serves_and_not_its_siblings(cast: Cast) -> None:
    found = aims_of(cast)
    kinds = [step.record.code for step in line_of_sight(found.low, cast.leader) if step.record]
    assert kinds[:4] == ["POL-0001", "THM-0001", found.top.code, found.low.code]


def test_an_action_that_is_to_move_a_series_stands_below_it(cast: Cast) -> None:
    found = aims_of(cast)
    words = {"title": "Second tug", "owner": cast.owner, "due": DUE, "purpose": "initiative"}
    moving = plan_action(act(cast.quality), origin=found.series.indicator, series=found.series, unit=cast.east, **words)
    steps = line_of_sight(found.low, cast.leader)
    place = next(i for i, step in enumerate(steps) if step.record and step.record.pk == moving.pk)
    assert steps[place - 1].series == found.series
    assert steps[place].depth == steps[place - 1].depth + 1


def test_what_one_may_not_see_is_not_on_it(cast: Cast) -> None:
    found = aims_of(cast)
    steps = line_of_sight(found.low, cast.west_owner)
    assert not [step for step in steps if step.series or (step.record and step.record.kind == "action")]


def test_only_the_series_with_a_target_for_it_stand_below_it(cast: Cast) -> None:
    found = aims_of(cast)
    for number in range(3):
        open_series(act(cast.quality), found.series.indicator, unit=cast.east, label=f"Gate {number:02}")
    steps = line_of_sight(found.low, cast.leader)
    assert [step.series for step in steps if step.series] == [found.series]
    assert not [step for step in steps if step.hidden]


def test_many_series_are_cut_and_counted(cast: Cast) -> None:
    found = aims_of(cast)
    end_target(act(cast.leader), found.series.targets.get(), reason="No longer wanted")
    for number in range(MOST_SERIES + 3):
        open_series(act(cast.quality), found.series.indicator, unit=cast.east, label=f"Gate {number:02}")
    steps = line_of_sight(found.low, cast.leader)
    assert len([step for step in steps if step.series]) == MOST_SERIES
    assert [step.hidden for step in steps if step.hidden] == [4]


def test_what_has_become_of_it_is_told_as_on_the_direction_page(cast: Cast) -> None:
    found = aims_of(cast)
    for person in (cast.leader, cast.west_owner):
        told = [sight_of(person, one.number, ON) for one in (found.top, found.low)]
        assert [each.aim for each in told if each] == aims(person, ON)


def test_an_ended_objective_keeps_its_line_and_what_nobody_set_has_none(cast: Cast) -> None:
    low = aims_of(cast).low
    end_objective(act(cast.leader), low, step="reach", reason="Nine months in a row.")
    sight = sight_of(cast.leader, low.number, ON)
    assert sight is not None
    assert sight.aim is None
    assert [step.record for step in sight.steps if step.current] == [low]
    assert sight_of(cast.leader, 99, ON) is None
