"""Where the chain from an objective to live work breaks."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pilothouse.bridge.alignment import Aim, Share, aims, most_endangered, share_of
from pilothouse.bridge.graph.gaps import alignment
from pilothouse.bridge.sight import sight_of
from pilothouse.improvement.operations import cancel_action, plan_action
from pilothouse.measures.chains import Gap, Missing
from pilothouse.measures.models import Indicator, Reading, Series, Target
from pilothouse.measures.operations import define_indicator, end_series, end_target, open_series, set_target
from pilothouse.records.models import Record
from pilothouse.reviews.operations import carry_out_decision, decide
from pilothouse.reviews.queries import series_behind
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from pilothouse.web.strategy.gap_words import said_of
from tests.cast import Cast, act
from tests.measures.numbers import record
from tests.web.strategy.aims import DUE, Aims, aims_of

ON = date(2026, 3, 2)


def test_an_objective_is_carried_by_one_below_that_is_measured(cast: Cast) -> None:
    found = aims_of(cast)
    top, low = aims(cast.leader, ON)
    assert (top.objective, top.gap, top.target) == (found.top, None, None)
    assert (low.objective, low.gap, low.series, low.actions) == (found.low, None, found.series, 1)
    assert share_of([top, low]) == Share(every=2, whole=2, acted=1, alone=0)


def test_values_that_stay_away_break_the_chain_on_every_page(cast: Cast) -> None:
    found = aims_of(cast)
    later = ON + timedelta(days=60)
    assert [aim.gap for aim in aims(cast.leader, later)] == [Gap.BELOW, Gap.VALUES]
    sight = sight_of(cast.leader, found.low.number, later)
    assert sight is not None
    assert sight.aim is not None
    assert sight.aim.gap is Gap.VALUES


def test_a_chain_hangs_on_the_series_of_its_target_alone(cast: Cast) -> None:
    found = aims_of(cast)
    silent = open_series(act(cast.leader), found.series.indicator, unit=cast.west)
    record(cast.quality, silent, [50.0] * 40)
    words = {"value": 51.0, "by": DUE, "objective": found.low}
    set_target(act(cast.leader), silent, **words)
    end_target(act(cast.leader), found.series.targets.get(), reason="No longer wanted")
    # The series in the east goes on, and is not what is wanted.
    assert [aim.gap for aim in aims(cast.leader, ON)] == [Gap.BELOW, Gap.VALUES]
    end_series(act(cast.leader), silent, on=ON, reason="The west is closed.")
    assert aims(cast.leader, ON)[1].gap is Gap.GIVEN_UP
    for person, told in ((cast.leader, "The west is closed."), (cast.owner, None)):
        (hole,) = [one for one in alignment(person, ON).holes if one.missing is Missing.OBJECTIVE_GIVEN_UP]
        assert (hole.record, hole.gone.ended_why if hole.gone else None) == (found.low, told)
    set_target(act(cast.leader), found.series, **words)
    assert [aim.gap for aim in aims(cast.leader, ON)] == [None, None]
    assert aims(cast.leader, DUE + timedelta(days=1))[1].breaks == [Gap.LAPSED, Gap.VALUES]


def test_a_target_that_another_displaced_was_not_given_up(cast: Cast) -> None:
    found = aims_of(cast)
    other = set_objective(act(cast.leader), title="Another aim", unit=cast.office, owner=cast.leader, due=DUE)
    set_target(act(cast.leader), found.series, value=49.0, by=DUE, objective=other)
    holes = [one for one in alignment(cast.leader, ON).holes if one.missing is Missing.OBJECTIVE_GIVEN_UP]
    (told,) = [said_of(hole, {}) for hole in holes if hole.record == found.low]
    assert told.startswith("ended on ")
    assert "another target" in told


def test_who_misses_a_target_without_work_is_named_until_somebody_acts(cast: Cast) -> None:
    found = aims_of(cast)
    assert [(aim.acted, aim.left_alone) for aim in aims(cast.leader, ON)] == [(False, False), (True, False)]
    cancel_action(act(cast.owner), found.action, reason="No money")
    _top, low = aims(cast.leader, ON)
    assert (low.acted, low.left_alone) == (False, True)
    assert idle(cast) == [found.low]
    decision = decide(
        act(cast.leader), unit=cast.office, owner=cast.owner, due=DUE, title="Rent tugs", choice="Two", reason="Late.",
        about=found.low,
    )  # fmt: skip
    assert idle(cast) == []
    carry_out_decision(act(cast.owner), decision)
    assert idle(cast) == [found.low]
    words = {"title": "Second tug", "owner": cast.owner, "due": DUE, "purpose": "improvement"}
    plan_action(act(cast.quality), origin=found.series.indicator, series=found.series, unit=cast.east, **words)
    _top, low = aims(cast.leader, ON)
    assert (low.acted, low.left_alone, low.actions) == (True, False, 0)
    assert idle(cast) == []


def idle(cast: Cast) -> list[Record]:
    """Objectives in the list of gaps for want of work."""
    return [hole.record for hole in alignment(cast.leader, ON).holes if hole.missing is Missing.OBJECTIVE_WORK]


def test_a_number_without_process_breaks_the_chain(cast: Cast) -> None:
    goal = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="Calm", due=date(2026, 12, 1))
    define_indicator(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="Noise", definition="dB", unit_of_measure="dB",
        value_kind="value", direction="down", frequency="week", objectives=[goal],
    )  # fmt: skip
    assert [aim.gap for aim in aims(cast.leader, ON)] == [Gap.TARGET]


def test_targets_of_other_units_stay_hidden_while_the_chain_is_told(cast: Cast) -> None:
    aims_of(cast)
    _top, low = aims(cast.west_owner, ON)
    assert low.target is None
    assert low.gap is None
    assert (low.actions, low.acted, low.left_alone) == (0, True, False)


def test_of_several_targets_an_unknown_one_does_not_hide_the_endangered_one(cast: Cast) -> None:
    found = aims_of(cast)
    known = {found.series: (0.3, {}), **dict.fromkeys(_further(cast, found), (None, {}))}
    _low, undecided, _young = known
    known[undecided] = (None, {"outlook": {"next": [0.05, 0.9], "at": None}})
    for series, (chance, picture) in known.items():
        Reading.objects.filter(series=series).update(chance=chance, picture=picture)
    for weakest in (undecided, found.series):
        low = aims(cast.leader, ON)[1]
        assert (low.series, low.untold) == (weakest, False)
        assert series_behind(Record.objects.get(pk=found.low.pk), cast.leader, ON) == weakest
        Reading.objects.filter(series=weakest).update(chance=None, picture={})
    assert aims(cast.leader, ON)[1].untold


def _further(cast: Cast, found: Aims) -> list[Series]:
    """Two more series with a target for the same objective."""
    units = (cast.west, cast.office)
    further = [open_series(act(cast.leader), found.series.indicator, unit=unit) for unit in units]
    for series in further:
        record(cast.quality, series, [50.0, 51.0])
        set_target(act(cast.leader), series, value=51.0, by=DUE, objective=found.low)
    return further


def test_of_many_objectives_those_in_danger_are_shown() -> None:
    likely, unlikely, unknown, unmeasured = _aim(0.9), _aim(0.1), _aim(None), replace(_aim(0.1), target=None)
    alone, asking = replace(_aim(0.95, now=0.5), acted=False), replace(_aim(0.99), asking=1)
    undecided = _aim(None, outlook={"next": [0.0, 0.4], "at": None})
    every = [likely, unmeasured, unknown, unlikely, alone, asking, undecided]
    assert most_endangered(every, 7) == every, "few enough: the tree as it stands"
    assert most_endangered(every, 6) == [asking, alone, undecided, unlikely, unknown, likely]
    assert most_endangered(every, 1) == [asking]


def _aim(chance: float | None, *, outlook: Any = None, now: float = 2.0) -> Aim:
    reading = Reading(chance=chance, picture={"outlook": outlook, "now": now})
    target = Target(series=Series(reading=reading, indicator=Indicator(direction="up")), value=1.0)
    return Aim(Objective(), 0, [], target, 1, 0, actions=0, acted=True, asking=0, borne=0, together=None)
