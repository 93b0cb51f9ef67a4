"""A date that is too far to tell: nothing makes up a chance on it, or says that its target is out of reach."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from django.test import Client

from pilothouse.bridge.alignment import aims
from pilothouse.bridge.unmet import unmet_targets
from pilothouse.measures.models import Reading, Series
from pilothouse.measures.operations import set_target
from pilothouse.organisation.models import Person
from pilothouse.paper.aims import in_danger
from pilothouse.paper.opening import opened
from pilothouse.reviews.models import Pack
from pilothouse.reviews.operations import freeze_pack
from pilothouse.reviews.queries.endangered import objectives_endangered, objectives_in_danger
from pilothouse.reviews.queries.inputs.facts import facts_for
from pilothouse.reviews.rules import Danger, InDanger
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from pilothouse.web.strategy.words import aim_line, together_in_words
from tests.cast import NOW, act
from tests.reviews.targets import aimed_at
from tests.stage import Stage

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
BY = YESTERDAY + timedelta(days=365)


@pytest.fixture
def objective(stage: Stage) -> Objective:
    return set_objective(act(stage.cast.leader), unit=stage.cast.office, owner=stage.cast.owner, title="Up", due=BY)


@pytest.fixture
def rising(stage: Stage, objective: Objective) -> Series:
    """300 days that rise by 0.1 each: in a year by 36.5, and 29 are wanted."""
    values = 10 + 0.1 * np.arange(300) + np.random.default_rng(1).normal(0, 0.5, 300)
    wanted = float(round(values[-1] + 29))
    return aimed_at(stage, objective, values.tolist(), wanted, frequency="day", last=YESTERDAY, by=BY)


def test_it_is_said_to_be_out_of_reach_nowhere(stage: Stage, rising: Series, objective: Objective) -> None:
    reading, leader = Reading.objects.get(series=rising), stage.cast.leader
    assert (reading.picture["outlook"]["at"], reading.too_far) == (None, True)
    assert reading.chance is not None
    assert reading.chance < 0.05
    assert reading.picture["capability"] == "cannot_be_told"
    assert unmet_targets(leader, objective, TODAY) == []
    found = {one.objective: one.danger for one in objectives_endangered(leader, None, TODAY)}
    assert found[objective.pk] is Danger.OPEN
    told = facts_for(leader, None, TODAY, TODAY).in_danger
    assert told == InDanger(1, 1, 0)  # the stage's own is out of reach


def test_pages_and_the_agenda_say_that_it_is_too_far(
    stage: Stage, rising: Series, objective: Objective, signed_in: Callable[[Person], Client]
) -> None:
    leader = stage.cast.leader
    aim = next(one for one in aims(leader, TODAY) if one.objective == objective)
    day = f"{BY:%-d %B %Y}"
    assert aim_line(aim).outlook.endswith(f"; {day} is too far to tell")
    (item,) = (one for one in objectives_in_danger(stage.cast.office, leader, TODAY) if one.record_id == objective.pk)
    assert ": too far to tell, next time under 5\u00a0%" in item.reason
    page = signed_in(leader).get(f"/series/{rising.pk}/").text
    assert f"Its chance next time: under 5\u00a0%; {day} is too far to tell." in page


def test_beside_other_targets_it_is_one_that_cannot_be_told(stage: Stage, rising: Series, objective: Objective) -> None:
    set_target(act(stage.cast.leader), stage.series, value=1.0, by=date(2026, 6, 1), objective=objective)
    aim = next(one for one in aims(stage.cast.leader, TODAY) if one.objective == objective)
    assert aim.together is not None
    assert aim.together.unknown == 1
    assert together_in_words(aim.together).endswith(", 1 cannot be told")


def test_a_pack_says_so_too(stage: Stage, rising: Series, objective: Objective) -> None:
    pack: Pack = freeze_pack(act(stage.cast.quality), stage.review)
    figure = next(one for one in json.loads(pack.body)["figures"] if one["series"] == rising.pk)
    assert (figure["target"]["at"], figure["target"]["capability"]) == (None, "cannot_be_told")
    (danger,) = (one for one in in_danger(opened(pack)) if one["code"] == objective.code)
    assert "chance next under 5\u00a0%, then too far to tell" in danger["said"]
    assert danger["tone"] == ""
