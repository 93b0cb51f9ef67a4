"""An objective in danger is told by the target that puts it there, and asks for a decision by the same rule."""

from typing import Any

from pilothouse.bridge.alignment import Aim, aims
from pilothouse.bridge.graph.gaps import alignment
from pilothouse.bridge.helm import helm
from pilothouse.bridge.needs import IDLE
from pilothouse.improvement.operations import cancel_action
from pilothouse.measures.chains import Missing
from pilothouse.measures.models import Reading, Series, Target
from pilothouse.measures.operations import accept_target, open_series, set_target
from pilothouse.organisation.models import Person
from pilothouse.reviews.queries.endangered import objectives_endangered
from pilothouse.reviews.rules import Danger, Standing, in_danger
from pilothouse.web.bridge.sentences import objectives
from tests.cast import NOW, Cast, act
from tests.measures.numbers import record
from tests.reviews.test_endangered import ABOVE, BELOW, TODAY, judged
from tests.web.strategy.aims import DUE, Aims

LIKELY = 0.9


def beside(cast: Cast, found: Aims, picture: dict[str, Any]) -> Series:
    """A second target of the objective, of the west, of which no chance is known."""
    west = open_series(act(cast.leader), found.series.indicator, unit=cast.west)
    record(cast.quality, west, [50.0, 51.0])
    set_target(act(cast.leader), west, value=51.0, by=DUE, objective=found.low)
    Reading.objects.filter(series=west).update(chance=None, change=0, picture=picture | {"outlook": None})
    return west


def low_of(cast: Cast) -> Aim:
    return aims(cast.leader, TODAY)[1]


def test_the_target_that_is_shown_is_the_one_in_danger(cast: Cast) -> None:
    found = judged(cast, LIKELY, ABOVE)
    west = beside(cast, found, {"now": BELOW, "values": [BELOW] * 12})
    low = low_of(cast)
    assert (low.danger, low.series, low.now, low.met) == (Danger.OPEN, west, BELOW, (0, 12))
    (told,) = objectives_endangered(cast.leader, None, TODAY)
    assert told.target == low.target
    line = objectives(helm(Person.objects.get(pk=cast.leader.pk), NOW))["aims"][1]
    assert (line.now, line.chance, line.met, line.place) == ("40.0", None, "0 of 12", "WST, one of 2")
    assert line.danger is not None


def test_a_missed_target_nobody_works_on_is_told_beside_a_likely_one(cast: Cast) -> None:
    found = judged(cast, LIKELY, ABOVE)
    west = beside(cast, found, {"now": BELOW, "values": [ABOVE] * 12})
    assert low_of(cast).danger is None, "somebody works on it"
    cancel_action(act(cast.owner), found.action, reason="No money")
    low = low_of(cast)
    assert (low.danger, low.series, low.left_alone) == (Danger.ALONE, west, True)


def test_of_those_that_are_missed_the_least_likely_is_told() -> None:
    likely = Standing(1, None, (0.9, 0.9), missed=False)
    unknown, missed = Standing(2, None, None, missed=True), Standing(3, None, (0.6, 0.6), missed=True)
    assert in_danger([likely, unknown], worked_on=False) == (Danger.ALONE, unknown)
    assert in_danger([likely, unknown, missed], worked_on=False) == (Danger.ALONE, missed)
    assert in_danger([likely, unknown, missed], worked_on=True) is None


def asked(cast: Cast) -> tuple[bool, bool]:
    """Does *Needs you* ask for it, and does the list of gaps name it?"""
    needs = helm(Person.objects.get(pk=cast.leader.pk), NOW).needs
    holes = alignment(cast.leader, TODAY).holes
    return IDLE in {need.line.what for need in needs}, Missing.OBJECTIVE_WORK in {hole.missing for hole in holes}


def test_what_may_be_out_of_reach_while_nobody_works_on_it_asks_for_a_decision(cast: Cast) -> None:
    found = judged(cast, None, ABOVE, (0.02, 0.2))
    assert asked(cast) == (False, False), "somebody works on it"
    cancel_action(act(cast.owner), found.action, reason="No money")
    low = low_of(cast)
    assert (low.danger, low.left_alone, low.idle) == (Danger.OPEN, False, True)
    assert asked(cast) == (True, True)


def bear(cast: Cast, series: Series) -> None:
    accept_target(act(cast.leader), Target.objects.get(series=series), reason="Not this year", until=DUE)


def test_what_asks_for_a_decision_asks_whatever_else_is_borne(cast: Cast) -> None:
    found = judged(cast, 0.01, ABOVE)
    cancel_action(act(cast.owner), found.action, reason="No money")
    west = beside(cast, found, {"now": BELOW, "values": [BELOW] * 12})
    for series in (found.series, west):
        told = Reading.objects.get(series=series).picture | {"capability": "not_capable"}
        Reading.objects.filter(series=series).update(chance=0.01, picture=told)
    low = low_of(cast)
    assert (low.asking, low.borne, low.idle) == (2, 0, True)
    bear(cast, west)
    low = low_of(cast)
    assert (low.asking, low.borne, low.idle) == (1, 1, True)
    bear(cast, found.series)
    low = low_of(cast)
    assert (low.asking, low.borne, low.idle) == (0, 2, False)
