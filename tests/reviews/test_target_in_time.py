"""A target that the next value misses and its date may bring is neither out of reach nor asks anybody to decide."""

import json
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from django.test import Client

from pilothouse.bridge.alignment import aims
from pilothouse.bridge.unmet import unmet_targets
from pilothouse.measures.models import Reading, Series
from pilothouse.organisation.models import Person
from pilothouse.paper.aims import in_danger
from pilothouse.paper.opening import opened
from pilothouse.reviews.operations import freeze_pack
from pilothouse.reviews.queries.endangered import objectives_endangered
from pilothouse.reviews.queries.inputs.facts import facts_for
from pilothouse.reviews.rules import Danger
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from pilothouse.web.strategy.words import aim_line
from tests.cast import NOW, act
from tests.reviews.targets import aimed_at
from tests.stage import Stage

TODAY = NOW.date()
LAST, BY = date(2026, 2, 1), date(2026, 11, 1)
COUNT = 60
NOISE = np.random.default_rng(1).normal(0, 0.5, COUNT)
RISING = 10 + 0.3 * np.arange(COUNT) + NOISE
# Highest in November, lowest in May.
SWINGING = 50 + 15 * np.sin(2 * np.pi * (np.arange(COUNT) - 54) / 12) + NOISE


@pytest.fixture
def objective(stage: Stage) -> Objective:
    return set_objective(act(stage.cast.leader), unit=stage.cast.office, owner=stage.cast.owner, title="Up", due=BY)


@pytest.fixture(params=["rising", "swinging"])
def series(request: pytest.FixtureRequest, stage: Stage, objective: Objective) -> Series:
    values, target, season = (RISING, 29.5, None) if request.param == "rising" else (SWINGING, 60.0, 12)
    return aimed_at(stage, objective, values.tolist(), target, frequency="month", last=LAST, by=BY, season=season)


def test_the_next_value_misses_it_and_the_date_brings_it(stage: Stage, series: Series, objective: Objective) -> None:
    reading, leader = Reading.objects.get(series=series), stage.cast.leader
    assert reading.chance is not None
    assert reading.chance < 0.05
    assert reading.picture["outlook"]["at"][0] > 0.25
    assert reading.picture["capability"] == "not_yet"
    assert unmet_targets(leader, objective, TODAY) == []
    facts = facts_for(leader, None, TODAY, TODAY)
    assert facts.some("low").count == facts.in_danger.told == 1  # the stage's own
    # By its chance it is in no danger; that nobody works on what misses its target is said as before.
    found = {one.objective: one.danger for one in objectives_endangered(leader, None, TODAY)}
    assert found[objective.pk] is Danger.ALONE
    aim = next(one for one in aims(leader, TODAY) if one.objective == objective)
    assert (aim.danger, aim.asking) == (Danger.ALONE, 0)


def test_pages_and_packs_say_so(
    stage: Stage, series: Series, objective: Objective, signed_in: Callable[[Person], Client]
) -> None:
    aim = next(one for one in aims(stage.cast.leader, TODAY) if one.objective == objective)
    assert aim_line(aim).capability == "not yet, perhaps by its date"
    page = signed_in(stage.cast.leader).get(f"/series/{series.pk}/").text
    assert "is not met yet, and may be by its date. As it is, its chance on 1 November 2026: " in page
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    figure = next(one for one in json.loads(pack.body)["figures"] if one["series"] == series.pk)
    assert figure["target"]["capability"] == "not_yet"
    (danger,) = (one for one in in_danger(opened(pack)) if one["code"] == objective.code)
    assert "nobody works on it" in danger["said"]
    assert danger["tone"] == ""
