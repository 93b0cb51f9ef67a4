"""Which objectives are in danger: one answer for the input, the agenda and the bridge, and only of what is seen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pilothouse.bridge.alignment import aims
from pilothouse.bridge.helm import helm
from pilothouse.bridge.needs import IDLE
from pilothouse.improvement.operations import cancel_action
from pilothouse.measures.models import Reading
from pilothouse.measures.operations import open_series, set_target
from pilothouse.organisation.models import Person, Unit
from pilothouse.paper.aims import dangers_in
from pilothouse.paper.aims import in_danger as in_danger_on_paper
from pilothouse.paper.aims import objective as objective_on_paper
from pilothouse.paper.opening import opened
from pilothouse.reviews.danger_wording import danger_said
from pilothouse.reviews.operations import freeze_pack, plan_review
from pilothouse.reviews.queries import live_inputs
from pilothouse.reviews.queries.endangered import objectives_endangered, objectives_in_danger
from pilothouse.reviews.queries.inputs.facts import facts_for
from pilothouse.reviews.rules import Danger, InDanger, Section, Standing, fitting, how_many, in_danger
from tests.cast import NOW, Cast, act
from tests.measures.numbers import record
from tests.web.strategy.aims import DUE, Aims, aims_of

TODAY = DUE - timedelta(days=300)
ABOVE, BELOW = 60.0, 40.0  # of a target of 51


def judged(cast: Cast, chance: float | None, now: float = ABOVE, outlook: Sequence[float] | None = None) -> Aims:
    """A direction whose one target, of the east, is read anew."""
    found = aims_of(cast)
    picture: dict[str, Any] = {"now": now, "values": [now] * 12, "outlook": None}
    if outlook:
        picture["outlook"] = {"next": list(outlook), "at": None, "since": None}
    Reading.objects.filter(series=found.series).update(chance=chance, picture=picture, change=0)
    return found


def said(person: Person, unit: Unit | None = None) -> str:
    """What stands with the input Objectives."""
    found = next(one for one in live_inputs(person, TODAY, TODAY, unit) if one.input.key == "objectives")
    return " ".join(found.sentences)


def test_the_input_tells_of_no_target_on_a_series_that_is_not_seen(cast: Cast) -> None:
    judged(cast, 0.1)
    assert said(cast.leader) == said(cast.owner) == "2 objectives. 1 in danger: 1 looks out of reach."
    assert said(cast.west_owner) == "2 objectives."
    assert facts_for(cast.west_owner, None, TODAY, TODAY).in_danger == InDanger()


def test_a_meeting_of_a_unit_counts_the_targets_of_that_unit(cast: Cast) -> None:
    judged(cast, 0.1)
    assert "1 in danger" in said(cast.leader, cast.east)
    assert "danger" not in said(cast.leader, cast.west)
    assert facts_for(cast.leader, cast.west, TODAY, TODAY).in_danger == InDanger()


@pytest.mark.parametrize(
    ("chance", "now", "outlook", "danger"),
    [
        (0.1, ABOVE, None, Danger.TOLD),
        (0.1, BELOW, None, Danger.TOLD),
        (None, ABOVE, (0.02, 0.2), Danger.OPEN),
        (None, ABOVE, (0.02, 0.6), None),
        (0.4, BELOW, None, None),
        (None, BELOW, None, Danger.OPEN),
        (None, ABOVE, None, None),
    ],
)
def test_the_bridge_and_the_agenda_go_by_one_rule(
    cast: Cast, chance: float | None, now: float, outlook: Any, danger: Danger | None
) -> None:
    low = judged(cast, chance, now, outlook).low
    found = {one.objective: one.danger for one in objectives_endangered(cast.leader, None, TODAY)}
    assert found == ({low.pk: danger} if danger is not None else {})
    assert [aim.danger for aim in aims(cast.leader, TODAY)] == [None, danger]


def test_nobody_works_on_it_and_it_misses_its_target(cast: Cast) -> None:
    found = judged(cast, 0.5, BELOW)
    assert objectives_endangered(cast.leader, None, TODAY) == []
    cancel_action(act(cast.owner), found.action, reason="No money")
    (one,) = objectives_endangered(cast.leader, cast.office, TODAY)
    assert (one.objective, one.danger, one.target.series) == (found.low.pk, Danger.ALONE, found.series)
    assert [aim.danger for aim in aims(cast.leader, TODAY)] == [None, Danger.ALONE]
    assert said(cast.leader) == "2 objectives. 1 in danger: 1 misses its target while nobody works on it."
    assert objectives_endangered(cast.west_owner, None, TODAY) == []
    (item,) = objectives_in_danger(cast.office, cast.leader, TODAY)
    assert item.reason.startswith("chance to reach 51.0 % by ")
    assert item.reason.endswith("; 40.0 % now, and nobody works on it")
    assert item.plain == "its target is missed, and nobody works on it"


def test_an_objective_on_which_nobody_works_comes_before_one_that_is_further_away(cast: Cast) -> None:
    found = judged(cast, 0.1)
    (worked,) = objectives_in_danger(cast.office, cast.leader, TODAY)
    Reading.objects.filter(series=found.series).update(chance=0.5, picture={"now": BELOW, "values": [BELOW] * 12})
    cancel_action(act(cast.owner), found.action, reason="No money")
    (idle,) = objectives_in_danger(cast.office, cast.leader, TODAY)
    assert idle.weight > 1.0 > worked.weight
    taken = fitting([replace(worked, record_id=1), replace(idle, record_id=2)], {Section.OBJECTIVES}, 1).taken
    assert [one.record_id for one in taken] == [2]


def test_an_agenda_says_which_target_is_out_of_reach_without_a_change(cast: Cast) -> None:
    found = judged(cast, 0.1)
    (seldom,) = objectives_in_danger(cast.office, cast.leader, TODAY)
    assert "without a change" not in seldom.reason
    reading = Reading.objects.get(series=found.series)
    Reading.objects.filter(series=found.series).update(
        chance=0.01, picture=reading.picture | {"capability": "not_capable"}
    )
    (never,) = objectives_in_danger(cast.office, cast.leader, TODAY)
    assert never.reason.endswith("; out of reach without a change")


def test_a_target_whose_day_has_passed_is_a_gap_and_no_danger(cast: Cast) -> None:
    judged(cast, 0.1)
    assert len(objectives_endangered(cast.leader, None, DUE)) == 1
    later = DUE + timedelta(days=1)
    assert objectives_endangered(cast.leader, None, later) == []
    assert [aim.danger for aim in aims(cast.leader, later)] == [None, None]


def test_one_target_out_of_reach_is_enough_and_work_takes_none_of_it_back() -> None:
    fine = Standing(1, None, (0.1, 0.9), missed=True)
    unlikely, feared = Standing(2, Danger.TOLD, (0.2, 0.2), missed=False), Standing(3, Danger.OPEN, None, missed=False)
    assert in_danger([fine, feared, unlikely], worked_on=True) == (Danger.TOLD, unlikely)
    assert in_danger([fine, feared], worked_on=False) == (Danger.OPEN, feared)
    assert in_danger([fine], worked_on=True) is None
    assert in_danger([fine, Standing(4, None, (0.5, 0.5), missed=False)], worked_on=False) == (Danger.ALONE, fine)
    assert in_danger([], worked_on=False) is None


def test_each_objective_counts_once_and_the_words_add_up() -> None:
    found = how_many([Danger.TOLD, None, Danger.ALONE, Danger.TOLD, Danger.OPEN])
    words = "4 in danger: 2 look out of reach, 1 may be, 1 more misses its target while nobody works on it"
    assert (found, danger_said(found), danger_said(InDanger())) == (InDanger(2, 1, 1), words, "")


@pytest.mark.parametrize("case", ["lapsed", "untold"])
def test_paper_judges_every_target_that_is_to_come(cast: Cast, case: str) -> None:
    """One least likely that has lapsed, or one easily met beside one of which nobody can tell."""
    found, later = aims_of(cast), timedelta(days=5)
    west = open_series(act(cast.leader), found.series.indicator, unit=cast.west)
    values = [50.0, 51.0, 49.0, 50.5] * 10 if case == "lapsed" else [50.0, 51.0, 49.0]
    record(cast.quality, west, values)
    by, wanted = (NOW.date() + timedelta(days=2), 53.0) if case == "lapsed" else (DUE, 48.0)
    set_target(act(cast.leader), west, value=95.0, by=by, objective=found.low)
    set_target(act(cast.leader), found.series, value=wanted, by=DUE, objective=found.low)
    review = plan_review(
        act(cast.leader, later=later), unit=cast.office, owner=cast.quality, title="Whole", on=(NOW + later).date(),
        since=NOW.date(), attendees=[cast.leader],
    )  # fmt: skip
    told = opened(freeze_pack(act(cast.quality, later=later), review))
    screen = [aim for aim in aims(cast.leader, (NOW + later).date()) if aim.danger is not None]
    assert [aim.objective for aim in screen] == [found.low]
    assert dangers_in(told) == how_many(aim.danger for aim in screen)
    assert [one["code"] for one in in_danger_on_paper(told)] == [found.low.code]
    (row,) = (objective_on_paper(told, one) for one in told.body["objectives"] if one["code"] == found.low.code)
    assert screen[0].target is not None
    assert row["wanted"].startswith(f"{screen[0].target.value:.1f}"), "its row tells of the target in danger"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (InDanger(0, 2, 0), "2 in danger: 2 may be out of reach"),
        (InDanger(0, 1, 1), "2 in danger: 1 may be out of reach, 1 more misses its target while nobody works on it"),
        (InDanger(1, 0, 2), "3 in danger: 1 looks out of reach, 2 more miss their target while nobody works on them"),
        (InDanger(1, 2, 0), "3 in danger: 1 looks out of reach, 2 may be"),
    ],
)
def test_what_may_be_is_said_in_full_where_nothing_is_told_for_sure(found: InDanger, words: str) -> None:
    assert danger_said(found) == words


def test_what_is_missed_after_its_day_asks_as_a_gap_and_not_as_a_danger(cast: Cast) -> None:
    found = aims_of(cast)
    set_target(act(cast.leader), found.series, value=53.0, by=NOW.date() + timedelta(days=1), objective=found.low)
    cancel_action(act(cast.owner), found.action, reason="No")
    told = helm(Person.objects.get(pk=cast.leader.pk), NOW + timedelta(days=5))
    (low,) = (aim for aim in told.aims if aim.objective == found.low)
    assert (low.danger, low.left_alone) == (None, True)
    assert IDLE not in {need.line.what for need in told.needs}
